"""What to paint, as values."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from impasto.imaging.cutouts import Alpha
from impasto.imaging.pixels import RGB
from impasto.imaging.sizes import STYLE_SIDE
from impasto.painting.masks import Mask
from impasto.painting.settings import PaintSettings
from impasto.painting.vectors import StyleVector


@dataclass(frozen=True, eq=False)
class Picture:
    """An RGB picture, uint8 ``[height, width, 3]``, that the caches recognise by its content.

    ``alpha`` is the shape of a cut-out, uint8 ``[height, width]``, which a painting of it gets back. ``seen_at`` is the
    side in px of the square as large as which a style network is shown it (``painting.looks``).
    """

    pixels: RGB
    alpha: Alpha | None = None
    seen_at: int = STYLE_SIDE

    @cached_property
    def fingerprint(self) -> str:
        height, width, _ = self.pixels.shape
        content = hashlib.blake2b(np.ascontiguousarray(self.pixels).data, digest_size=16)
        if self.alpha is not None:
            content.update(np.ascontiguousarray(self.alpha).data)
        seen = "" if self.seen_at == STYLE_SIDE else f"@{self.seen_at}"
        return f"{width}x{height}{seen}:{content.hexdigest()}"


def longest_side(content: Picture, settings: PaintSettings) -> int:
    """Return the long side, in px, of what is painted of a photo that was read as large as the settings ask for."""
    if settings.output_size == "photo":
        height, width, _ = content.pixels.shape
        return max(int(height), int(width))
    return settings.output_size


@dataclass(frozen=True, slots=True)
class WeightedStyle:
    """A style as a picture or as a finished vector; weights are relative to each other and at least 0."""

    source: Picture | StyleVector
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the picture that has styles of its own."""

    mask: Mask
    styles: tuple[WeightedStyle, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """Which parts of a picture are painted, and in which styles besides its own; as in ``PaintRequest``."""

    mask: Mask | None = None
    areas: tuple[Area, ...] = ()
    outside: tuple[WeightedStyle, ...] = ()

    @property
    def masks(self) -> tuple[Mask, ...]:
        own = (self.mask,) if self.mask is not None else ()
        return (*own, *(area.mask for area in self.areas))


EVERYWHERE = Where()


@dataclass(frozen=True, slots=True)
class PaintRequest:
    """What to paint, and how.

    ``styles`` are painted within ``mask``; without one, everywhere but in ``areas``. What no mask has is painted in the
    styles ``outside``, or, where there are none, stays the photo. Where masks overlap the later one counts
    (``masks.stacked``); ``mask`` is the first.

    ``passing`` says that it is one of many small pictures, such as those that follow a slider: they are kept apart
    from the others, so that they do not push these out of the caches.
    """

    content: Picture
    styles: tuple[WeightedStyle, ...]
    settings: PaintSettings
    passing: bool = False
    mask: Mask | None = None
    areas: tuple[Area, ...] = ()
    outside: tuple[WeightedStyle, ...] = ()

    @property
    def where(self) -> Where:
        return Where(self.mask, self.areas, self.outside)

    @property
    def all_styles(self) -> tuple[WeightedStyle, ...]:
        """Those of all parts of the picture."""
        return (*self.styles, *(style for area in self.areas for style in area.styles), *self.outside)

    @property
    def longest(self) -> int:
        """The long side of the painting, in px."""
        return longest_side(self.content, self.settings)
