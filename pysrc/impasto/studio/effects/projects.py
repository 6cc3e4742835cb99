"""Projects and links, written and opened."""

from dataclasses import dataclass
from typing import TypeAlias

from impasto.studio.events import File
from impasto.studio.settings import Settings

NamedStyle: TypeAlias = tuple[str, str, float]
"""A style by its id, with its name and its weight."""


@dataclass(frozen=True, slots=True)
class SaveProject:
    """Save these settings as a project, with the photo of that (id, name) in it if one is told.

    ``areas`` are the styles of the further parts of the photo (``Settings.painted_areas``).
    """

    settings: Settings
    styles: tuple[NamedStyle, ...]
    outside: tuple[NamedStyle, ...]
    areas: tuple[tuple[NamedStyle, ...], ...]
    photo: tuple[str, str] | None
    name: str


@dataclass(frozen=True, slots=True)
class MakeLink:
    """Make a link of these settings."""

    settings: Settings
    styles: tuple[NamedStyle, ...]


@dataclass(frozen=True, slots=True)
class OpenProject:
    """Open a file; what it brings is compared with what these settings have."""

    file: File
    settings: Settings


@dataclass(frozen=True, slots=True)
class OpenMaking:
    """Open how the photo of these settings was made, as its file tells."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class OpenLink:
    link: str
    settings: Settings


ProjectEffect = SaveProject | MakeLink | OpenProject | OpenMaking | OpenLink
