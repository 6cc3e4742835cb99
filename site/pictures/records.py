"""The records of presets, as the package keeps them: what both makers of presets write, and how."""

import json
from pathlib import Path
from typing import Any

from impasto.networks.catalogue import Catalogue
from impasto.painting.packed import unpack
from impasto.painting.stylizer import Stylizer
from impasto.painting.vectors import StyleVector
from pictures.traits import look, painted, photographs, traits

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "models"
CACHE = ROOT / ".build" / "cache" / "pictures"
PRESETS = ROOT / "pysrc" / "impasto" / "painting"


async def traits_of(
    records: list[dict[str, Any]], stylizer: Stylizer, catalogue: Catalogue, cache: Path
) -> list[dict[str, Any]]:
    """Return the records with their traits, as the style network that the page begins with has them paint."""
    contents, network = photographs(cache), catalogue.default_style_network
    told = []
    for record in records:
        vector = StyleVector(unpack(record["vectors"][network]), network, record.get("colour", 1.0))
        paintings = [await painted(stylizer, catalogue, content, vector) for content in contents]
        told.append({**record, "traits": traits(look(paintings))})
    return told


def to_json(records: list[dict[str, Any]]) -> str:
    """Return the records as the file holds them: one line a style, so that a change shows as one."""
    return "[\n" + ",\n".join(json.dumps(record, ensure_ascii=False) for record in records) + "\n]\n"


def write(name: str, records: list[dict[str, Any]]) -> None:
    """Write a file of the package."""
    (PRESETS / name).write_text(to_json(records), "utf-8")
    print(f"{(PRESETS / name).relative_to(ROOT)}: {len(records)} styles")
