"""What is kept of a visit, as JSON: settings, undo and history, without the files that these name."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, get_args

from impasto.imaging.formats import Format
from impasto.painting.maskedits import Edit, Edits, FromPicture, Inverted, Stroke
from impasto.painting.settings import SETTINGS, read_all
from impasto.studio import batch_record
from impasto.studio.parsing.numbers import number
from impasto.studio.queued import Batch
from impasto.studio.settings import Area, Saving, Settings, ShelfStyle
from impasto.studio.visit import Painted, Photo, Visit

VERSION = 1

Known = Callable[[str, str], bool]
"""Returns whether there is a network of that id for the setting of that name."""


def to_json(visit: Visit) -> str:
    """Return a text that ``from_json`` makes the same visit of."""
    edits: dict[Edit, int] = {}
    record = {
        "version": VERSION,
        "settings": _settings_record(visit.settings, edits),
        "saving": asdict(visit.saving),
        "photos": [asdict(photo) for photo in visit.photos],
        "past": [_settings_record(each, edits) for each in visit.past],
        "future": [_settings_record(each, edits) for each in visit.future],
        "history": [{**asdict(each), "settings": _settings_record(each.settings, edits)} for each in visit.history],
        "batch": visit.batch and batch_record.to_record(visit.batch),
    }
    # Steps of undo share most of their strokes, so that these stand there once.
    return json.dumps({**record, "edits": [_edit_record(edit) for edit in edits]}, ensure_ascii=False)


def from_json(text: str, known: Known) -> Visit | None:
    """Return the visit of a text; None if it is of another version, or is damaged in whatever way."""
    try:
        record = json.loads(text)
        if record["version"] != VERSION:
            return None
        edits = [_edit(each) for each in record["edits"]]
        visit = Visit(
            _settings(record["settings"], edits, known),
            _saving(record["saving"]),
            tuple(map(_photo, record["photos"])),
            tuple(_settings(each, edits, known) for each in record["past"]),
            tuple(_settings(each, edits, known) for each in record["future"]),
            tuple(_painted(each, edits, known) for each in record["history"]),
            _batch(record.get("batch"), known),
        )
    except Exception:  # whatever stands in a storage that anything on this address may write into
        return None
    return visit


def _settings_record(settings: Settings, edits: dict[Edit, int]) -> dict[str, Any]:
    return {
        "painting": asdict(settings.painting),
        "photo": settings.photo,
        "styles": settings.styles,
        "own": [[style.id, style.name, style.network] for style in settings.own_styles],
        "mask": _mask_record(settings.mask, edits),
        "outside": settings.outside,
        "areas": [[area.styles, _mask_record(area.mask, edits)] for area in settings.areas],
    }


def _mask_record(mask: Edits, edits: dict[Edit, int]) -> list[int]:
    return [edits.setdefault(edit, len(edits)) for edit in mask]


def _settings(record: Mapping[str, Any], edits: list[Edit], known: Known) -> Settings:
    settings = Settings(
        **read_all(record["painting"]),
        photo=None if record["photo"] is None else str(record["photo"]),
        styles=_styles(record["styles"]),
        own_styles=tuple(ShelfStyle.kept(*each) for each in record["own"]),
        mask=tuple(edits[at] for at in record["mask"]),
        outside=_styles(record["outside"]),
        areas=tuple(Area(_styles(styles), tuple(edits[at] for at in mask)) for styles, mask in record.get("areas", ())),
    )
    return _checked(settings, known)


def _checked(settings: Settings, known: Known) -> Settings:
    settings.check()
    if not all(known(name, getattr(settings, name)) for name in SETTINGS):
        raise ValueError("a network is gone")
    return settings


def _batch(record: dict[str, Any] | None, known: Known) -> Batch | None:
    """Return the queue; None as well where it asks for a network that is gone: the rest is gone on with."""
    if record is None:
        return None
    batch = batch_record.of_record(record)
    for manner in batch.manners:
        _checked(manner.settings, known)
    return batch


def _styles(record: list[list[Any]]) -> tuple[tuple[str, float], ...]:
    return tuple((str(id_), number(weight)) for id_, weight in record)


def _painted(record: Mapping[str, Any], edits: list[Edit], known: Known) -> Painted:
    settings, photo = _settings(record["settings"], edits, known), _photo(record["photo"])
    number_, width, height, nbytes = (int(record[name]) for name in ("number", "width", "height", "nbytes"))
    return Painted(number_, photo, settings, width, height, number(record["seconds"]), str(record["key"]), nbytes)


def _photo(record: Mapping[str, Any]) -> Photo:
    return Photo(str(record["id"]), str(record["name"]), int(record["width"]), int(record["height"]))


def _saving(record: Mapping[str, Any]) -> Saving:
    if record["format"] not in get_args(Format):
        raise ValueError("no format that pictures are saved in")
    return Saving(record["format"], int(record["quality"]), bool(record["made"]))


def _edit_record(edit: Edit) -> dict[str, Any]:
    match edit:
        case Stroke():
            return asdict(edit)
        case FromPicture(id_):
            return {"id": id_}
        case Inverted():
            return {}


def _edit(record: Mapping[str, Any]) -> Edit:
    if "points" in record:
        points = tuple((number(x), number(y), number(pressure)) for x, y, pressure in record["points"])
        size, hardness = number(record["size"]), number(record["hardness"])
        return Stroke(points, size, hardness, bool(record["erases"]), bool(record["follows"]))
    return FromPicture(str(record["id"])) if record else Inverted()


def pictures_in(edits: Edits) -> set[str]:
    """Return the ids of the grey pictures that a mask was made of."""
    return {edit.id for edit in edits if isinstance(edit, FromPicture)}
