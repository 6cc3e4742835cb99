"""What the studio knows at any moment, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from impasto.backends.rules import Choice
from impasto.imaging.formats import Format
from impasto.painting.progress import Progress
from impasto.studio.events import Work
from impasto.studio.previews import Timing
from impasto.studio.queued import Batch
from impasto.studio.settings import Saving, Settings, ShelfStyle, Tile
from impasto.studio.visit import Painted, Photo
from impasto.words import Text


@dataclass(frozen=True, slots=True)
class Message:
    """Something to tell: ``tone`` is ``error`` or ``info``; ``action``, the kind of an event, comes as a button."""

    tone: str
    text: Text
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What was said last of what happened on the easel; ``number`` grows by one each time."""

    number: int
    text: Text


@dataclass(frozen=True, slots=True)
class CurrentPainting:
    """The painting under way, or the small ones that ``chooses_strength`` is made of."""

    number: int
    settings: Settings
    chooses_strength: bool = False
    asked: bool = False
    """Whether the user has asked for it, and not only changed something: what is changed meanwhile is asked for too."""


@dataclass(frozen=True, slots=True)
class Result:
    """A finished picture, painted by ``job``; ``number`` grows by one from each to the next."""

    number: int
    job: int
    seconds: float
    width: int
    height: int
    settings: Settings


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """The contact sheet that is open: painted by ``job``, of which the first ``done`` pictures are there."""

    job: int
    photo: Photo
    title: Text
    tiles: tuple[Tile, ...]
    is_strip: bool = False
    """Whether it goes in steps from one style to another, and so makes an animation."""
    done: int = 0

    @property
    def complete(self) -> bool:
        return self.done == len(self.tiles)


@dataclass(frozen=True, slots=True)
class Film:
    """A film whose first frame was given as a photo; ``width`` and ``height`` in px are those of its frames."""

    name: str
    width: int
    height: int
    seconds: float
    job: int | None = None
    """The job that paints it, if one does."""
    last: int | None = None
    """The latest job that did: the page has yet to write what it painted, or has."""
    size: tuple[int, int] | None = None
    """Width and height in px that frames are painted at, once they can come."""
    stopping: bool = False
    progress: Progress | None = None
    written: Text | None = None
    """What the page has written of it."""


@dataclass(frozen=True, slots=True)
class LiveCamera:
    """The camera that is on: its frames are ``width`` x ``height`` px, and the next one is asked for at ``size``."""

    width: int
    height: int
    size: int
    """Long side in px."""
    painted: int = 0
    """Long side, in px, at which so many frames a second were painted last."""
    rate: float = 0.0


@dataclass(frozen=True, slots=True)
class Wall:
    """How the styles are looked through (``studio.wall``); undo does not go back through this."""

    query: str = ""
    group: str = "all"
    like: tuple[str, ...] = ()
    """The ids of styles in the order in which they are to be seen, where that is by likeness."""
    favourites: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    """Ids of presets that were chosen, latest first."""
    look: str = ""
    """The own picture of which it is open how it is shown to style networks, by its id (``studio.looks``)."""
    numbers: tuple[tuple[tuple[str, float], ...], str] = ((), "")
    """The numbers that were asked for last, as text, and the mixture of styles that they are of."""


@dataclass(frozen=True, slots=True)
class State:
    """The whole of it; ``studio.update`` makes the next one."""

    settings: Settings
    presets: tuple[ShelfStyle, ...]
    wall: Wall = field(default_factory=Wall)
    phase: str = "loading"
    """``loading``, ``ready`` or ``failed``; while ``job`` is set the page calls it ``working``."""
    networks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The ids of the networks that can be chosen, by the setting that chooses one of them."""
    fetched: frozenset[str] = frozenset()
    """The ids of the networks that are here."""
    backend: str = ""
    threads: int = 0
    backend_choice: Choice = "auto"
    trying: Choice | None = None
    """The backend that the user chose and that is being tried."""
    backends: tuple[str, ...] = ("wasm",)
    """What this browser is known to have."""
    backend_reason: Text | None = None
    """What runs and why; None until that is known."""
    ready_seconds: float = 0.0
    offline: bool | None = None
    """Whether the browser keeps the page's files for use without a network; None until that is settled."""
    photos: tuple[Photo, ...] = ()
    past: tuple[Settings, ...] = ()
    future: tuple[Settings, ...] = ()
    job: CurrentPainting | None = None
    jobs: int = 0
    """How many jobs there were, of paintings and of previews."""
    waiting: bool = False
    """There is something to be painted as soon as the networks, and what is being read, are here."""
    progress: Progress | None = None
    busy: tuple[tuple[Work, Text], ...] = ()
    """What is being done besides painting, latest last, each as it is told."""
    selects_next: bool = True
    """Whether the styles that are being read are to be chosen: nothing else has been since."""
    result: Result | None = None
    painted: tuple[Settings, ...] = ()
    """Settings that were painted, so that undo may show their pictures again."""
    message: Message | None = None
    told: Told | None = None
    sliding: Settings | None = None
    """What the settings would be if the slider that is being moved were let go where it is."""
    timings: tuple[Timing, ...] = ()
    """How long pictures took, latest last; of this backend only."""
    preview_size: int | None = None
    """Long side of previews in px, or None where there are none."""
    previews_for: Settings | None = None
    """Settings from which sliders find previews ready at ``preview_size``."""
    saving: Saving = field(default_factory=Saving)
    formats: tuple[Format, ...] = ("png",)
    """What pictures can be saved as here."""
    previewed: bool = False
    """A preview lies over the finished picture."""
    sheet: ContactSheet | None = None
    film: Film | None = None
    batch: Batch | None = None
    """The queue of photos that were given together."""
    batch_put_away: Batch | None = None
    """The queue that was put away last, for whom it was a mistake."""
    camera: LiveCamera | None = None
    area: int = 0
    """The part of the photo whose mask is at hand (``studio.areas``); undo may leave fewer than that."""
    history: tuple[Painted, ...] = ()
    """This visit's paintings, latest last."""
    keeps_work: bool = False
    """Whether the browser keeps the work after this visit, as it was allowed to."""
    earlier: Literal["work", "settings"] | None = None
    """What is there of an earlier visit, for as long as it can be gone on with."""

    @property
    def wanted(self) -> Settings:
        """What the sliders show: the settings, but for the slider that is being moved."""
        return self.sliding or self.settings

    @property
    def activity(self) -> Text | None:
        """What is being done besides painting."""
        return self.busy[-1][1] if self.busy else None

    @property
    def reading(self) -> bool:
        """Whether a photo or styles are on their way."""
        return any(work != "save" for work, _ in self.busy)

    @property
    def shelf(self) -> tuple[ShelfStyle, ...]:
        return (*self.presets, *self.settings.own_styles)

    @property
    def photo(self) -> Photo | None:
        """The photo on the easel."""
        return next((photo for photo in self.photos if photo.id == self.settings.photo), None)

    @property
    def shown_result(self) -> Result | None:
        """The finished picture, if it is one of the photo on the easel."""
        if self.result is not None and self.result.settings.photo == self.settings.photo:
            return self.result
        return None
