"""What a project may be, as a JSON Schema: the file that saved work is kept in (``projects``)."""

from collections.abc import Mapping

from impasto.painting.making import VERSION
from impasto.painting.schemas import Schema
from impasto.painting.settings import SETTINGS, NetworkOf, Range, Setting, Sizes
from impasto.painting.vectors import LENGTH

MOST_STYLES = 64
MOST_AREAS = 64
LONGEST_NAME = 255
"""Characters of a name."""

_LARGEST_FLOAT = 3.4e38
_NAME: Schema = {"type": "string", "maxLength": LONGEST_NAME}
_FILE: Schema = {"type": "string", "pattern": "^[A-Za-z0-9+/]*={0,2}$"}
"""A file in base64; how large it may be follows from the size of the whole."""


def schema() -> Schema:
    """Return the JSON Schema of projects, whose settings are those of the table."""
    number: Schema = {"type": "number", "minimum": -_LARGEST_FLOAT, "maximum": _LARGEST_FLOAT}
    style = _object(
        {
            "name": _NAME,
            "weight": {"type": "number", "minimum": 0, "maximum": _LARGEST_FLOAT},
            "colour": {"type": "number", "minimum": 0, "maximum": 1},
            "values": {"type": "array", "items": number, "minItems": LENGTH, "maxItems": LENGTH},
        },
        optional=("colour",),
    )
    styles: Schema = {"type": "array", "items": style, "minItems": 1, "maxItems": MOST_STYLES}
    area = _object({"mask": _FILE, "styles": styles})
    network = _object(
        {
            "sha256": {"type": "array", "items": {"type": "string", "pattern": "^[0-9a-f]{12,64}$"}, "maxItems": 8},
            "bytes": {"type": "integer", "minimum": 0, "maximum": 2**53},
        }
    )
    photo = _object({"name": _NAME, "file": _FILE})
    needed = tuple(name for name, each in SETTINGS.items() if isinstance(each, NetworkOf))
    settings = {name: _setting(each) for name, each in SETTINGS.items()}
    whole = _object(
        {
            "version": {"type": "integer", "minimum": 1, "maximum": VERSION},
            "impasto": {"type": "string", "maxLength": 64},
            "settings": _object(settings, optional=tuple(settings.keys() - set(needed))),
            "styles": styles,
            "masked": {"type": "boolean", "const": True},
            "mask": _FILE,
            "outside": styles,
            "areas": {"type": "array", "items": area, "minItems": 1, "maxItems": MOST_AREAS},
            "networks": {"type": "object", "additionalProperties": network, "maxProperties": 8},
            "photo": photo,
        },
        optional=("networks", "photo", "masked", "mask", "outside", "areas"),
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **whole}


def _setting(setting: Setting) -> Schema:
    if isinstance(setting, Range):
        return {"type": "number", "minimum": setting.smallest, "maximum": setting.largest}
    if isinstance(setting, Sizes):
        sizes = {"type": "integer", "minimum": setting.smallest, "maximum": setting.largest}
        return {"anyOf": [{"const": "photo"}, sizes]}
    return {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME}


def _object(properties: Mapping[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
