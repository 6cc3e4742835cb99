"""The files that the visitor has: photographs of any size, styles, masks and a short video."""

from pathlib import Path

import numpy as np
from PIL import Image

from builder import places
from tests.unit.desktop.video.clips import clip
from tests.unit.painting.film.films import entering

EXAMPLES = ("astronaut", "chelsea", "coffee", "rocket")
"""Example photographs as the build keeps them."""
STYLE_SIDE = 400
FRAMES = 12


class Material:
    """Makes files in a folder, each when it is first asked for; their names and sizes decide what is in them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)

    def photo(self, width: int, height: int, variant: int) -> Path:
        """Return a photograph as JPEG; those of two variants differ everywhere."""
        return self._cut(f"photo-{width}x{height}-{variant}.jpg", EXAMPLES[variant % 4], width, height)

    def style(self, variant: int) -> Path:
        """Return a picture to take a style from, as JPEG."""
        return self._cut(f"style-{variant}.jpg", EXAMPLES[(variant + 2) % 4], STYLE_SIDE, STYLE_SIDE)

    def mask(self, width: int, height: int) -> Path:
        """Return a grey picture of the same ratio, as PNG: a disk is painted, with a soft edge."""
        path = self._folder / f"mask-{width}x{height}.png"
        if not path.exists():
            y, x = np.mgrid[-1 : 1 : height // 4 * 1j, -1 : 1 : width // 4 * 1j]
            Image.fromarray((255 * np.clip(4 * (0.8 - np.hypot(x, y)), 0, 1)).astype(np.uint8)).save(path)
        return path

    def film(self, variant: int) -> Path:
        """Return a WebM of half a second."""
        path = self._folder / f"film-{variant}.webm"
        if not path.exists():
            clip(path, entering(FRAMES, 2, 256, 160, seed=variant), codec="libvpx-vp9")
        return path

    def _cut(self, name: str, example: str, width: int, height: int) -> Path:
        path = self._folder / name
        if not path.exists():
            random = np.random.default_rng(list(name.encode()))
            with Image.open(places.BUILD / "pictures" / f"example-{example}.webp") as whole:
                pixels = np.asarray(whole.convert("RGB").resize((width, height), Image.Resampling.BICUBIC))
            moved = np.roll(pixels, random.integers(0, (height, width)), (0, 1))
            Image.fromarray(np.ascontiguousarray(moved)).save(path, quality=90)
        return path
