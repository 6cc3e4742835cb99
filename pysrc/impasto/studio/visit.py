"""What is kept of a visit, so that it can be gone on with: after a reload, after a crash, or on another day."""

from dataclasses import dataclass

from impasto.studio.queued import Batch
from impasto.studio.settings import Saving, Settings


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that was read; width and height in px as it was given."""

    id: str
    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Painted:
    """A painting of a visit.

    ``key`` is where its file is stored, and ``nbytes`` the size of that; until it is there, and for paintings too large
    for it, ``key`` is empty, and they are painted again.
    """

    number: int
    photo: Photo
    settings: Settings
    width: int
    height: int
    seconds: float
    key: str = ""
    nbytes: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """All that a visit is gone on with, but for the files that it names."""

    settings: Settings
    saving: Saving
    photos: tuple[Photo, ...] = ()
    past: tuple[Settings, ...] = ()
    future: tuple[Settings, ...] = ()
    history: tuple[Painted, ...] = ()
    batch: Batch | None = None
    """The queue, without what changes while one is painted."""
