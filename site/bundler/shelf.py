"""The pictures of the page: the wall of presets, the example photographs and the styles that are drawn."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bundler.bundle import Bundle, read
from bundler.page import Records
from impasto.painting import naming, presets
from impasto.session.presets import credit
from impasto.words import say


def add_wall(bundle: Bundle, folder: Path) -> dict[str, Any]:
    """Add the small pictures of presets, which stand in one file; return who stands where in it."""
    record: dict[str, Any] = json.loads(read(folder / "wall.json"))
    picture = bundle.add_hashed(f"pictures/{record['picture']}", read(folder / record["picture"]), first_visit=True)
    return {**record, "picture": picture.record()}


def wall_records(ids: Sequence[str], language: str) -> Records:
    """Return what the page shows of presets, in the order in which their small pictures stand."""
    known = {preset.id: preset for preset in presets.load()}
    return [
        {
            "id": id_,
            "name": naming.preset(id_, known[id_].name, language),
            "credit": say(credit(known[id_]), language),
            "cell": cell,
        }
        for cell, id_ in enumerate(ids)
    ]


def add_pictures(bundle: Bundle, folder: Path, kind: str) -> list[dict[str, Any]]:
    """Add the example photographs or the styles; return their records with addresses in place of file names.

    The photographs are loaded for use without a network; the styles ship as vectors, and their pictures are not.
    """
    records: list[dict[str, Any]] = json.loads(read(folder / f"{kind}.json"))
    for record in records:
        for size in ("picture", "thumbnail"):
            data, loaded = read(folder / record[size]), kind == "examples" or size == "thumbnail"
            record[size] = bundle.add_hashed(f"pictures/{record[size]}", data, first_visit=loaded).record()
    return records


def flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record with the addresses of its files instead of what else the page is told of them."""
    return {name: value["url"] if isinstance(value, dict) else value for name, value in record.items()}
