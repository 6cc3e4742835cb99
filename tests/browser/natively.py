"""What the desktop makes of the same files, and how far a painting is from it."""

import asyncio
from pathlib import Path

import numpy as np

from builder import places
from impasto.desktop.native import NativeRuntime
from impasto.imaging.decoding import decode
from impasto.networks.catalogue import Catalogue
from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.settings import PaintSettings
from impasto.painting.stylizer import Stylizer

MODELS = places.ROOT / "models"


EARTH = ((230, 180, 90), (120, 40, 20), (30, 20, 40), (240, 230, 200))


SEA = ((10, 60, 110), (40, 150, 170), (230, 240, 240), (5, 20, 50))


CATALOGUE = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))


def painted_natively(
    photo: Path,
    styles: list[Path],
    strength: float = 1.0,
    size: int = 384,
    style_network: str = CATALOGUE.default_style_network,
    transformer: str = CATALOGUE.default_transformer,
    weights: list[float] | None = None,
) -> np.ndarray:
    """Return what the desktop's runtime makes of the same files."""
    job = PaintRequest(
        content=Picture(decode(photo.read_bytes()).pixels),
        styles=tuple(
            WeightedStyle(Picture(decode(style.read_bytes()).pixels), weight)
            for style, weight in zip(styles, weights or [1.0] * len(styles), strict=True)
        ),
        settings=PaintSettings(
            strength=strength, output_size=size, style_network=style_network, transformer=transformer
        ),
    )
    return asyncio.run(Stylizer(NativeRuntime(MODELS), CATALOGUE).stylize(job)).pixels[..., :3]


def difference(first: np.ndarray, second: np.ndarray) -> int:
    return int(np.abs(first.astype(int) - second).max())
