"""A queue of photos that was cancelled or put away, or that an earlier visit has left, and how it comes back."""

import pytest

from impasto.studio import batch_keeping, batch_record, batch_view
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.events import batch as given
from impasto.words import Text
from tests.unit.studio.driver import PHOTO, Studio
from tests.unit.studio.queues import READY, THREE, WAVES, batch, paint, stages


def test_cancel_keeps_what_is_painted(queue):
    paint(queue)(given.BatchCancelled())
    assert stages(queue) == ["painted", "skipped", "skipped"] and fx.StopQueued() in queue.effects
    assert batch_view.view(queue.state)["done"] == 3


def test_a_queue_that_was_put_away_comes_back(queue):
    paint(queue)(given.BatchClosed())
    assert queue.state.batch is None and queue.state.message.action == "batch-reopen"
    assert fx.StopQueued() in queue.effects
    queue(given.BatchReopened())
    assert stages(queue) == ["painted", "painting", "waiting"] and batch_view.view(queue.state)["items"][0]["fraction"]
    queue(given.BatchClosed(), THREE)
    assert batch(queue).number == 2


def test_a_queue_comes_back_though_that_is_pressed_twice(queue):
    paint(queue)(given.BatchClosed(), given.BatchReopened(), given.BatchReopened())
    assert stages(queue) == ["painted", "painting", "waiting"]


def test_one_of_which_nothing_is_painted_comes_back_as_well(queue):
    queue(given.BatchClosed())
    assert queue.state.message.text == Text("batch-put-away-unpainted")
    assert stages(queue(given.BatchReopened())) == ["painting", "waiting", "waiting"]


def test_a_fresh_python_goes_on_with_what_was_kept(queue):
    paint(queue)(given.QueuedFailed("2", Text("painting")))
    kept = batch_record.write(batch(queue))
    fresh = Studio()(READY, given.BatchRemembered(kept))
    assert stages(fresh) == ["painted", "failed", "painting"]
    assert batch(fresh).manners == batch(queue).manners and batch(fresh).items[2].deaths == 1
    assert batch(fresh).items[1].text == Text("painting"), "why it could not be painted"
    again = batch_record.write(batch(fresh))
    assert [item.stage for item in batch_record.read(again).items] == ["painted", "failed", "failed"]


def test_what_cannot_be_had_again_is_kept_first(monkeypatch):
    photos = given.PhotosGiven(tuple(given.GivenFile(id_, f"{id_}.jpg", nbytes=100) for id_ in ("a", "b", "c")))
    queue = Studio()(READY, PHOTO, WAVES).finish()(photos)
    item = batch(queue).items[0]
    queue(given.QueuedPainted("1", "a.png", 1.0, 50))
    assert batch_keeping.files(batch(queue)) == (item.key, "b", "c", "a") and batch_keeping.lacking(batch(queue)) == 0
    for room, kept in ((249, (item.key, "b")), (149, (item.key,)), (100, (item.key,)), (49, ())):
        monkeypatch.setattr(batch_keeping, "BUDGET", room)
        assert batch_keeping.files(batch(queue)) == kept
        assert batch_keeping.lacking(batch(queue)) == 2 - ("b" in kept)


def test_what_was_not_kept_is_painted_again_or_has_to_be_given_again(queue):
    there = batch_keeping.found(batch(paint(queue)), {"a", "c"})
    assert [item.stage for item in there.items] == ["waiting", "painting", "waiting"]
    gone = batch_keeping.found(batch_record.woken(there, died=False), {"a"})
    assert [item.stage for item in gone.items] == ["waiting", "failed", "failed"]
    assert gone.items[2].text == Text("batch-not-kept") and not gone.items[2].can_retry


@pytest.mark.parametrize("why", ['{"key": "none-such"}', '{"key": "batch-needs-style"}', "[]", "null", '"painting"'])
def test_a_reason_without_words_is_none(queue, why):
    queue(given.QueuedFailed("1", Text("painting")))
    text = batch_record.write(batch(queue)).replace('{"key":"painting","parameters":{}}', why)
    assert why in text and batch_record.read(text).items[0].text == Text("batch-failed-before")


def test_an_own_style_comes_along_in_the_record(queue):
    own = ev.StylesRead((("mine", "Mine"),), None)
    queue(ev.StyleFilesChosen(()), own, given.BatchStylesAdded(each=False))
    record = batch_record.to_record(batch(queue))
    manner = batch_record.of_record(record).manners[-1]
    assert manner == batch(queue).manners[-1] and [style.id for style in manner.settings.own_styles] == ["mine"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "[" * 100_000,
        '{"number": 1, "seconds": [], "manners": [], "items": [{}]}',
        '{"number": 1e999, "seconds": [], "manners": [], "items": []}',
        '{"number": 1, "seconds": [1' + "0" * 400 + '], "manners": [], "items": []}',
    ],
    ids=lambda text: text[:60],
)
def test_what_is_no_queue_is_none(text):
    assert batch_record.read(text) is None
