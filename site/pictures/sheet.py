"""Draws the picture of the README: photographs down, styles across, and what becomes of each pair.

``python -m pictures.sheet`` in ``site/``; needs the package ``impasto`` with its ``native`` extra.
"""

import argparse
import asyncio
import io
from pathlib import Path

import numpy as np
from PIL import Image

from impasto.desktop.native import NativeRuntime
from impasto.networks.catalogue import Catalogue
from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.settings import PaintSettings
from impasto.painting.stylizer import Stylizer
from pictures.canvas import Pixels
from pictures.gallery import draw_styles
from pictures.photographs import PHOTOGRAPHS, fetch

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "models"
SHEET = Path(__file__).with_name("sheet.webp")

PHOTOS = ("astronaut", "chelsea", "coffee")
STYLES = ("stained-glass", "woodcut-wave", "harvest", "blue-and-white")
CELL = (300, 240)
GAP = 8
PAPER = (246, 243, 238)


def cell(pixels: Pixels) -> Image.Image:
    """Return the middle of a picture at the size of a cell."""
    image = Image.fromarray(pixels[..., :3])  # what is painted is RGBA
    scale = max(CELL[0] / image.width, CELL[1] / image.height)
    left, top = (image.width - CELL[0] / scale) / 2, (image.height - CELL[1] / scale) / 2
    box = (left, top, image.width - left, image.height - top)
    return image.resize(CELL, Image.Resampling.LANCZOS, box)


async def draw_sheet(cache: Path) -> Image.Image:
    """Return the sheet; the photographs are taken from ``cache`` or downloaded."""
    catalogue = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))
    stylizer = Stylizer(NativeRuntime(MODELS), catalogue)
    styles = {style.id: style.pixels for style in draw_styles() if style.id in STYLES}
    files = {photograph.id: fetch(photograph, cache) for photograph in PHOTOGRAPHS if photograph.id in PHOTOS}
    size = [(each + GAP) * count - GAP for each, count in zip(CELL, (len(STYLES) + 1, len(PHOTOS) + 1), strict=True)]
    sheet = Image.new("RGB", (size[0], size[1]), PAPER)

    def put(pixels: Pixels, row: int, column: int) -> None:
        sheet.paste(cell(pixels), ((CELL[0] + GAP) * column, (CELL[1] + GAP) * row))

    for column, style in enumerate(STYLES, 1):
        put(styles[style], 0, column)
    for row, photo in enumerate(PHOTOS, 1):
        content = np.asarray(Image.open(io.BytesIO(files[photo])).convert("RGB"))
        put(content, row, 0)
        for column, style in enumerate(STYLES, 1):
            request = PaintRequest(
                content=Picture(content),
                styles=(WeightedStyle(Picture(styles[style])),),
                settings=PaintSettings(
                    output_size=512,
                    style_network=catalogue.default_style_network,
                    transformer=catalogue.default_transformer,
                ),
            )
            put((await stylizer.stylize(request)).pixels, row, column)
    return sheet


def main() -> None:
    """Write the sheet beside this file."""
    parser = argparse.ArgumentParser(prog="python -m pictures.sheet", description=__doc__)
    parser.add_argument("--cache", type=Path, default=ROOT / ".build" / "cache" / "pictures", metavar="DIR")
    sheet = asyncio.run(draw_sheet(parser.parse_args().cache))
    sheet.save(SHEET, "WEBP", quality=82, method=6)
    print(f"{SHEET.relative_to(ROOT)}: {sheet.width} x {sheet.height}, {SHEET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
