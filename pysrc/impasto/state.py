"""What the studio knows at any moment, as frozen values."""

from dataclasses import dataclass, replace

from impasto.backends import Choice
from impasto.pipeline import Progress
from impasto.previews import Timing

OUTPUT_SIZES = (256, 384, 512, 768, 1024, 1536, 2048)
"""Long sides in px that a picture can be painted at."""
DEFAULT_OUTPUT_SIZE = 768


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that was read; width and height in px as it was given."""

    id: str
    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ShelfStyle:
    """A style that can be chosen: a preset, or (``own``) a picture of the user's."""

    id: str
    name: str
    credit: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the user has set; undo goes back through these."""

    style_network: str
    transformer: str
    photo: str | None = None
    styles: tuple[tuple[str, float], ...] = ()
    """The chosen styles as (id, weight 0..1), in the order of the shelf."""
    strength: float = 1.0
    output_size: int = DEFAULT_OUTPUT_SIZE
    own_styles: tuple[ShelfStyle, ...] = ()

    def paints_like(self, other: "Settings") -> bool:
        """Return whether both give the same picture: the shelf may differ, what is chosen may not."""
        return replace(self, own_styles=()) == replace(other, own_styles=())

    def slides_to(self, other: "Settings") -> bool:
        """Return whether sliders lead from one to the other: they differ in strength and weights at most."""
        return replace(self, styles=(), strength=1.0).paints_like(replace(other, styles=(), strength=1.0)) and (
            [id_ for id_, _ in self.styles] == [id_ for id_, _ in other.styles]
        )


@dataclass(frozen=True, slots=True)
class Message:
    """Something to tell: ``tone`` is ``error`` or ``info``; ``action`` (``undo``, ``retry``) comes as a button."""

    tone: str
    text: str
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """The painting under way."""

    number: int
    settings: Settings


@dataclass(frozen=True, slots=True)
class Result:
    """A finished picture; ``number`` grows by one from each to the next."""

    number: int
    seconds: float
    width: int
    height: int
    settings: Settings


@dataclass(frozen=True, slots=True)
class State:
    """The whole of it; ``studio.update`` makes the next one."""

    settings: Settings
    presets: tuple[ShelfStyle, ...]
    phase: str = "loading"
    """``loading``, ``ready`` or ``failed``; while ``job`` is set the page calls it ``working``."""
    backend: str = ""
    threads: int = 0
    backend_choice: Choice = "auto"
    backends: tuple[str, ...] = ("wasm",)
    """What this browser is known to have."""
    backend_reason: str = ""
    """What runs and why, in words."""
    ready_seconds: float = 0.0
    offline: bool | None = None
    """Whether the browser keeps the page's files for use without a network; None until that is settled."""
    photos: tuple[Photo, ...] = ()
    past: tuple[Settings, ...] = ()
    future: tuple[Settings, ...] = ()
    job: Job | None = None
    jobs: int = 0
    waiting: bool = False
    """Stylize was pressed before the networks were there."""
    progress: Progress | None = None
    activity: str | None = None
    """What is being done besides painting, in words."""
    result: Result | None = None
    painted: tuple[Settings, ...] = ()
    """Settings that were painted, so that undo may show their pictures again."""
    message: Message | None = None
    sliding: Settings | None = None
    """What the settings would be if the slider that is being moved were let go where it is."""
    timings: tuple[Timing, ...] = ()
    """How long pictures took, latest last; of this backend only."""
    preview_size: int | None = None
    """Long side of previews in px, or None where there are none."""
    previews_for: Settings | None = None
    """Settings from which sliders find previews ready at ``preview_size``."""
    previewed: bool = False
    """A preview lies over the finished picture."""

    @property
    def wanted(self) -> Settings:
        """What the sliders show: the settings, but for the slider that is being moved."""
        return self.sliding or self.settings

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
