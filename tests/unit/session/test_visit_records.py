"""Visits as they are stored, and what somebody may have made of them there."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from impasto.painting.maskedits import FromPicture, Inverted, Stroke
from impasto.session.visit_records import from_json, to_json
from impasto.studio.settings import Saving, Settings
from impasto.studio.visit import Painted, Photo, Visit

STROKE = Stroke(((0.25, 0.5, 1.0), (0.5, 0.5, 0.5)), 0.25, 0.5, True, False)
SETTINGS = Settings(
    style_network="seer",
    transformer="brush",
    photo="p",
    styles=(("red", 1.0),),
    mask=(STROKE, Inverted(), FromPicture("m")),
    outside=(("blue", 0.5),),
)
SEEN = Photo("p", "cat.jpg", 64, 48)
PAINTED = Painted(1, SEEN, SETTINGS, 64, 48, 1.5, "painting-1", 900)
VISIT = Visit(SETTINGS, Saving("webp", 60, True), (SEEN,), (SETTINGS,), (), (PAINTED,))

Change = Callable[[dict[str, Any]], object]


def known(name: str, value: object) -> bool:
    return value == {"style_network": "seer", "transformer": "brush"}.get(name, value)


def changed(change: Change) -> Visit | None:
    record = json.loads(to_json(VISIT))
    change(record)
    return from_json(json.dumps(record), known)


def test_a_visit_comes_back_as_it_was():
    assert from_json(to_json(VISIT), known) == VISIT


def test_edits_that_several_settings_share_are_stored_once():
    assert len(json.loads(to_json(VISIT))["edits"]) == 3


def test_whole_numbers_may_be_written_as_others():
    visit = changed(lambda record: record["settings"]["painting"].update(output_size=512.0, strength=1))
    assert visit is not None
    size, strength = visit.settings.output_size, visit.settings.strength
    assert (size, strength, type(size), type(strength)) == (512, 1.0, int, float)


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.update(version=2),
        lambda record: record.pop("edits"),
        lambda record: record["photos"][0].update(width="wide"),
        lambda record: record["photos"][0].pop("name"),
        lambda record: record["saving"].update(format="exe"),
        lambda record: record["saving"].update(format=["png"]),
        lambda record: record["history"][0].update(seconds=float("nan")),
        lambda record: record["history"][0].update(width=float("inf")),
        lambda record: record["settings"]["painting"].update(strength=3),
        lambda record: record["settings"]["painting"].update(strength=float("nan")),
        lambda record: record["settings"]["painting"].update(output_size=[768]),
        lambda record: record["settings"]["painting"].update(transformer="gone"),
        lambda record: record["settings"]["painting"].update(left=1),
        lambda record: record["settings"].update(styles=[["red", float("inf")]]),
        lambda record: record["settings"].update(mask=[7]),
        lambda record: record["edits"][0].update(size=[0.1]),
        lambda record: record["edits"][0].update(points=[[0.5, float("nan"), 1]]),
        lambda record: record["edits"][0].update(points=[[0.5, 0.5]]),
    ],
)
def test_what_no_visit_can_be_is_none(change):
    assert changed(change) is None


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", "[" * 100_000])
def test_what_is_no_record_is_none(text):
    assert from_json(text, known) is None
