"""Everything that the user has set."""

from dataclasses import dataclass, fields, replace
from typing import TypeAlias

from impasto.imaging.formats import DEFAULT_QUALITY, Format
from impasto.painting.explorations import Exploration
from impasto.painting.looks import Look
from impasto.painting.maskedits import Edits
from impasto.painting.settings import DEFAULTS, SETTINGS, PaintSettings
from impasto.words import Text


@dataclass(frozen=True, slots=True)
class ShelfStyle:
    """A style that can be chosen: a preset, or (``own``) a picture of the user's."""

    id: str
    name: str
    credit: Text
    own: bool = False
    kind: str = ""
    """Of a preset: ``painter``, ``work``, ``texture`` or ``drawn``."""
    period: str = ""
    words: str = ""
    """What it is found by besides its name, as ``words.finding`` folds it."""
    network: str = ""
    """Of a style that came as a vector, and has no picture: the only style network that it can be painted with."""

    @classmethod
    def kept(cls, id_: str, name: str, network: str) -> "ShelfStyle":
        """Return a style of the user's of which no more than this was kept."""
        explored = Text("credit-explored") if Exploration.of(id_) else Text("credit-own")
        return cls(id_, name, Text("credit-vector") if network else explored, own=True, network=network)

    @property
    def file(self) -> str:
        """The id that an own picture has where it is shown as usual, whatever part of it this is; else empty."""
        pictured = self.own and not self.network and Exploration.of(self.id) is None
        return Look.of(self.id).base if pictured else ""

    def suits(self, network: str) -> bool:
        """Return whether it can be painted with a style network."""
        return self.network in ("", network)


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture of a contact sheet or a strip: the styles that it is painted in, as (id, weight 0..1)."""

    id: str
    name: str | Text
    styles: tuple[tuple[str, float], ...]


Styles: TypeAlias = tuple[tuple[str, float], ...]
"""Styles as (id, weight 0..1)."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the photo with styles of its own, over what is painted of all that was before it."""

    styles: Styles
    mask: Edits = ()
    """What the mask was made by; without any there is nothing of it yet."""


@dataclass(frozen=True, slots=True)
class Saving:
    """How the finished picture is saved, which is no part of the picture: undo leaves it as it is."""

    format: Format = "png"
    quality: int = DEFAULT_QUALITY
    """1..100, of the formats that lose something."""
    made: bool = False
    """Whether the file tells how the picture was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(PaintSettings):
    """What to paint besides how; undo goes back through these."""

    photo: str | None = None
    styles: tuple[tuple[str, float], ...] = ()
    """The chosen styles as (id, weight 0..1), in the order of the shelf."""
    own_styles: tuple[ShelfStyle, ...] = ()
    mask: Edits = ()
    """What the mask was made by; without any all of the photo is painted."""
    outside: tuple[tuple[str, float], ...] = ()
    """The styles outside of the mask, as ``styles``; where there are none the photo stays as it is."""
    areas: tuple[Area, ...] = ()
    """Further parts, each over those before it. Where there is no ``mask``, ``styles`` have all that these leave."""

    @property
    def painted_areas(self) -> tuple[Area, ...]:
        """The further parts that there is something of."""
        return tuple(area for area in self.areas if area.mask)

    @property
    def masks(self) -> tuple[Edits, ...]:
        """What all masks were made by."""
        return tuple(mask for mask in (self.mask, *(area.mask for area in self.areas)) if mask)

    @property
    def painting(self) -> PaintSettings:
        """How to paint, without what."""
        return PaintSettings(**{each.name: getattr(self, each.name) for each in fields(PaintSettings)})

    def paints_like(self, other: "Settings") -> bool:
        """Return whether both give the same picture: the shelf may differ, what is chosen may not."""
        return self._painted == other._painted

    @property
    def _painted(self) -> "Settings":
        """The same without what makes no difference to the picture."""
        same = replace(self, own_styles=(), areas=self.painted_areas)
        if not self.mask:
            same = replace(same, outside=())
        return same if self.masks else replace(same, feather=DEFAULTS["feather"])

    def slides_to(self, other: "Settings") -> bool:
        """Return whether sliders lead from one to the other: they differ in live settings and weights at most."""
        still = {name: DEFAULTS[name] for name, setting in SETTINGS.items() if setting.live}
        return replace(self, styles=(), **still).paints_like(replace(other, styles=(), **still)) and (
            [id_ for id_, _ in self.styles] == [id_ for id_, _ in other.styles]
        )
