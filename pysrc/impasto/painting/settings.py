"""The settings of a painting, as one table: what each may be, what a change of it costs, and how it is asked for.

Everything else about them follows from here: events and their validation, undo, whether a slider is followed live,
what the page's controls and the command line offer, and which stages are computed anew. What people read of them is
in the catalogue of words: ``setting-…`` on the page, ``option-…`` on the command line, ``not-allowed-…``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from enum import IntEnum
from typing import Any, Literal, TypeAlias

from impasto.errors import BadSetting
from impasto.imaging.sizes import LARGEST_SIZE, LONGEST_SIDE, SMALLEST_SIZE, check_size

Value: TypeAlias = "float | int | str"


class Cost(IntEnum):
    """What has to be computed anew after a change: the first stage that depends on the setting, and all after it."""

    COMPOSE = 1
    DECODE = 2
    ENCODE = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of one setting.

    ``option`` is its name on the command line; ``live`` says that pictures follow its slider while it moves.
    """

    cost: Cost
    option: str
    metavar: str
    live: bool = False

    @property
    def kind(self) -> Callable[[str], Value]:
        """What makes a value of a text, or raises ``ValueError``; it is called as its values are."""
        raise NotImplementedError

    def read(self, value: Any) -> Value:
        """Return what the page or the command line sent as a value of the setting's type, or raise ``ValueError``."""
        raise NotImplementedError

    def taken(self, value: Any) -> Value | None:
        """Return the value that is set where ``value``, one that was read, is asked for; None if it cannot be had."""
        return self.read(value)

    def check(self, name: str, value: Any) -> None:
        """Raise ``BadSetting`` unless ``value`` is allowed for the setting called ``name``."""


@dataclass(frozen=True, slots=True)
class Range(Setting):
    """A number from ``smallest`` to ``largest``, which a slider sets in steps of ``step``."""

    smallest: float = 0.0
    largest: float = 1.0
    step: float = 0.05
    automatic: bool = False
    """Whether the command line takes ``auto`` too, for the value that suits (``painting.auto_strength``)."""
    usual: float | None = None
    """Up to where the page's slider goes at first, if not to the end: all its room is for what most people use."""

    @property
    def kind(self) -> type[float]:
        return float

    def read(self, value: Any) -> float:
        number = float(value)
        if not math.isfinite(number):
            raise ValueError(f"{number} is no number that anything can be set to")
        return number

    def taken(self, value: Any) -> float:
        return min(max(self.read(value), self.smallest), self.largest)

    def check(self, name: str, value: Any) -> None:
        if not self.smallest <= value <= self.largest:
            limits = {"smallest": self.smallest, "largest": self.largest}
            raise BadSetting(f"not-allowed-{name.replace('_', '-')}", **limits, given=value)


def size(value: Any) -> int | Literal["photo"]:
    """Read a long side."""
    return "photo" if value == "photo" else int(value)


@dataclass(frozen=True, slots=True)
class Sizes(Setting):
    """A long side in px: any that can be painted (``imaging.sizes``), of which the page offers some; or the photo's."""

    smallest: int = SMALLEST_SIZE
    largest: int = LONGEST_SIDE
    offered: tuple[int | Literal["photo"], ...] = ()

    @property
    def kind(self) -> Callable[[str], int | Literal["photo"]]:
        return size

    def read(self, value: Any) -> int | Literal["photo"]:
        return size(value)

    def taken(self, value: Any) -> int | Literal["photo"] | None:
        return self.read(value) if self.read(value) in self.offered else None

    def check(self, name: str, value: Any) -> None:
        if value != "photo":
            check_size(value)


@dataclass(frozen=True, slots=True)
class NetworkOf(Setting):
    """A network of the catalogue, by its id; which there are is the catalogue's affair, and so is the default."""

    role: Literal["style", "transformer"] = "style"

    @property
    def kind(self) -> type[str]:
        return str

    def read(self, value: Any) -> str:
        return str(value)


