"""Values of JSON held to a schema, in that part of JSON Schema (draft 2020-12) which the files of this project need.

That is ``anyOf``, ``type``, ``const``, ``properties``, ``required``, ``additionalProperties``, ``maxProperties``,
``items``, ``minItems``, ``maxItems``, ``minLength``, ``maxLength``, ``pattern``, ``minimum`` and ``maximum``.
"""

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

Schema: TypeAlias = Mapping[str, Any]


def fault(value: Any, schema: Schema, place: str = "") -> str | None:
    """Return where a value is not what the schema says, such as ``styles[0].weight``; None if it is right.

    The value is one that ``json.loads`` makes: of finite numbers, and no deeper than that can go.
    """
    wrong = place or "its beginning"
    if "anyOf" in schema:
        return None if any(fault(value, each, place) is None for each in schema["anyOf"]) else wrong
    if not _is_plainly_right(value, schema):
        return wrong
    if isinstance(value, dict):
        return _fault_in_object(value, schema, place)
    if isinstance(value, list):
        items = ((each, schema["items"], f"{place}[{at}]") for at, each in enumerate(value) if "items" in schema)
        return next((found for each in items if (found := fault(*each)) is not None), None)
    return None


def _is_plainly_right(value: Any, schema: Schema) -> bool:
    """Return whether a value is right as far as that can be said without looking into it."""
    if "type" in schema and not _has_type(value, schema["type"]):
        return False
    if "const" in schema and value != schema["const"]:
        return False
    if isinstance(value, str):
        fits = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
        return fits and ("pattern" not in schema or re.fullmatch(schema["pattern"], value) is not None)
    if isinstance(value, list):
        return bool(schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)))
    if isinstance(value, dict):
        return len(value) <= schema.get("maxProperties", len(value)) and value.keys() >= set(schema.get("required", ()))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    return True


def _fault_in_object(value: Mapping[str, Any], schema: Schema, place: str) -> str | None:
    for name, each in value.items():
        below = schema.get("properties", {}).get(name, schema.get("additionalProperties", True))
        within = f"{place}.{name}" if place else name
        if below is False:
            return within
        if below is not True and (found := fault(each, below, within)) is not None:
            return found
    return None


def _has_type(value: Any, type: str) -> bool:
    if type in ("number", "integer"):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number and (type == "number" or isinstance(value, int) or value.is_integer())
    return isinstance(value, {"string": str, "array": list, "object": dict, "boolean": bool}[type])
