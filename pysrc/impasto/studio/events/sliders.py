"""Settings and sliders, those that mix the chosen styles too, and the previews that follow them."""

from dataclasses import dataclass

from impasto.studio.settings import Settings


@dataclass(frozen=True, slots=True)
class SettingChanged:
    """A setting of ``painting.settings`` was set: ``key`` is its name there, ``value`` what the page asks for."""

    key: str
    value: float | int | str


@dataclass(frozen=True, slots=True)
class StyleWeighted:
    id: str
    weight: float


@dataclass(frozen=True, slots=True)
class MixMoved:
    """Two styles are chosen: 0 is the first alone, 1 the second alone."""

    value: float


@dataclass(frozen=True, slots=True)
class PadMoved:
    """Three or four styles are chosen: the point of the pad (``studio.mixing``) says how they are mixed."""

    x: float
    y: float


SliderMove = SettingChanged | MixMoved | PadMoved | StyleWeighted
"""A slider was let go, or set by a key."""


@dataclass(frozen=True, slots=True)
class Sliding:
    """A slider is being moved; letting go here would be ``move``."""

    move: SliderMove


@dataclass(frozen=True, slots=True)
class PreviewPainted:
    """A preview with the long side ``size`` was painted; ``seconds`` is None if it had been before."""

    job: int
    settings: Settings
    size: int
    pixels: int
    seconds: float | None
    composed: bool = False
    """Whether it is the picture in its full size, for which no network had to run."""


@dataclass(frozen=True, slots=True)
class PreviewsReady:
    """All is there that previews of this size need; one of so many pixels takes so many seconds."""

    settings: Settings
    size: int
    pixels: int
    seconds: float


@dataclass(frozen=True, slots=True)
class PreviewFailed:
    pass


@dataclass(frozen=True, slots=True)
class SliderRested:
    """Nothing was asked of the previews for a moment."""


SliderAction = SliderMove | Sliding
"""What the user does."""

PreviewNews = PreviewPainted | PreviewsReady | PreviewFailed | SliderRested
"""What comes back."""

SliderEvent = SliderAction | PreviewNews
