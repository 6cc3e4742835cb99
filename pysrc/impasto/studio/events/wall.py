"""The wall of styles: what is looked for on it, and what it remembers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WallSearched:
    """Only styles with these words are to be seen."""

    query: str


@dataclass(frozen=True, slots=True)
class GroupChosen:
    group: str


@dataclass(frozen=True, slots=True)
class MoreLikePressed:
    """Order the styles by likeness to the chosen one, or as they were."""


@dataclass(frozen=True, slots=True)
class FavouritePressed:
    """Make the chosen style a favourite, or none."""


@dataclass(frozen=True, slots=True)
class StylesForgotten:
    """Keep no favourites and no recent styles any more."""


@dataclass(frozen=True, slots=True)
class StylesRemembered:
    """What was kept on an earlier visit, as ids of presets."""

    favourites: tuple[str, ...]
    recent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LikenessFound:
    """Presets in the order of their likeness to a style."""

    id: str
    order: tuple[str, ...]


WallAction = WallSearched | GroupChosen | MoreLikePressed | FavouritePressed | StylesForgotten | StylesRemembered
"""What the user does."""

WallNews = LikenessFound
"""What comes back."""

WallEvent = WallAction | WallNews
