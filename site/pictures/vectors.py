"""Writes the style vectors of the drawn styles, which ship as presets: ``python -m pictures.vectors`` in ``site/``.

Needs the package ``impasto`` with its ``native`` extra. Run it again after a style or a style network has changed;
a test compares the committed vectors with fresh ones.
"""

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from impasto.desktop.native import NativeRuntime
from impasto.imaging.greyness import is_grey
from impasto.networks.catalogue import Catalogue
from impasto.painting.request import Picture
from impasto.painting.stylizer import Stylizer
from pictures.gallery import Style, draw_styles

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "models"
PRESETS = ROOT / "pysrc" / "impasto" / "painting" / "presets.json"
DIGITS = 5
"""Decimals kept of each number; vectors lie within about -5..5, and their noise is larger than the rest."""


async def preset_records(styles: Iterable[Style]) -> list[dict[str, Any]]:
    """Return the records of presets.json: each style with its vector for every style network."""
    catalogue = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))
    stylizer = Stylizer(NativeRuntime(MODELS), catalogue)
    records = []
    for style in styles:
        picture = Picture(style.pixels)
        vectors = {network.id: await stylizer.style_vector(picture, network.id) for network in catalogue.style_networks}
        records.append(
            {
                "id": style.id,
                "name": style.name,
                "painter": style.painter,
                "year": style.year,
                **({"colour": 0.0} if is_grey(style.pixels) else {}),
                "vectors": {id_: [round(value, DIGITS) for value in each.values] for id_, each in vectors.items()},
            }
        )
    return records


def to_json(records: list[dict[str, Any]]) -> str:
    """Return the records as the file holds them: one line a style, so that a change shows as one."""
    return "[\n" + ",\n".join(json.dumps(record, ensure_ascii=False) for record in records) + "\n]\n"


def main() -> None:
    """Write presets.json."""
    records = asyncio.run(preset_records(draw_styles()))
    PRESETS.write_text(to_json(records), "utf-8")
    print(f"{PRESETS.relative_to(ROOT)}: {len(records)} styles")


if __name__ == "__main__":
    main()
