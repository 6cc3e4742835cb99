"""What a queue of paintings is made of, as frozen values."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from impasto.studio.settings import Settings
from impasto.words import Text

Stage = Literal["waiting", "painting", "painted", "failed", "skipped"]

TIMINGS_KEPT = 5
"""So many of the latest paintings tell how long the others will take."""


@dataclass(frozen=True, slots=True)
class QueuedPhoto:
    """A photo by the id under which the page holds its file, of so many bytes."""

    id: str
    name: str
    nbytes: int = 0


@dataclass(frozen=True, slots=True)
class Manner:
    """How photos are painted, as the settings were when it was asked for, without photo and mask.

    Of the user's own styles, its settings name those that are painted in.
    ``styles`` are the names of its styles.
    """

    settings: Settings
    styles: tuple[str, ...]

    @property
    def title(self) -> str:
        return " + ".join(self.styles)


@dataclass(frozen=True, slots=True)
class Queued:
    """One painting: a photo in a manner, or in none as long as no style has been chosen."""

    id: str
    photo: QueuedPhoto
    manner: Manner | None
    stem: str = ""
    """The name of its file, without suffix, unlike all others of the queue."""
    stage: Stage = "waiting"
    text: Text | None = None
    """Why it could not be painted."""
    hopeless: bool = False
    """Whether that will be so however often it is tried: the file is no picture, or not there."""
    fraction: float = 0.0
    file: str = ""
    """The name of its file, once it is painted."""
    nbytes: int = 0
    """The size of that."""
    deaths: int = 0
    """How often a Python ended while it painted this one."""

    @property
    def key(self) -> str:
        """The id under which the page holds its painting: unlike all others, of earlier visits as well."""
        return f"painting-{self.photo.id}-{self.id}"

    @property
    def can_retry(self) -> bool:
        """Whether it may be tried again."""
        return self.stage == "skipped" or (self.stage == "failed" and not self.hopeless)

    @property
    def finished(self) -> bool:
        return self.stage in ("painted", "failed", "skipped")


@dataclass(frozen=True, slots=True)
class Batch:
    """A queue; ``number`` tells it from others of the visit."""

    number: int
    items: tuple[Queued, ...]
    seconds: tuple[float, ...] = ()
    """How long the latest took."""

    def find(self, id_: str) -> Queued | None:
        return next((item for item in self.items if item.id == id_), None)

    def count(self, *stages: Stage) -> int:
        """Return how many are at one of these stages."""
        return sum(item.stage in stages for item in self.items)

    def changed(self, id_: str, change: Callable[[Queued], Queued]) -> "Batch":
        """Return the queue with one painting changed."""
        return replace(self, items=tuple(change(item) if item.id == id_ else item for item in self.items))

    @property
    def photos(self) -> tuple[QueuedPhoto, ...]:
        """The photos, each once, in their order."""
        return tuple(dict.fromkeys(item.photo for item in self.items))

    @property
    def manners(self) -> tuple[Manner, ...]:
        """The manners in which they are painted, each once, in the order in which they were asked for."""
        return tuple(dict.fromkeys(item.manner for item in self.items if item.manner))

    @property
    def without_progress(self) -> "Batch":
        """The queue without what changes while one is painted."""
        item = self.painting
        return self if item is None else self.changed(item.id, lambda item: replace(item, fraction=0.0))

    @property
    def painting(self) -> Queued | None:
        """The one that is being painted."""
        return next((item for item in self.items if item.stage == "painting"), None)

    @property
    def seconds_left(self) -> float | None:
        """How long all that wait will take, if that can be told."""
        if not self.seconds:
            return None
        rest = sum(1 - item.fraction for item in self.items if not item.finished)
        return rest * sum(self.seconds) / len(self.seconds)
