"""Writes the style vectors of the drawn styles, which ship as presets: ``python -m pictures.vectors`` in ``site/``.

Needs the package ``impasto`` with its ``native`` extra. Run it again after a style or a style network has changed;
a test compares the committed vectors with fresh ones.
"""

import asyncio
from collections.abc import Iterable
from typing import Any

from impasto.desktop.native import NativeRuntime
from impasto.imaging.greyness import is_grey
from impasto.networks.catalogue import Catalogue
from impasto.painting.packed import pack
from impasto.painting.request import Picture
from impasto.painting.stylizer import Stylizer
from pictures.gallery import Style, draw_styles
from pictures.records import CACHE, MODELS, traits_of, write

FILE = "presets.json"


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
                "vectors": {id_: pack(each.values) for id_, each in vectors.items()},
            }
        )
    return await traits_of(records, stylizer, catalogue, CACHE)


def main() -> None:
    """Write presets.json."""
    write(FILE, asyncio.run(preset_records(draw_styles())))


if __name__ == "__main__":
    main()
