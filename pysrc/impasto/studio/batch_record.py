"""The queue as a text, which the page keeps for a fresh Python: photos and paintings stay with the page."""

import json
from dataclasses import asdict, replace
from typing import Any, get_args

from impasto.painting.settings import SETTINGS, read_all
from impasto.studio.queued import Batch, Manner, Queued, QueuedPhoto, Stage
from impasto.studio.settings import Settings, ShelfStyle
from impasto.words import Text, as_record, as_text, say

DEADLY = 2
"""So many Pythons may end while they paint the same photo before it is taken for the reason."""


def write(batch: Batch) -> str:
    """Return the text of a queue."""
    return json.dumps(to_record(batch), ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Batch | None:
    """Read what ``write`` wrote, as ``woken`` of a queue over which Python has ended; None if it is no such text."""
    try:
        return woken(of_record(json.loads(text)), died=True)
    except Exception:  # whatever stands in a storage that anything on this address may write into
        return None


def woken(batch: Batch, *, died: bool) -> Batch:
    """Return a queue that goes on: what was being painted waits again.

    ``died``: it was not left, but ended by itself; then it is taken for the reason if that was so before.
    """
    return replace(batch, items=tuple(_woken(item, died) for item in batch.items))


def to_record(batch: Batch) -> dict[str, Any]:
    """Return a queue as what JSON can hold."""
    manners = batch.manners
    return {
        "number": batch.number,
        "seconds": batch.seconds,
        "manners": [_manner(manner) for manner in manners],
        "items": [_item(item, manners) for item in batch.items],
    }


def of_record(record: dict[str, Any]) -> Batch:
    """Return the queue that ``to_record`` was given, without progress.

    Raises:
        Exception: it is no such record, in whatever way.
    """
    manners = [_manner_of(each) for each in record["manners"]]
    items = tuple(_item_of(each, manners) for each in record["items"])
    return Batch(int(record["number"]), items, tuple(map(float, record["seconds"])))


def _manner(manner: Manner) -> dict[str, Any]:
    settings = manner.settings
    own = [[style.id, style.name, style.network] for style in settings.own_styles]
    return {"settings": asdict(settings.painting), "mix": settings.styles, "own": own, "names": manner.styles}


def _manner_of(record: dict[str, Any]) -> Manner:
    painting = read_all({name: record["settings"][name] for name in SETTINGS})
    mix = tuple((str(id_), float(weight)) for id_, weight in record["mix"])
    own = tuple(ShelfStyle.kept(*map(str, each)) for each in record["own"])
    return Manner(Settings(**painting, styles=mix, own_styles=own), tuple(map(str, record["names"])))


def _item(item: Queued, manners: tuple[Manner, ...]) -> dict[str, Any]:
    return {
        "id": item.id,
        "photo": [item.photo.id, item.photo.name, item.photo.nbytes],
        "manner": manners.index(item.manner) if item.manner else None,
        "stem": item.stem,
        "stage": item.stage,
        "why": item.text and as_record(item.text),
        "hopeless": item.hopeless,
        "file": item.file,
        "bytes": item.nbytes,
        "deaths": item.deaths,
    }


def _item_of(record: dict[str, Any], manners: list[Manner]) -> Queued:
    id_, name, nbytes = record["photo"]
    photo = QueuedPhoto(str(id_), str(name), int(nbytes))
    manner = None if record["manner"] is None else manners[record["manner"]]
    stage = record["stage"]
    if stage not in get_args(Stage):
        raise ValueError("no such stage")
    item = Queued(str(int(record["id"])), photo, manner, str(record["stem"]), stage, file=str(record["file"]))
    why = _why(record["why"]) if stage == "failed" else None
    hopeless = record.get("hopeless", False) is True  # the first version of this page that had queues did not tell
    return replace(item, text=why, hopeless=hopeless, nbytes=int(record["bytes"]), deaths=int(record["deaths"]))


def _why(record: dict[str, Any] | None) -> Text:
    """Return why something could not be painted, if there are words for it in this version of the page."""
    try:
        text = as_text(record or {})
        say(text)
    except Exception:  # as in ``read``
        return Text("batch-failed-before")
    return text


def _woken(item: Queued, died: bool) -> Queued:
    if item.stage == "painted":
        return replace(item, fraction=1.0)
    if item.stage != "painting":
        return item
    deaths = item.deaths + died
    if deaths < DEADLY:
        return replace(item, deaths=deaths, stage="waiting")
    return replace(item, deaths=deaths, stage="failed", text=Text("batch-too-heavy"))
