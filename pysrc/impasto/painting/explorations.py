"""Where a style was taken from how it was painted, as frozen values without any numbers of styles.

Such a style is known by its id alone, which says where it began and how far it was taken, so that undo and whoever
keeps ids need nothing else; ``painting.exploring`` works out its vector.
"""

from __future__ import annotations

from dataclasses import dataclass

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


def drawn(seed: bytes) -> Exploration:
    """Return a random style, as evenly spread as the bytes, one for each direction, are."""
    amounts = [(byte / 127.5 - 1) * DRAWN_REACH for byte in seed[: len(DIRECTIONS)]]
    return Exploration("", tuple(round(amount, 1) for amount in amounts))
