"""The fine detail of a photograph, laid over a painting that lost it by being enlarged; and grain where there is none.

An enlarged painting is smooth as no photograph is. Where the photo has no detail either, as in a sky, transformers
hatch such ground with fine diagonal lines, the separable one most of all. Grain breaks them, as a photo's noise does.
"""

import hashlib

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from impasto.imaging.pixels import RGB, RGBA

BAND = 256
"""Rows that are worked on at a time, so that no further picture in colours is needed."""

GRAIN = 10.0
"""Standard deviation of the grain in levels of 255. At 6 there are still lines, at 14 dots; the painting hides it."""

GRAIN_BLUR = 1.0
"""Deviation in px of the blur that makes grain of noise: finer comes out as dots, coarser breaks fewer lines."""

LITTLE, ENOUGH = 2.0, 6.0
"""Levels by which the photo differs from its blur where all of the grain is needed, and where none is."""

SURROUNDINGS = 4.0
"""Deviation in px of the blur that tells how much detail there is about a pixel."""

MIDDLE, GRAIN_SPREAD = np.float32(127), np.float32(21)
"""Mean, and standard deviation after the blur, of bytes of which each is as likely as any other."""

SEED = b"ground"


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
    there, grain = _surroundings(photo, blurred), _grain(height, width)
    for top in range(0, height, BAND):
        rows = slice(top, top + BAND)
        lacking = np.clip((np.float32(ENOUGH) - there[rows]) / np.float32(ENOUGH - LITTLE), 0, 1)
        detail = photo[rows].astype(np.float32) - blurred[rows]
        detail += (lacking * (grain[rows] - MIDDLE) * (GRAIN / GRAIN_SPREAD))[..., None]
        enlarged[rows] = np.clip(enlarged[rows] + detail + 0.5, 0, 255).astype(np.uint8)
    return enlarged


def _surroundings(photo: RGB, blurred: RGB) -> NDArray[np.uint8]:
    """Return how much detail there is about each pixel, in levels of the channel that has most: ``[height, width]``."""
    detail = np.empty(photo.shape[:2], np.uint8)
    for top in range(0, len(photo), BAND):
        rows = slice(top, top + BAND)
        detail[rows] = np.abs(photo[rows].astype(np.int16) - blurred[rows]).max(axis=2)
    return np.asarray(Image.fromarray(detail).filter(ImageFilter.GaussianBlur(SURROUNDINGS)))


def _grain(height: int, width: int) -> NDArray[np.uint8]:
    """Return soft noise around the middle of 0..255, ``[height, width]``, the same everywhere for the same size."""
    # The bytes of an extendable hash (FIPS 202) are as good as random ones, and the same everywhere.
    noise = np.frombuffer(hashlib.shake_128(SEED).digest(height * width), np.uint8).reshape(height, width)
    return np.asarray(Image.fromarray(noise).filter(ImageFilter.GaussianBlur(GRAIN_BLUR)))
