"""Draws what a mask was made by (``painting.maskedits``)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from impasto.imaging.pixels import RGB
from impasto.imaging.sizes import scaled
from impasto.painting.maskedits import Edits, FromPicture, Inverted, Stroke, begins_full
from impasto.painting.masks import Grey, Mask, fitted
from impasto.painting.subjects import along_edges

SIDE = 1024
"""Long side in px of masks that are drawn: finer than a hand, and small enough to be drawn while one waits."""

EDGE = 1.5
"""Width in px of the hardest edge."""

Picture = Callable[[str], Mask]
"""Returns the mask that a picture is, by its id."""


def ground(edits: Edits, height: int, width: int) -> Grey:
    """Return a mask before its first edit, for a photo whose height and width in px these are."""
    wide, high = scaled(width, height, SIDE)
    return np.full((high, wide), 255 if begins_full(edits) else 0, np.uint8)


def drawn(grey: Grey, group: Edits, photo: RGB, picture: Picture) -> Grey:
    """Return a mask after one more group of edits (``maskedits.groups``), uint8 ``[height, width]``.

    Args:
        grey: the mask before it.
        group: what is drawn at once.
        photo: uint8 ``[height, width, 3]``, whose edges are followed.
        picture: gives masks that were read from files.
    """
    first = group[0]
    match first:
        case FromPicture(id_):
            return fitted(picture(id_), *grey.shape)
        case Inverted():
            return 255 - grey
        case Stroke(follows=True):
            return _following(grey, [edit for edit in group if isinstance(edit, Stroke)], photo)
        case Stroke():
            return _put(grey, stroked(first, *grey.shape), erases=first.erases)


def _put(grey: Grey, cover: Grey, *, erases: bool) -> Grey:
    """Return a mask with what a stroke covers added to it or erased; going over it twice changes nothing."""
    return np.minimum(grey, 255 - cover) if erases else np.maximum(grey, cover)


def _following(grey: Grey, strokes: list[Stroke], photo: RGB) -> Grey:
    """Return a mask with the thing that the first of some strokes marks added or erased; others mark what is not it."""
    marks = np.zeros((2, *grey.shape), np.uint8)
    erases = strokes[0].erases
    for stroke in strokes:
        other = int(stroke.erases != erases)
        cover = stroked(stroke, *grey.shape)
        marks[other] = np.maximum(marks[other], cover)
        marks[1 - other] = np.minimum(marks[1 - other], 255 - cover)
    return _put(grey, along_edges(photo, marks[0], marks[1]), erases=erases)


def stroked(stroke: Stroke, height: int, width: int) -> Grey:
    """Return how much of each pixel a stroke covers, uint8 ``[height, width]``."""
    cover = np.zeros((height, width), np.float32)
    scale = np.array([width, height, stroke.size / 2 * max(height, width)])
    points = np.array(stroke.points, np.float64).reshape(-1, 3) * scale
    points[:, :2] -= 0.5  # the middle of the first pixel is at half a pixel
    points[:, 2] = np.maximum(points[:, 2], 0.5)
    for first, second in pairwise([points[0], *points]):
        _cover(cover, first, second, stroke.hardness)
    return np.rint(cover * 255).astype(np.uint8)


def _cover(
    cover: NDArray[np.float32], first: NDArray[np.float64], second: NDArray[np.float64], hardness: float
) -> None:
    """Cover what a brush touches that goes straight from one point (x, y, radius, in px) to another."""
    reach = max(first[2], second[2]) + EDGE
    low = np.maximum(np.floor(np.minimum(first, second)[:2] - reach), 0).astype(int)
    high = np.ceil(np.maximum(first, second)[:2] + reach).astype(int) + 1
    part = cover[low[1] : high[1], low[0] : high[0]]
    if not part.size:
        return
    rows, columns = part.shape
    x = np.arange(low[0], low[0] + columns, dtype=np.float32) - np.float32(first[0])
    y = np.arange(low[1], low[1] + rows, dtype=np.float32)[:, None] - np.float32(first[1])
    along = (second - first).astype(np.float32)
    length = float(along[0] ** 2 + along[1] ** 2)
    way = np.clip((x * along[0] + y * along[1]) / np.float32(length), 0, 1) if length else np.float32(0)
    radius = np.float32(first[2]) + way * along[2]
    apart = np.hypot(x - way * along[0], y - way * along[1])
    soft = np.maximum(radius * np.float32(1 - hardness), np.float32(EDGE))
    deep = np.clip((radius + np.float32(EDGE / 2) - apart) / soft, 0, 1)
    np.maximum(part, deep * deep * (3 - 2 * deep), out=part)
