"""Styles that nobody has painted: a style taken further along the directions in which painters differ.

The directions are principal components of the presets (``site/pictures/directions.py`` finds them); one step along each
is the standard deviation of the presets, in the straight lines of ``painting.vectors``. Such a style is known by its id
alone, which says where it began and how far it was taken, so that undo and whoever keeps ids need nothing else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from impasto.errors import BadStyle
from impasto.painting.packed import unpack
from impasto.painting.vectors import StyleVector

FILE = "directions.json"

DIRECTIONS = ("bold", "light", "smooth", "rough", "warm", "rosy")
"""What more of each direction makes a style, the one in which presets differ most first."""

REACH, STEP = 2.0, 0.1
"""How far a style is taken along one direction at most, and in which steps, in standard deviations."""

DRAWN_REACH = 1.5
"""How far from the middle a random style is along each direction, at most: within what the presets are."""

_PREFIX = "explored"


@dataclass(frozen=True, slots=True)
class Exploration:
    """A style that was taken further: ``base`` is the id of the one it began with, or empty for the middle of all."""

    base: str
    amounts: tuple[float, ...] = (0.0,) * len(DIRECTIONS)
    """-REACH..REACH along each direction."""

    @property
    def id(self) -> str:
        return " ".join([_PREFIX, *(f"{round(amount / STEP)}" for amount in self.amounts), self.base])

    @classmethod
    def of(cls, id_: str) -> Exploration | None:
        """Return what an id says of how the style was made; None where it was not made so."""
        parts = id_.split(" ", len(DIRECTIONS) + 1)
        if parts[0] != _PREFIX or len(parts) != len(DIRECTIONS) + 2:
            return None
        return cls(parts[-1], tuple(round(int(part) * STEP, 1) for part in parts[1:-1]))

    def moved(self, direction: str, amount: float) -> Exploration:
        """Return it with another amount, brought within the reach, along a direction."""
        amount = round(min(max(amount, -REACH), REACH), 1)
        at = DIRECTIONS.index(direction)
        return Exploration(self.base, (*self.amounts[:at], amount, *self.amounts[at + 1 :]))


@dataclass(frozen=True, slots=True)
class _Space:
    middle: NDArray[np.float64]
    """``[100]``"""
    steps: NDArray[np.float64]
    """``[directions, 100]``"""


@cache
def _space(network: str) -> _Space:
    record = json.loads(files("impasto.painting").joinpath(FILE).read_text("utf-8"))
    if network not in record:
        raise BadStyle("nothing-to-explore", network=network)
    found = record[network]
    return _Space(np.array(unpack(found["middle"])), np.array([unpack(step) for step in found["steps"]]))


def explored(base: StyleVector | None, amounts: tuple[float, ...], network: str) -> StyleVector:
    """Return a style taken so far along the directions, from the middle of all presets if there is no ``base``.

    Raises:
        BadStyle: there are no directions for the style network.
    """
    space = _space(network)
    begin = space.middle if base is None else np.array(base.values, np.float64)
    colour = 1.0 if base is None else base.colour
    return StyleVector.from_array(begin + np.array(amounts) @ space.steps, network, colour)


def drawn(seed: bytes) -> Exploration:
    """Return a random style, as evenly spread as the bytes, one for each direction, are."""
    amounts = [(byte / 127.5 - 1) * DRAWN_REACH for byte in seed[: len(DIRECTIONS)]]
    return Exploration("", tuple(round(amount, 1) for amount in amounts))
