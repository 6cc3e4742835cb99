"""What a mask was made by: strokes of a brush, a picture, turned inside out. Frozen values, without any pixels.

So undo, and whoever keeps a mask, needs nothing but these; ``painting.brush`` draws them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

SMALLEST_BRUSH, LARGEST_BRUSH, BRUSH_STEP, BRUSH = 0.01, 0.4, 0.01, 0.12
"""Diameters of the brush and their step, as shares of the photo's long side, and the one that it begins with."""

HARDNESS_STEP, HARDNESS = 0.05, 0.8
"""Hardness goes from 0, soft from the middle on, to 1, an edge of a pixel."""

Point: TypeAlias = "tuple[float, float, float]"
"""x and y as shares of the photo's width and height, and the pressure of a pen, 0..1; of all else it is 1."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A stroke of the brush; ``size`` is its diameter as a share of the long side, which pressure makes smaller.

    It adds to the mask, or ``erases``. If it ``follows`` the photo's edges, it marks something, and all of that thing
    is meant (``painting.subjects``).
    """

    points: tuple[Point, ...]
    size: float
    hardness: float
    erases: bool = False
    follows: bool = False


@dataclass(frozen=True, slots=True)
class FromPicture:
    """The mask is a grey picture, known by ``id``; what was there before is gone."""

    id: str


@dataclass(frozen=True, slots=True)
class Inverted:
    """What was within is outside."""


Edit: TypeAlias = Stroke | FromPicture | Inverted

Edits: TypeAlias = tuple[Edit, ...]
"""In the order in which they were made. Without any there is no mask, and all of the photo is painted."""


def begins_full(edits: Edits) -> bool:
    """Return whether a mask is white before its first edit: where something is taken away first, all was there."""
    return not edits or not isinstance(edits[0], Stroke) or edits[0].erases


def groups(edits: Edits) -> tuple[Edits, ...]:
    """Return edits as they are drawn: strokes one after another that follow the photo's edges are drawn as one."""
    found: list[Edits] = []
    for edit in edits:
        together = bool(found) and _follows(edit) and _follows(found[-1][-1])
        found = [*found[:-1], (*found[-1], edit)] if together else [*found, (edit,)]
    return tuple(found)


def _follows(edit: Edit) -> bool:
    return isinstance(edit, Stroke) and edit.follows
