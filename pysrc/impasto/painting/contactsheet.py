"""A contact sheet: one photo in many styles, small and side by side, to choose from."""

import math
from collections.abc import Sequence

import numpy as np

from impasto.imaging import fitting
from impasto.imaging.cutouts import over_white, put_back
from impasto.imaging.pixels import RGB, RGBA, to_rgba
from impasto.imaging.sizes import CONTACT_SIZE
from impasto.painting.request import Picture

GAP = 12
"""Between the pictures and around them, px."""

SHAPE = 3 / 2
"""What the sheet's width to its height comes near to."""


def arranged(pictures: Sequence[RGB | RGBA]) -> RGB:
    """Return the sheet, uint8 ``[height, width, 3]``: the pictures row by row on white, cut-outs too.

    Args:
        pictures: at least one, all uint8 ``[height, width, 3 or 4]`` of the same height and width.
    """
    height, width = pictures[0].shape[:2]
    return _on_white(pictures, _columns(len(pictures), (width + GAP) / (height + GAP)))


def in_a_row(pictures: Sequence[RGB | RGBA]) -> RGB:
    """Return the pictures side by side; as ``arranged``."""
    return _on_white(pictures, len(pictures))


def _on_white(pictures: Sequence[RGB | RGBA], columns: int) -> RGB:
    height, width = pictures[0].shape[:2]
    rows = -(-len(pictures) // columns)
    sheet = np.full((rows * (height + GAP) + GAP, columns * (width + GAP) + GAP, 3), 255, np.uint8)
    for number, picture in enumerate(pictures):
        row, column = divmod(number, columns)
        top, left = GAP + row * (height + GAP), GAP + column * (width + GAP)
        sheet[top : top + height, left : left + width] = _flat(picture)
    return sheet


def unpainted(content: Picture) -> RGB | RGBA:
    """Return the photo itself at the size of the pictures; raises ``BadImage`` if it is too narrow for that."""
    pixels = fitting.fit(content.pixels, CONTACT_SIZE)
    return pixels if content.alpha is None else put_back(to_rgba(pixels), content.alpha)


def _columns(count: int, ratio: float) -> int:
    """Return how many of ``count`` pictures of that width to height stand in a row."""
    return min(max(round(math.sqrt(count * SHAPE / ratio)), 1), count)


def _flat(picture: RGB | RGBA) -> RGB:
    return picture if picture.shape[2] == 3 else over_white(picture[..., :3], picture[..., 3])
