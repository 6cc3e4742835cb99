"""What a style looks like that came without a picture: its numbers as colours."""

import numpy as np

from impasto.imaging.pixels import RGB
from impasto.painting.vectors import LENGTH, StyleVector

SIDE = 160
"""Width and height in px."""

CELLS = 10
"""Squares a side, one for each number."""


def swatch(vector: StyleVector) -> RGB:
    """Return a picture that the same vector always has, uint8 ``[160, 160, 3]``: a mosaic of its numbers.

    It is no sample of the style, which would take a run of the networks. Each square has three of the numbers as red,
    green and blue, from a third of the list apart, so that all of them count as much.
    """
    values = np.array(vector.values) / (np.abs(vector.values).max() or 1.0)
    turned = [np.roll(values, turn * LENGTH // 3) for turn in range(3)]
    cells = np.rint(255 * (np.stack(turned, -1) + 1) / 2).astype(np.uint8).reshape(CELLS, CELLS, 3)
    return cells.repeat(SIDE // CELLS, axis=0).repeat(SIDE // CELLS, axis=1)
