"""How own pictures are shown to style networks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LookPressed:
    """Open what says how an own picture is shown, or close it where it is open."""

    id: str


@dataclass(frozen=True, slots=True)
class LookClosed:
    pass


@dataclass(frozen=True, slots=True)
class LookChanged:
    """Show the picture that is open otherwise (``painting.looks.Look``)."""

    crop: tuple[float, float, float, float]
    side: float


LookAction = LookPressed | LookClosed | LookChanged
"""What the user does."""
