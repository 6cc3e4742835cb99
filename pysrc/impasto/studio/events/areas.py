"""Parts of the photo that have styles of their own, besides that of the chosen ones."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AreaAdded:
    pass


@dataclass(frozen=True, slots=True)
class AreaChosen:
    """Take the mask of a part to hand: 0 is that of the chosen styles."""

    number: int


@dataclass(frozen=True, slots=True)
class AreaStyled:
    """Paint the part at hand in this style."""

    id: str


@dataclass(frozen=True, slots=True)
class AreaRemoved:
    """Have the part at hand no more."""


AreaAction = AreaAdded | AreaChosen | AreaStyled | AreaRemoved
"""What the user does."""
