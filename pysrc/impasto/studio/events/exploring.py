"""Styles taken further than they were painted, and the numbers that they are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StyleExplored:
    """Take the chosen style so far along a direction of ``painting.explorations``."""

    direction: str
    amount: float


@dataclass(frozen=True, slots=True)
class RandomStylePressed:
    """Paint with a style that nobody has painted."""


@dataclass(frozen=True, slots=True)
class NumbersPressed:
    """Show the numbers of what is painted with, or save them as a file."""

    save: bool = False


@dataclass(frozen=True, slots=True)
class StyleDrawn:
    """A random style, by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class NumbersRead:
    """The numbers of the mixture of these styles, as ``StyleVector.to_json`` writes them."""

    styles: tuple[tuple[str, float], ...]
    text: str


ExploringAction = StyleExplored | RandomStylePressed | NumbersPressed
"""What the user does."""

ExploringNews = StyleDrawn | NumbersRead
"""What comes back."""

ExploringEvent = ExploringAction | ExploringNews
