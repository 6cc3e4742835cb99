"""Saved work: all that a painting is made of besides its photo, as a file that opens again to the same picture.

A project is a JSON text (files end in ``.impasto``), the same one that a picture carries which keeps how it was made
(``painting.making``), with every digit of the vectors and the sums of the networks. It comes from anybody: it is held
to ``project_schema.schema`` before anything is made of it, and names nothing that would be fetched or run.

Masks stand in it as PNG in base64 (``painting.maskfiles``), as the photo does where it was asked for.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from impasto import __version__
from impasto.errors import BadProject
from impasto.imaging.howmade import how_made
from impasto.networks.catalogue import Catalogue
from impasto.painting.making import VERSION, WITHOUT_MASKS
from impasto.painting.nesting import check_nesting
from impasto.painting.project_parts import (
    ProjectArea,
    ProjectStyle,
    SavedPhoto,
    file_in,
    photo_in,
    photo_record,
    style_record,
    styles_in,
    text_of,
)
from impasto.painting.project_schema import schema
from impasto.painting.schemas import fault
from impasto.painting.settings import PaintSettings, read_all

LATEST = 999
"""A larger version is none that there will be."""

LONGEST = 96 * 2**20
"""Characters of a project that is read: its photo is nearly all of them."""


@dataclass(frozen=True, slots=True)
class Project:
    """What a painting is made of.

    ``mask``, ``outside`` and ``areas`` are those of a ``PaintRequest``, masks as the bytes of PNG files. ``masked``
    says that there was a mask, also where it is left out, as links and pictures do that keep how they were made.

    ``networks`` has the sha256 of each graph, or its beginning, and the bytes of all, by the network's id; a picture
    that keeps how it was made does not tell them.
    """

    settings: PaintSettings
    styles: tuple[ProjectStyle, ...]
    networks: Mapping[str, NetworkSum] = field(default_factory=dict)
    photo: SavedPhoto | None = None
    mask: bytes | None = None
    outside: tuple[ProjectStyle, ...] = ()
    areas: tuple[ProjectArea, ...] = ()
    masked: bool = False

    @property
    def lacks_mask(self) -> bool:
        """Whether it was painted with a mask that it does not hold."""
        return self.masked and self.mask is None and not self.areas

    def without_pictures(self) -> Project:
        """Return it without photo and masks, for where they have no place."""
        masked = self.masked or self.mask is not None or bool(self.areas)
        return replace(self, photo=None, mask=None, outside=(), areas=(), masked=masked)

    def to_json(self) -> str:
        """Return the text that ``from_json`` makes the same project of."""
        return json.dumps(self.to_record(), ensure_ascii=False, separators=(",", ":"))

    def to_record(self) -> dict[str, Any]:
        """Return what ``project_schema.schema`` describes."""
        record: dict[str, Any] = {
            "version": VERSION if self.masked or self.mask is not None or self.areas else WITHOUT_MASKS,
            "impasto": __version__,
            "settings": asdict(self.settings),
            "styles": [style_record(style) for style in self.styles],
            "networks": {
                name: {"sha256": list(each.sha256), "bytes": each.bytes} for name, each in self.networks.items()
            },
        }
        if self.photo is not None:
            record["photo"] = photo_record(self.photo)
        return record | self._masks_record()

    def _masks_record(self) -> dict[str, Any]:
        record: dict[str, Any] = {"masked": True} if self.masked else {}
        if self.mask is not None:
            record["mask"] = text_of(self.mask)
        if self.outside:
            record["outside"] = [style_record(style) for style in self.outside]
        if self.areas:
            record["areas"] = [
                {"mask": text_of(area.mask), "styles": [style_record(style) for style in area.styles]}
                for area in self.areas
            ]
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


def keeps_making(data: bytes) -> bool:
    """Return whether a picture's file looks as if it kept how it was made; ``opened`` tells whether it does."""
    return how_made(data).startswith('{"version":')


def opened(data: bytes) -> Project:
    """Return the project of a file: a project, or a picture that keeps how it was made.

    Raises:
        BadProject: it is neither, or not one that can be read here.
    """
    text = data.removeprefix(BOM_UTF8).lstrip()  # some editors begin with that
    if text[:1] == b"{":
        return from_json(text.decode("utf-8", errors="replace"))
    made = how_made(data)
    if not made:
        raise BadProject("project-not-there")
    return from_json(made)


def from_json(text: str) -> Project:
    """Return the project of a text; raises ``BadProject``."""
    if len(text) > LONGEST:
        raise BadProject("project-too-large", most=LONGEST // 2**20)
    try:
        check_nesting(text)
        record = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadProject("project-malformed", where="its beginning") from error
    return from_record(record)


def from_record(record: Any) -> Project:
    """Return the project of what JSON was read into; raises ``BadProject``."""
    version = record.get("version") if isinstance(record, dict) else None
    if isinstance(version, int) and VERSION < version <= LATEST:
        raise BadProject("project-newer", given=version, known=VERSION)
    where = fault(record, schema())
    if where is not None:
        raise BadProject("project-malformed", where=where)
    settings = PaintSettings(**read_all(record["settings"]))
    network = settings.style_network
    styles = styles_in(record["styles"], network)
    outside = styles_in(record["outside"], network) if "outside" in record else ()
    if outside and "mask" not in record:
        raise BadProject("project-malformed", where="outside")
    mask = file_in(record["mask"], "mask") if "mask" in record else None
    areas = tuple(
        ProjectArea(file_in(each["mask"], "areas"), styles_in(each["styles"], network))
        for each in record.get("areas", ())
    )
    networks = {
        name: NetworkSum(tuple(each["sha256"]), int(each["bytes"])) for name, each in record.get("networks", {}).items()
    }
    photo = photo_in(record.get("photo"))
    return Project(settings, styles, networks, photo, mask, outside, areas, record.get("masked", False))


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no number of JSON")
