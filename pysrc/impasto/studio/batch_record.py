"""The queue as a text, which the page keeps for a fresh Python: photos and paintings stay with the page."""

import json
from dataclasses import asdict, fields
from typing import Any

from impasto.painting.settings import PaintSettings
from impasto.studio.queued import Batch, Manner, Queued, QueuedPhoto
from impasto.studio.settings import Settings
from impasto.words import Text

DEADLY = 2
"""So many Pythons may end while they paint the same photo before it is taken for the reason."""


def write(batch: Batch) -> str:
    """Return the text of a queue."""
    manners = batch.manners
    record = {
        "number": batch.number,
        "seconds": batch.seconds,
        "manners": [_manner(manner) for manner in manners],
        "items": [_item(item, manners) for item in batch.items],
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Batch | None:
    """Read what ``write`` wrote; None if it is no such text.

    What was being painted waits again, unless more than one Python has ended over it.
    """
    try:
        record = json.loads(text)
        manners = [_manner_of(each) for each in record["manners"]]
        items = tuple(_item_of(each, manners) for each in record["items"])
        return Batch(int(record["number"]), items, tuple(map(float, record["seconds"])))
    except (ValueError, TypeError, KeyError, IndexError):
        return None


def _manner(manner: Manner) -> dict[str, Any]:
    settings = manner.settings
    return {"settings": asdict(settings.painting), "mix": settings.styles, "names": manner.styles}


def _manner_of(record: dict[str, Any]) -> Manner:
    painting = {each.name: record["settings"][each.name] for each in fields(PaintSettings)}
    mix = tuple((str(id_), float(weight)) for id_, weight in record["mix"])
    return Manner(Settings(**painting, styles=mix), tuple(map(str, record["names"])))


def _item(item: Queued, manners: tuple[Manner, ...]) -> dict[str, Any]:
    return {
        "id": item.id,
        "photo": [item.photo.id, item.photo.name],
        "manner": manners.index(item.manner) if item.manner else None,
        "stem": item.stem,
        "stage": item.stage,
        "file": item.file,
        "deaths": item.deaths,
    }


def _item_of(record: dict[str, Any], manners: list[Manner]) -> Queued:
    id_, name = map(str, record["photo"])
    manner = None if record["manner"] is None else manners[record["manner"]]
    stage, deaths, why = record["stage"], int(record["deaths"]), None
    if stage == "painting":
        deaths += 1
        stage = "waiting" if deaths < DEADLY else "failed"
    if stage == "failed":
        why = Text("batch-too-heavy") if deaths >= DEADLY else Text("batch-failed-before")
    painted = 1.0 if stage == "painted" else 0.0
    photo, file = QueuedPhoto(id_, name), str(record["file"])
    return Queued(str(record["id"]), photo, manner, str(record["stem"]), stage, why, painted, file, deaths)
