"""Photographs and styles for the page: square, and different in every round, so that nothing is known beforehand."""

from pathlib import Path

import numpy as np
from PIL import Image

from builder import places

PHOTO_SIDE = 1200
STYLE_SIDE = 512
PHOTO, STYLE = "astronaut", "coffee"
"""Example photographs as the build keeps them: what is painted, and what its own styles are cut from."""


def photo(folder: Path, name: str) -> Path:
    """Return a new square photograph, PHOTO_SIDE pixels a side, as JPEG; its name decides where it is cut."""
    return _cut(PHOTO, PHOTO_SIDE, folder, name)


def large(folder: Path, megapixels: int, format: str = "jpg") -> Path:
    """Return a photograph four wide and three high, of about so many megapixels, as JPEG or ``png``."""
    path = folder / f"large-{megapixels}.{format}"
    if not path.exists():
        unit = round((megapixels * 1e6 / 12) ** 0.5)
        with Image.open(_example(PHOTO)) as whole:
            pixels = whole.convert("RGB").resize((4 * unit, 3 * unit), Image.Resampling.BICUBIC)
        folder.mkdir(parents=True, exist_ok=True)
        pixels.save(path, quality=90, compress_level=1)
    return path


def style(folder: Path, name: str) -> Path:
    """Return a new picture to take a style from, STYLE_SIDE pixels a side, as JPEG."""
    return _cut(STYLE, STYLE_SIDE, folder, name)


def _cut(example: str, side: int, folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.jpg"
    if not path.exists():
        shift = np.random.default_rng(list(name.encode())).integers(0, side, 2)
        with Image.open(_example(example)) as whole:
            pixels = np.asarray(whole.convert("RGB").resize((side, side), Image.Resampling.BICUBIC))
        Image.fromarray(np.roll(pixels, shift, (0, 1))).save(path, quality=90)
    return path


def _example(name: str) -> Path:
    return places.BUILD / "pictures" / f"example-{name}.webp"
