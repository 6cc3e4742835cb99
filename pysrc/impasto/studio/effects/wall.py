"""What the wall of styles knows of them, and remembers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FindLikeness:
    """Find out which presets are like a style, as the style network of that id sees them."""

    id: str
    network: str


@dataclass(frozen=True, slots=True)
class RememberStyles:
    """Keep ids of presets for the next visit."""

    favourites: tuple[str, ...]
    recent: tuple[str, ...]


WallEffect = FindLikeness | RememberStyles
