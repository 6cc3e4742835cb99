"""Which styles are painted with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StyleSelected:
    """Paint with this style alone."""

    id: str


@dataclass(frozen=True, slots=True)
class StyleMixed:
    """Add a style to the mix, or take it out again."""

    id: str


@dataclass(frozen=True, slots=True)
class StylesPaired:
    """Paint with these two, half and half."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class StyleRemoved:
    id: str


StyleAction = StyleSelected | StyleMixed | StylesPaired | StyleRemoved
"""What the user does."""
