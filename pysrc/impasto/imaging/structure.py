"""How much of a picture's structure another one keeps: edges and shapes, whatever became of its light and colours."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from impasto.imaging.pixels import RGB, RGBA
from impasto.imaging.sizes import scaled

LONG_SIDE = 128
"""Long side in px at which two pictures are compared: what makes a photo recognised is seen at it, strokes hardly."""

WINDOW = 8
"""Side in px of the windows in which they are compared, each half over the next along the diagonal."""

STABLE = (0.03 * 255) ** 2 / 2
"""C3 of the paper, for levels of 255: keeps noise in even places from being compared."""


def structure_kept(picture: RGB | RGBA, photo: RGB) -> float:
    """Return the share of the photo's structure that a picture of the same ratio keeps, -1..1; 1 for the photo itself.

    It is the structure term of SSIM (Wang et al., *Image Quality Assessment: From Error Visibility to Structural
    Similarity*, IEEE Transactions on Image Processing 2004), the correlation of luma in small windows, times the root
    of the share of contrast that is left there: shapes may all be where they were, and washed out. The contrast that
    strokes add is no loss, other than in SSIM. Each window counts by the photo's contrast in it, so that strokes in a
    clear sky, where nothing can be lost, do not count.

    Args:
        picture: uint8 ``[height, width, 3 or 4]``.
        photo: uint8 ``[height, width, 3]``, of any size; both are compared at a long side of 128 px.
    """
    height, width, _ = photo.shape
    size = scaled(width, height, LONG_SIDE)
    (first, first_spread), (second, second_spread) = _windows(photo, size), _windows(picture, size)
    alike = ((first * second).mean(axis=1) + STABLE) / (first_spread * second_spread + STABLE)
    left = np.minimum((second_spread + STABLE**0.5) / (first_spread + STABLE**0.5), 1)
    weights = first_spread + 1e-6
    return float((alike * np.sqrt(left) * weights).sum() / weights.sum())


def _windows(picture: RGB | RGBA, size: tuple[int, int]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return luma in windows, float64 ``[windows, pixels]`` around its mean in each, and its standard deviations."""
    luma = Image.fromarray(np.ascontiguousarray(picture[..., :3])).convert("L")
    small = np.asarray(luma.resize(size, Image.Resampling.BOX), np.float64)
    grids = []
    for begin in (0, WINDOW // 2):
        rows, columns = ((side - begin) // WINDOW for side in small.shape)
        part = small[begin : begin + rows * WINDOW, begin : begin + columns * WINDOW]
        parts = part.reshape(rows, WINDOW, columns, WINDOW).transpose(0, 2, 1, 3)
        grids.append(parts.reshape(rows * columns, WINDOW * WINDOW))
    windows = np.concatenate(grids)
    windows -= windows.mean(axis=1, keepdims=True)
    return windows, np.sqrt((windows * windows).mean(axis=1))
