"""Records of the page, read as events (``studio.parsing``), and strokes of the brush, drawn."""

import json
from typing import Any

from impasto.painting.brush import stroked
from impasto.studio.events import MaskStroked
from impasto.studio.parsing import parse


def run(data: bytes) -> None:
    """Read a record, in which ``bytes`` is a text: an event comes out, or ``ValueError``."""
    try:
        record = json.loads(data, object_hook=_with_bytes)
    except (ValueError, RecursionError):
        return
    if not isinstance(record, dict):
        return
    try:
        event = parse(record)
    except ValueError as error:
        assert str(error)
        return
    if isinstance(event, MaskStroked):
        assert stroked(event.stroke, 12, 16).shape == (12, 16)


def _with_bytes(record: dict[str, Any]) -> dict[str, Any]:
    data = record.get("bytes")
    return record | {"bytes": data.encode("utf-8", "replace")} if isinstance(data, str) else record
