"""Contact sheets and strips of small pictures."""

from dataclasses import dataclass

from impasto.studio.settings import Saving, Settings, Tile


@dataclass(frozen=True, slots=True)
class PaintSheet:
    """Paint the pictures of a contact sheet or strip, with the settings that are common to them."""

    job: int
    settings: Settings
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class StopSheet:
    """Paint no more of the contact sheet; what is painted stays."""


@dataclass(frozen=True, slots=True)
class SaveSheet:
    """Save these pictures of the sheet that is open, after the photo of that id if one is told."""

    tiles: tuple[Tile, ...]
    photo: str | None
    stem: str
    saving: Saving


@dataclass(frozen=True, slots=True)
class SaveAnimation:
    """Save these pictures of the strip that is open as one that moves."""

    tiles: tuple[Tile, ...]
    stem: str
    quality: int


SheetEffect = PaintSheet | StopSheet | SaveSheet | SaveAnimation
