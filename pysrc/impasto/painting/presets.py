"""Styles that ship as vectors, so that they cost 100 numbers each and need no run of the style network."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from impasto.painting.vectors import StyleVector


@dataclass(frozen=True, slots=True)
class Preset:
    """A style of the shelf; ``vectors`` holds its style vector for each style network that knows it, by id."""

    id: str
    name: str
    painter: str
    year: int
    vectors: Mapping[str, StyleVector]


@cache
def load() -> tuple[Preset, ...]:
    """Return the presets in the order of the shelf.

    ``presets.json`` is written by ``python -m pictures.vectors`` (run in ``site/``), from the pictures that
    ``site/pictures`` draws.
    """
    records = json.loads(files("impasto.painting").joinpath("presets.json").read_text("utf-8"))
    return tuple(
        Preset(
            id=record["id"],
            name=record["name"],
            painter=record["painter"],
            year=record["year"],
            vectors={
                network: StyleVector(tuple(values), network, record.get("colour", 1.0))
                for network, values in record["vectors"].items()
            },
        )
        for record in records
    )
