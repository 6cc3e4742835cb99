"""What to paint, as values."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from impasto.imaging.pixels import RGB
from impasto.painting.vectors import StyleVector


@dataclass(frozen=True, eq=False)
class Picture:
    """An RGB picture, uint8 ``[height, width, 3]``, that the caches recognise by its content."""

    pixels: RGB

    @cached_property
    def fingerprint(self) -> str:
        height, width, _ = self.pixels.shape
        return f"{width}x{height}:{hashlib.blake2b(self.pixels.tobytes(), digest_size=16).hexdigest()}"


@dataclass(frozen=True, slots=True)
class WeightedStyle:
    """A style as a picture or as a finished vector; weights are relative to each other and at least 0."""

    source: Picture | StyleVector
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class PaintRequest:
    """What to paint: ``size`` is the long side of the result in px (128..2048), ``strength`` 0..2."""

    content: Picture
    styles: tuple[WeightedStyle, ...]
    strength: float
    size: int
    style_network: str
    transformer: str
