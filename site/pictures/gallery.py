"""The style pictures in the order of the shelf."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from pictures.canvas import Pixels
from pictures.styles import (
    batik,
    blue_and_white,
    cubist_guitar,
    gold_leaf,
    halftone,
    harvest,
    linocut,
    marbling,
    mosaic,
    night_sky,
    pen_and_ink,
    pointillism,
    stained_glass,
    watercolour,
    woodcut_wave,
)

_SHELF: tuple[tuple[str, str, Callable[[], Pixels]], ...] = (
    ("stained-glass", "Stained glass", stained_glass.draw),
    ("woodcut-wave", "Woodcut wave", woodcut_wave.draw),
    ("night-sky", "Night sky", night_sky.draw),
    ("marbling", "Marbled paper", marbling.draw),
    ("harvest", "Harvest sun", harvest.draw),
    ("blue-and-white", "Blue and white", blue_and_white.draw),
    ("cubist-guitar", "Cubist guitar", cubist_guitar.draw),
    ("gold-leaf", "Gold leaf", gold_leaf.draw),
    ("watercolour", "Watercolour", watercolour.draw),
    ("pen-and-ink", "Pen and ink", pen_and_ink.draw),
    ("linocut", "Linocut", linocut.draw),
    ("mosaic", "Mosaic", mosaic.draw),
    ("pointillism", "Pointillism", pointillism.draw),
    ("halftone", "Halftone", halftone.draw),
    ("batik", "Batik", batik.draw),
)


@dataclass(frozen=True, slots=True)
class Style:
    """A style picture as it stands on the shelf."""

    id: str
    """Kebab case, part of file names and addresses: never changes once published."""
    name: str
    """As shown to people."""
    pixels: Pixels
    painter: str = "Impasto"
    year: int = 2026


def draw_styles() -> Iterator[Style]:
    """Draw the styles, several at a time, and yield them in the order of the shelf; the same pixels on every run."""
    # A picture takes seconds and up to 300 MB while it is drawn.
    with ProcessPoolExecutor(max_workers=min(os.cpu_count() or 1, 4)) as pool:
        drawings = [(style_id, name, pool.submit(draw)) for style_id, name, draw in _SHELF]
        for style_id, name, drawing in drawings:
            yield Style(style_id, name, drawing.result())
