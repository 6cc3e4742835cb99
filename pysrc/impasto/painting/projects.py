"""Saved work: all that a painting is made of besides its photo, as a file that opens again to the same picture.

A project is a JSON text (files end in ``.impasto``), the same one that a picture carries which keeps how it was made
(``painting.making``), with every digit of the vectors and the sums of the networks. It comes from anybody: it is held
to ``project_schema.schema`` before anything is made of it, and names nothing that would be fetched or run.

Masks, which there are none of yet, will stand beside the photo, as PNG in base64.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from impasto import __version__
from impasto.errors import BadProject, BadStyle
from impasto.imaging.howmade import how_made
from impasto.networks.catalogue import Catalogue
from impasto.painting.making import VERSION
from impasto.painting.project_schema import LONGEST_NAME, schema
from impasto.painting.schemas import fault
from impasto.painting.settings import PaintSettings
from impasto.painting.vectors import StyleVector, weighted_mean

LONGEST = 96 * 2**20
"""Characters of a project that is read: its photo is nearly all of them."""


@dataclass(frozen=True, slots=True)
class ProjectStyle:
    """A style of a project: what it is called, its weight relative to the others, and its vector."""

    name: str
    weight: float
    vector: StyleVector


@dataclass(frozen=True, slots=True)
class SavedPhoto:
    """The file of a photo, as it was given, and its name."""

    name: str
    file: bytes


@dataclass(frozen=True, slots=True)
class Project:
    """What a painting is made of.

    ``networks`` has the sha256 of each graph, or its beginning, and the bytes of all, by the network's id; a picture
    that keeps how it was made does not tell them.
    """

    settings: PaintSettings
    styles: tuple[ProjectStyle, ...]
    networks: Mapping[str, NetworkSum] = field(default_factory=dict)
    photo: SavedPhoto | None = None

    def to_json(self) -> str:
        """Return the text that ``from_json`` makes the same project of."""
        return json.dumps(self.to_record(), ensure_ascii=False, separators=(",", ":"))

    def to_record(self) -> dict[str, Any]:
        """Return what ``project_schema.schema`` describes."""
        record: dict[str, Any] = {
            "version": VERSION,
            "impasto": __version__,
            "settings": asdict(self.settings),
            "styles": [_style_record(style) for style in self.styles],
            "networks": {
                name: {"sha256": list(each.sha256), "bytes": each.bytes} for name, each in self.networks.items()
            },
        }
        if self.photo is not None:
            record["photo"] = {"name": self.photo.name, "file": base64.b64encode(self.photo.file).decode()}
        return record

    def other_networks(self, catalogue: Catalogue) -> list[str]:
        """Return the ids of networks that are not the very ones of the project, so that the picture may differ.

        Raises:
            UnknownNetwork: one that paints is none of the catalogue's.
        """
        catalogue.style_network(self.settings.style_network)
        catalogue.transformer(self.settings.transformer)
        here = network_sums(catalogue, self.settings)
        return [name for name, each in self.networks.items() if name in here and not each.matches(here[name])]


@dataclass(frozen=True, slots=True)
class NetworkSum:
    """What tells a network from others of its id: the sha256 of each graph, and the bytes of all."""

    sha256: tuple[str, ...]
    bytes: int

    def matches(self, whole: NetworkSum) -> bool:
        """Return whether these are the sums of that network, or their beginnings."""
        pairs = zip(whole.sha256, self.sha256, strict=False)
        return len(self.sha256) == len(whole.sha256) and all(one.startswith(other) for one, other in pairs)


def network_sums(catalogue: Catalogue, settings: PaintSettings) -> dict[str, NetworkSum]:
    """Return the sums of the networks that paint with these settings; raises ``UnknownNetwork``."""
    used = (catalogue.style_network(settings.style_network), catalogue.transformer(settings.transformer))
    return {
        network.id: NetworkSum(
            tuple(graph.sha256 for graph in network.graphs), sum(graph.bytes for graph in network.graphs)
        )
        for network in used
    }


def opened(data: bytes) -> Project:
    """Return the project of a file: a project, or a picture that keeps how it was made.

    Raises:
        BadProject: it is neither, or not one that can be read here.
    """
    if data.lstrip()[:1] == b"{":
        return from_json(data.decode("utf-8", errors="replace"))
    text = how_made(data)
    if not text:
        raise BadProject("project-not-there")
    return from_json(text)


def from_json(text: str) -> Project:
    """Return the project of a text; raises ``BadProject``."""
    if len(text) > LONGEST:
        raise BadProject("project-too-large", most=LONGEST // 2**20)
    try:
        record = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadProject("project-malformed", where="its beginning") from error
    return from_record(record)


def from_record(record: Any) -> Project:
    """Return the project of what JSON was read into; raises ``BadProject``."""
    if isinstance(record, dict) and isinstance(version := record.get("version"), int) and version > VERSION:
        raise BadProject("project-newer", given=version, known=VERSION)
    where = fault(record, schema())
    if where is not None:
        raise BadProject("project-malformed", where=where)
    settings = PaintSettings(**record["settings"])
    try:
        styles = tuple(_style(each, settings.style_network) for each in record["styles"])
        weighted_mean([(style.vector, style.weight) for style in styles])
    except BadStyle as error:
        raise BadProject("project-unfit", problem=error.text) from error
    networks = {
        name: NetworkSum(tuple(each["sha256"]), int(each["bytes"])) for name, each in record.get("networks", {}).items()
    }
    return Project(settings, styles, networks, _photo(record.get("photo")))


def _style_record(style: ProjectStyle) -> dict[str, Any]:
    vector = style.vector
    colour = {} if vector.colour == 1 else {"colour": vector.colour}
    # Nine digits tell any two float32 apart.
    values = [float(f"{value:.9g}") for value in vector.values]
    return {"name": style.name[:LONGEST_NAME], "weight": style.weight, **colour, "values": values}


def _style(record: Mapping[str, Any], network: str) -> ProjectStyle:
    values = tuple(map(float, record["values"]))
    vector = StyleVector(values, network, float(record.get("colour", 1.0)))
    return ProjectStyle(record["name"], float(record["weight"]), vector)


def _photo(record: Mapping[str, Any] | None) -> SavedPhoto | None:
    if record is None:
        return None
    try:
        return SavedPhoto(record["name"], base64.b64decode(record["file"], validate=True))
    except binascii.Error as error:
        raise BadProject("project-malformed", where="photo.file") from error


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no number of JSON")
