"""Saved work: projects and links that are made and opened."""

from dataclasses import dataclass

from impasto.painting.maskedits import Edits
from impasto.painting.settings import PaintSettings
from impasto.studio.events.sources import File
from impasto.studio.settings import Area, ShelfStyle
from impasto.words import Text


@dataclass(frozen=True, slots=True)
class ProjectPressed:
    """Save what is set as a project."""

    with_photo: bool


@dataclass(frozen=True, slots=True)
class LinkPressed:
    """Make a link of what is set."""


@dataclass(frozen=True, slots=True)
class LinkMade:
    """A link is with the page."""


@dataclass(frozen=True, slots=True)
class LinkCopied:
    """The page was given a link, and has put it among what can be pasted, or could not."""

    copied: bool


@dataclass(frozen=True, slots=True)
class ProjectFileChosen:
    """Open a file: a project, or a picture that keeps how it was made."""

    file: File


@dataclass(frozen=True, slots=True)
class MakingOpened:
    """Open how the photo on the easel, itself a painting, was made."""


@dataclass(frozen=True, slots=True)
class LinkOpened:
    """The page was opened by a link, of which this is the end."""

    link: str


@dataclass(frozen=True, slots=True)
class SavedPhotoRead:
    """The photo of a project; width and height in px."""

    id: str
    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ProjectRead:
    """Saved work was read: how to paint, and in which styles, as (id, weight 0..1)."""

    settings: PaintSettings
    styles: tuple[tuple[str, float], ...]
    own: tuple[ShelfStyle, ...] = ()
    """Those of the styles that the shelf does not have."""
    photo: SavedPhotoRead | None = None
    mask: Edits = ()
    outside: tuple[tuple[str, float], ...] = ()
    areas: tuple[Area, ...] = ()
    notes: tuple[Text, ...] = ()
    """Why a painting of it may not be the one that it was saved from."""


ProjectAction = ProjectPressed | LinkPressed | LinkCopied | ProjectFileChosen | MakingOpened | LinkOpened
"""What the user does."""

ProjectNews = ProjectRead | LinkMade
"""What comes back."""

ProjectEvent = ProjectAction | ProjectNews
