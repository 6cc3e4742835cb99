"""Cut-outs: pictures that are transparent around what they show.

What is painted has no holes, so a hole gets the colours that surround it; the alpha is put back afterwards. With white
or the hidden colours of the file in the holes, a painter's strokes would carry these into the edges.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from impasto.imaging.pixels import RGB, RGBA

Alpha = NDArray[np.uint8]
"""How much of a picture is there, uint8 ``[height, width]``: 0 is nothing, 255 is all."""

FAINT = 15
"""Alpha up to here counts as a hole: the colour of what is hardly there is hardly known."""


def significant(alpha: Image.Image | None) -> Image.Image | None:
    """Return the alpha, mode L, or None where it says nothing: all of it is there, or, as some programs write, none."""
    return None if alpha is None or alpha.getextrema() in ((0, 0), (255, 255)) else alpha


def filled(image: Image.Image, alpha: Image.Image) -> Image.Image:
    """Return the picture, mode L or RGB, with its edge colours led on into the holes of ``alpha``, mode L.

    It is halved again and again, each time with the mean of what is there, until no hole is left; on the way back each
    hole takes what the half has in its place (Gortler et al., *The lumigraph*, SIGGRAPH 1996: pull and push).
    """
    colour, there = image.convert("RGB"), alpha.point([255 * (level > FAINT) for level in range(256)])
    stages: list[tuple[Image.Image, Image.Image]] = []
    while there.getextrema() != (255, 255) and max(there.size) > 1:
        stages.append((colour, there))
        half = Image.merge("RGBA", (*colour.split(), there)).resize(_half(there.size), Image.Resampling.BOX)
        colour, there = half.convert("RGB"), half.getchannel("A").point([255 * (level > 0) for level in range(256)])
    while stages:
        finer, there = stages.pop()
        colour = Image.composite(finer, colour.resize(finer.size, Image.Resampling.BILINEAR), there)
    return colour.convert(image.mode)


def put_back(painted: RGBA, alpha: Alpha) -> RGBA:
    """Return what was painted, uint8 ``[height, width, 4]``, in the shape of ``alpha``, of whatever size."""
    height, width, _ = painted.shape
    shape = np.asarray(Image.fromarray(alpha).resize((width, height), Image.Resampling.LANCZOS))
    return np.concatenate((painted[..., :3], shape[..., None]), axis=2)


def over_white(picture: RGB, alpha: Alpha) -> RGB:
    """Return the picture laid over white, for formats that have no alpha."""
    white = Image.new("RGB", (alpha.shape[1], alpha.shape[0]), "white")
    white.paste(Image.fromarray(picture), mask=Image.fromarray(alpha))
    return np.array(white)


def _half(size: tuple[int, int]) -> tuple[int, int]:
    return -(-size[0] // 2), -(-size[1] // 2)
