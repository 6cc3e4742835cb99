"""Styles that ship as vectors, so that they cost 100 numbers each and need no run of the style network."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from impasto.painting.packed import unpack
from impasto.painting.vectors import StyleVector

Kind = Literal["painter", "work", "texture", "drawn"]
"""The manner of a painter, one of their works, a material, or a picture that this project's own code draws."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A style of the shelf; ``vectors`` holds its style vector for each style network that knows it, by id.

    What is not certain is left out: None, or empty.
    """

    id: str
    name: str
    painter: str
    year: int | None
    """When a work was made."""
    vectors: Mapping[str, StyleVector]
    kind: Kind = "drawn"
    born: int | None = None
    died: int | None = None
    period: str = ""
    country: str = ""
    works: int = 0
    """How many pictures the vector is the mean of, where it is one."""
    traits: tuple[str, ...] = ()
    """What its paintings look like: keys of ``trait-…`` (``site/pictures/traits.py``)."""

    @property
    def years(self) -> str:
        """When it was made, or when its painter lived, as ``1906``, ``1760–1849`` or ``–1806``; empty if unknown."""
        if self.died is None:
            return str(self.year or "")
        return f"{self.born or ''}–{self.died}"


@cache
def load() -> tuple[Preset, ...]:
    """Return the presets in the order of the shelf: painters, works, textures, drawn ones.

    ``painters.json`` is written by ``python -m pictures.painters`` (run in ``site/``), from a folder of paintings;
    ``presets.json`` by ``python -m pictures.vectors``, from the pictures that ``site/pictures`` draws.
    """
    return tuple(_preset(record) for name in ("painters.json", "presets.json") for record in _records(name))


class _Packed(Mapping[str, StyleVector]):
    """Vectors by network, unpacked when they are asked for: most are not, and reading all takes its time."""

    def __init__(self, texts: Mapping[str, str], colour: float) -> None:
        self._texts = texts
        self._colour = colour

    def __getitem__(self, network: str) -> StyleVector:
        return StyleVector(unpack(self._texts[network]), network, self._colour)

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def _records(name: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(files("impasto.painting").joinpath(name).read_text("utf-8"))
    return records


def _preset(record: Mapping[str, Any]) -> Preset:
    """Read a record: the fields of a preset but the empty ones, and how much of it comes of pictures with colours."""
    facts = {key: value for key, value in record.items() if key not in ("vectors", "colour", "traits")}
    return Preset(
        **{"painter": facts["name"], "year": None} | facts,
        vectors=_Packed(record["vectors"], record.get("colour", 1.0)),
        traits=tuple(record["traits"]),
    )
