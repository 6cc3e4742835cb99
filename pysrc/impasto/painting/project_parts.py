"""What a project is put together of, and how each of its parts stands in the record: styles, the photo, masks."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from impasto.errors import BadProject, BadStyle
from impasto.imaging.filenames import legible
from impasto.painting.project_schema import LONGEST_NAME
from impasto.painting.vectors import StyleVector, weighted_mean


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
class ProjectArea:
    """A part of the picture with styles of its own: its mask as the bytes of a PNG, white within, and the styles."""

    mask: bytes
    styles: tuple[ProjectStyle, ...]


def style_record(style: ProjectStyle) -> dict[str, Any]:
    """Return what ``styles_in`` makes the same style of."""
    vector = style.vector
    colour = {} if vector.colour == 1 else {"colour": vector.colour}
    # Nine digits tell any two float32 apart.
    values = [float(f"{value:.9g}") for value in vector.values]
    return {"name": legible(style.name)[:LONGEST_NAME], "weight": style.weight, **colour, "values": values}


def styles_in(records: Sequence[Mapping[str, Any]], network: str) -> tuple[ProjectStyle, ...]:
    """Return styles that can be mixed; raises ``BadProject``."""
    try:
        styles = tuple(_style(each, network) for each in records)
        weighted_mean([(style.vector, style.weight) for style in styles])
    except BadStyle as error:
        raise BadProject("project-unfit", problem=error.text) from error
    return styles


def _style(record: Mapping[str, Any], network: str) -> ProjectStyle:
    values = tuple(map(float, record["values"]))
    vector = StyleVector(values, network, float(record.get("colour", 1.0)))
    return ProjectStyle(legible(record["name"]), float(record["weight"]), vector)


def photo_record(photo: SavedPhoto) -> dict[str, Any]:
    """Return what ``photo_in`` makes the same photo of."""
    return {"name": legible(photo.name)[:LONGEST_NAME], "file": text_of(photo.file)}


def photo_in(record: Mapping[str, Any] | None) -> SavedPhoto | None:
    """Return the photo of a record, if there is one; raises ``BadProject``."""
    return None if record is None else SavedPhoto(legible(record["name"]), file_in(record["file"], "photo.file"))


def text_of(file: bytes) -> str:
    """Return the bytes of a file as base64."""
    return base64.b64encode(file).decode()


def file_in(text: str, where: str) -> bytes:
    """Return what ``text_of`` made a text of; ``where`` it stands goes into the words of ``BadProject``."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise BadProject("project-malformed", where=where) from error
