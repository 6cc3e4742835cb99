"""The edge that a photograph gets before it is painted, and that is cut off the painting.

A transformer pads every layer with a reflection, so near the border it sees each thing twice. Under styles of fine
marks that shows as a strip of noise. With the edge the strip falls outside.
"""

import numpy as np
from numpy.typing import NDArray

from impasto.imaging.pixels import RGB, RGBA

EDGE = 8
"""Width in px of the edge on each side. Strips were up to five pixels wide."""

SIDE_MULTIPLE = 4
"""The encoder halves height and width twice, so sides have to be multiples; bottom and right get what is missing."""


def padded(picture: RGB) -> RGB:
    """Return the picture, uint8 ``[height, width, 3]``, each side over ``EDGE`` px, reflected outwards."""
    height, width, _ = picture.shape
    missing = ((EDGE, EDGE + -height % SIDE_MULTIPLE), (EDGE, EDGE + -width % SIDE_MULTIPLE), (0, 0))
    return np.pad(picture, missing, mode="reflect")


def padded_size(height: int, width: int) -> tuple[int, int]:
    """Return height and width, in px, of what ``padded`` makes of a picture."""
    return tuple(side + 2 * EDGE + -side % SIDE_MULTIPLE for side in (height, width))  # type: ignore[return-value]


def padded_part(picture: RGB, rows: slice, columns: slice) -> RGB:
    """Return ``padded(picture)[rows, columns]``, without making the whole of it."""
    height, width, _ = picture.shape
    down, across = _reflected(rows, height), _reflected(columns, width)
    return picture[down[:, None], across]


def _reflected(part: slice, size: int) -> NDArray[np.intp]:
    """Return where a row or column of ``size`` px is seen from a part of the padded one."""
    at: NDArray[np.intp] = np.abs(np.arange(part.start, part.stop) - EDGE)
    return np.minimum(at, 2 * (size - 1) - at)


def without_padding(painted: RGBA, height: int, width: int) -> RGBA:
    """Return what was painted of a picture of ``height`` and ``width`` px: ``without_padding(padded(it), …)`` is it."""
    return painted[EDGE : EDGE + height, EDGE : EDGE + width]
