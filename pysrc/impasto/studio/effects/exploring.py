"""Styles that are drawn, and told as their numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DrawStyle:
    """Draw a random style."""


@dataclass(frozen=True, slots=True)
class ReadNumbers:
    """Tell the numbers of a mixture of styles, (id, weight 0..1), to a style network; or ``save`` them."""

    styles: tuple[tuple[str, float], ...]
    network: str
    save: bool


ExploringEffect = DrawStyle | ReadNumbers
