"""The small pictures of the presets that have none of their own: one photograph, painted in each of them.

All stand in one file, as a page asks for one file sooner than for a hundred. AVIF takes half the bytes of WebP here.
"""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from impasto.desktop.native import NativeRuntime
from impasto.networks.catalogue import Catalogue
from impasto.painting import presets
from impasto.painting.presets import Preset
from impasto.painting.request import Picture
from impasto.painting.stylizer import Stylizer
from pictures.records import MODELS
from pictures.traits import painted, photographs

PHOTOGRAPH, CROP = 1, (75, 0, 375, 300)
"""The cat's face, in px of the photograph: fine hair, an eye and a soft background take up every kind of mark."""
PAINTED, SIDE, COLUMNS = 160, 88, 12
"""Long side of a painting, side of what is kept of it, in px, and how many stand in a row."""
QUALITY, SPEED = 40, 5


def write_wall(cache: Path, folder: Path) -> None:
    """Write ``wall.avif`` and ``wall.json``, which says who stands where; photographs come from ``cache``."""
    shown = [preset for preset in presets.load() if preset.kind != "drawn"]
    sheet = asyncio.run(_sheet(shown, cache))
    sheet.save(folder / "wall.avif", "AVIF", quality=QUALITY, speed=SPEED, max_threads=1)
    record = {"picture": "wall.avif", "side": SIDE, "columns": COLUMNS, "styles": [preset.id for preset in shown]}
    (folder / "wall.json").write_text(json.dumps(record, indent=2) + "\n", "utf-8")


async def _sheet(shown: Sequence[Preset], cache: Path) -> Image.Image:
    catalogue = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))
    stylizer = Stylizer(NativeRuntime(MODELS, threads=1), catalogue)  # so that sums come in one order
    left, top, right, bottom = CROP
    photograph = Picture(np.ascontiguousarray(photographs(cache)[PHOTOGRAPH].pixels[top:bottom, left:right]))
    sheet = Image.new("RGB", (COLUMNS * SIDE, -(-len(shown) // COLUMNS) * SIDE))
    for place, preset in enumerate(shown):
        painting = await painted(
            stylizer, catalogue, photograph, preset.vectors[catalogue.default_style_network], PAINTED
        )
        small = Image.fromarray(painting).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        sheet.paste(small, (place % COLUMNS * SIDE, place // COLUMNS * SIDE))
    return sheet