def _set(setting: Setting, default: Value | None = None) -> Any:
    """Return a dataclass field that carries what is known of it."""
    metadata = {"setting": setting}
    return field(metadata=metadata) if default is None else field(default=default, metadata=metadata)


STRENGTH = Range(Cost.DECODE, "--strength", "S", live=True, largest=2.0, automatic=True, usual=1.2)
OUTPUT_SIZE = Sizes(Cost.ENCODE, "--size", "PX", offered=(256, 384, 512, 768, 1024, 1536, 2048, "photo"))
STROKE_SIZE = Range(Cost.ENCODE, "--strokes", "S", step=0.25)
COLOURS = Range(Cost.COMPOSE, "--colours", "C", live=True)
LIGHTNESS = Range(Cost.COMPOSE, "--lightness", "L", live=True)
PHOTO_THROUGH = Range(Cost.COMPOSE, "--photo-through", "P", live=True, step=0.01)
FEATHER = Range(Cost.COMPOSE, "--feather", "F", live=True)
STYLE_NETWORK = NetworkOf(Cost.ENCODE, "--style-network", "ID", role="style")
TRANSFORMER = NetworkOf(Cost.ENCODE, "--transformer", "ID", role="transformer")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintSettings:
    """How to paint; with a photo and styles it makes a picture."""

    strength: float = _set(STRENGTH, 1.0)
    """0 is the photo's own style, 1 that of the styles; beyond it goes further along the same line."""
    output_size: int | Literal["photo"] = _set(OUTPUT_SIZE, 768)
    """The long side of the painting in px; ``photo`` is as large as the photo."""
    stroke_size: float = _set(STROKE_SIZE, 0.0)
    """From 0, fine strokes in one pass, to 1, broad ones in two passes."""
    colours: float = _set(COLOURS, 0.0)
    """Whose colours the painting has: 0 the styles', 1 the photo's own."""
    lightness: float = _set(LIGHTNESS, 0.0)
    """Whose light and shade it has: 0 the painting's strokes, 1 the photo's own, so that only colours are painted."""
    photo_through: float = _set(PHOTO_THROUGH, 0.0)
    """How much of the photo shows through the painting, pixel by pixel: 0 none, 1 nothing but the photo."""
    feather: float = _set(FEATHER, 0.0)
    """How soft the edges of masks are: 0 as they were made, 1 as soft as they get (``painting.masks``)."""
    style_network: str = _set(STYLE_NETWORK)
    transformer: str = _set(TRANSFORMER)

    @property
    def reading_size(self) -> int:
        """The long side in px at which a photo has to be read, if it has as many: not all where less will do."""
        return LONGEST_SIDE if self.output_size == "photo" or self.output_size > LARGEST_SIZE else LARGEST_SIZE

    def check(self) -> None:
        """Raise ``BadSetting`` if a value is not allowed, ``BadImage`` if the size is not."""
        for name, setting in SETTINGS.items():
            setting.check(name, getattr(self, name))


SETTINGS: Mapping[str, Setting] = {each.name: each.metadata["setting"] for each in fields(PaintSettings)}
"""What is known of each setting, by its name, in the order in which people meet them."""

DEFAULTS: Mapping[str, Any] = {each.name: each.default for each in fields(PaintSettings) if each.default is not MISSING}
"""Of the settings that have one; which networks are the defaults is the catalogue's affair."""


def read_all(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings by their names from what JSON has of them, in which 768.0 may stand for 768.

    Raises:
        ValueError, TypeError, KeyError, OverflowError: it has something else.
    """
    return {name: SETTINGS[name].read(value) for name, value in record.items()}


def cost(before: PaintSettings, after: PaintSettings) -> Cost | None:
    """Return what the way from some settings to others costs; None if they are the same."""
    changed = [setting.cost for name, setting in SETTINGS.items() if getattr(before, name) != getattr(after, name)]
    return max(changed, default=None)
