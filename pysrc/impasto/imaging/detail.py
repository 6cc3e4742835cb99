"""The fine detail of a photograph, laid over a painting that has lost it by being enlarged."""

import numpy as np
from PIL import Image, ImageFilter

from impasto.imaging.pixels import RGB, RGBA

BAND = 256
"""Rows that are worked on at a time, so that no further picture is needed."""


def enlarged_with_detail(painted: RGBA, photo: RGB) -> RGB:
    """Return a painting enlarged to the size of the photo, with what of the photo no painting of its size can show.

    That is the photo minus its Gaussian blur, whose deviation is how many px of the photo are one of the painting.

    Args:
        painted: uint8 ``[height, width, 4]``, smaller than the photo.
        photo: uint8 ``[height, width, 3]``.
    """
    height, width, _ = photo.shape
    image = Image.fromarray(np.ascontiguousarray(painted[..., :3]))
    enlarged = np.array(image.resize((width, height), Image.Resampling.LANCZOS))
    blur = ImageFilter.GaussianBlur(max(height, width) / max(painted.shape[:2]))
    blurred = np.asarray(Image.fromarray(photo).filter(blur))
    for top in range(0, height, BAND):
        rows = slice(top, top + BAND)
        detail = photo[rows].astype(np.int16) - blurred[rows]
        enlarged[rows] = np.clip(enlarged[rows] + detail, 0, 255).astype(np.uint8)
    return enlarged
