"""Which styles are painted with, and how they are mixed."""

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
class StyleWeighted:
    id: str
    weight: float


@dataclass(frozen=True, slots=True)
class MixMoved:
    """Two styles are chosen: 0 is the first alone, 1 the second alone."""

    value: float


@dataclass(frozen=True, slots=True)
class PadMoved:
    """Three or four styles are chosen: the point of the pad (``studio.mixing``) says how they are mixed."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class StyleRemoved:
    id: str


StyleAction = StyleSelected | StyleMixed | StylesPaired | StyleWeighted | MixMoved | PadMoved | StyleRemoved
"""What the user does."""
