"""Thumbnails of styles and paintings, as the page's wall and strip show them."""

import numpy as np

from impasto.imaging import fitting
from impasto.imaging.pixels import RGB, RGBA

SIDE = 160
"""In px."""


def of_style(picture: RGB) -> RGB:
    """Return the thumbnail of a style, ``SIDE`` px wide and high."""
    return fitting.thumbnail(picture, SIDE)


def of_painting(painting: RGBA) -> RGB:
    """Return the thumbnail of a painting, which is not enlarged for it."""
    height, width, _ = painting.shape
    return fitting.thumbnail(opaque(painting), min(SIDE, height, width))


def opaque(painting: RGBA) -> RGB:
    """Return the colours of a painting, of its whole rectangle where it is a cut-out."""
    return np.ascontiguousarray(painting[..., :3])
