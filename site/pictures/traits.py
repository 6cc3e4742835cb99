"""What can be said of a style by looking at what it paints: how dark, how colourful, in which colours, how lively.

Words are measured, not given: the example photographs are painted under the vector, small, and each word has a bound
that the mean over them has to pass. So they tell of the paintings, and only by that of the style's own pictures.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from impasto.imaging.oklab import to_oklab
from impasto.networks.catalogue import Catalogue
from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.settings import PaintSettings
from impasto.painting.stylizer import Stylizer
from impasto.painting.vectors import StyleVector
from pictures.photographs import PHOTOGRAPHS, fetch

SIDE = 256
"""Long side of the paintings in px."""

HUES = {
    "red": (5, 45),
    "orange": (45, 78),
    "yellow": (78, 118),
    "green": (118, 190),
    "blue": (190, 285),
    "violet": (285, 365),
}
"""From and to which angle of Oklab, in degrees, a hue is called so."""
COLOURED, SHARE = 0.06, 0.14
"""The chroma from which a pixel has a hue, and the share of all pixels from which a hue is told."""


@dataclass(frozen=True, slots=True)
class Look:
    """Means over the paintings, in Oklab.

    Of lightness and chroma; of how far colours lean from blue to orange; of how far lightness spreads (contrast), and
    of its step from one pixel to the next (detail).
    """

    lightness: float
    chroma: float
    warmth: float
    contrast: float
    detail: float
    hues: dict[str, float]
    """The share of all pixels that has each hue."""


def photographs(cache: Path) -> list[Picture]:
    """Return the example photographs, from ``cache`` or downloaded."""
    files = (fetch(photograph, cache) for photograph in PHOTOGRAPHS)
    return [Picture(np.asarray(Image.open(io.BytesIO(file)).convert("RGB"))) for file in files]


async def painted(
    stylizer: Stylizer, catalogue: Catalogue, photograph: Picture, vector: StyleVector, side: int = SIDE
) -> NDArray[np.uint8]:
    """Return a photograph in a style, as RGB ``[height, width, 3]``, by the transformer that the page begins with."""
    settings = PaintSettings(output_size=side, style_network=vector.network, transformer=catalogue.default_transformer)
    result = await stylizer.stylize(PaintRequest(photograph, (WeightedStyle(vector),), settings))
    return result.pixels[..., :3]


def look(paintings: Sequence[NDArray[np.uint8]]) -> Look:
    """Measure paintings, RGB ``[height, width, 3]``."""
    each = [_measured(painting) for painting in paintings]
    lightness, chroma, warmth, contrast, detail, *hues = np.mean(each, axis=0).tolist()
    return Look(lightness, chroma, warmth, contrast, detail, dict(zip(HUES, hues, strict=True)))


def _measured(painting: NDArray[np.uint8]) -> list[float]:
    height, width, _ = painting.shape
    lightness, a, b = to_oklab(painting.reshape(-1, 3)).astype(np.float64)
    chroma, angle = np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360
    plane = lightness.reshape(height, width)
    steps = [np.abs(np.diff(plane, axis=axis)).mean() for axis in (0, 1)]
    hues = [
        float(((chroma > COLOURED) & ((angle - first) % 360 < last - first)).mean()) for first, last in HUES.values()
    ]
    warmth = (0.6 * a + 0.8 * b).mean()  # towards orange, away from blue
    return [lightness.mean(), chroma.mean(), warmth, lightness.std(), float(np.mean(steps)), *hues]


def traits(look: Look) -> list[str]:
    """Return the words, keys of ``trait-…``, that a look has earned."""
    earned = {
        "dark": look.lightness < 0.53,
        "bright": look.lightness > 0.71,
        "grey": look.chroma < 0.015,
        "muted": 0.015 <= look.chroma < 0.037,
        "colourful": look.chroma > 0.085,
        "warm": look.warmth > 0.045,
        "cool": look.warmth < 0.0,
        "contrasting": look.contrast > 0.205,
        "soft": look.contrast < 0.135,
        "lively": look.detail > 0.048,
        "calm": look.detail < 0.024,
        **{hue: share > SHARE for hue, share in look.hues.items()},
    }
    return [trait for trait, is_so in earned.items() if is_so]
