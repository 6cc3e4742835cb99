"""How a style network is shown a picture: which part of it, and how large. Frozen values, without any pixels.

A picture that is shown otherwise than whole and in the usual size is a style of its own. It is known by its id alone,
which says how, so that undo and whoever keeps ids need nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from impasto.imaging.sizes import LARGEST_STYLE_SIDE, SMALLEST_STYLE_SIDE, STYLE_SIDE, STYLE_SIDE_STEP
from impasto.painting.explorations import Exploration

Crop: TypeAlias = "tuple[float, float, float, float]"
"""Left, top, width and height of a part, as shares of a picture's width and height."""

WHOLE: Crop = (0.0, 0.0, 1.0, 1.0)

SMALLEST_CROP = 0.05
"""Width and height of the smallest part."""

STEPS = 1000
"""Shares are kept in steps of one of so many."""

_PREFIX = "shown"


@dataclass(frozen=True, slots=True)
class Look:
    """A picture as it is shown to a style network; ``base`` is the id that it has where it is shown as usual.

    ``side`` is that of the square as large as which it is shown, in px.
    """

    base: str
    crop: Crop = WHOLE
    side: int = STYLE_SIDE

    @property
    def id(self) -> str:
        if (self.crop, self.side) == (WHOLE, STYLE_SIDE):
            return self.base
        return " ".join([_PREFIX, *(f"{round(share * STEPS)}" for share in self.crop), f"{self.side}", self.base])

    @classmethod
    def of(cls, id_: str) -> Look:
        """Return what an id says of how a picture is shown; of any other style it says that it is as usual."""
        prefix, *parts = id_.split(" ", 6)
        if prefix != _PREFIX or len(parts) != 6:
            return cls(id_)
        left, top, width, height = (int(part) / STEPS for part in parts[:4])
        return cls(parts[5], (left, top, width, height), int(parts[4]))

    def shown(self, crop: Crop, side: float) -> Look:
        """Return it shown otherwise: the nearest part and side that there are."""
        (left, width), (top, height) = (_within(*crop[at::2]) for at in (0, 1))
        steps = round((side - SMALLEST_STYLE_SIDE) / STYLE_SIDE_STEP)
        nearest = min(max(SMALLEST_STYLE_SIDE + steps * STYLE_SIDE_STEP, SMALLEST_STYLE_SIDE), LARGEST_STYLE_SIDE)
        return replace(self, crop=(left, top, width, height), side=nearest)


def file_of(id_: str) -> str:
    """Return the id of the file or preset that a style was made of; empty where it was made of none."""
    exploration = Exploration.of(id_)
    return Look.of(id_).base if exploration is None else file_of(exploration.base)


def _within(start: float, length: float) -> tuple[float, float]:
    """Return a stretch within 0..1, in whole steps; its start gives way before its length does."""
    steps = round(min(max(length, SMALLEST_CROP), 1.0) * STEPS)
    first = min(max(round(start * STEPS), 0), STEPS - steps)
    return first / STEPS, steps / STEPS
