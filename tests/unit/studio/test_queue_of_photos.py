"""Many photos at once: what is queued, in which order it is painted, and what becomes of it."""

import pytest

from impasto.painting.maskedits import Stroke
from impasto.painting.progress import Progress
from impasto.studio import batch_record, batch_view
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.events import batch as given
from impasto.studio.events import camera as cam
from impasto.studio.parsing import parse
from impasto.words import Text, say
from tests.unit.studio.driver import PHOTO, Studio
from tests.unit.studio.queues import READY, THREE, WAVES, batch, paint, stages, wanted


@pytest.mark.parametrize(
    ("record", "event"),
    [
        (
            {"kind": "photos", "files": [{"id": "a", "name": "a.jpg", "in_folder": True, "bytes": 9}]},
            given.PhotosGiven((given.GivenFile("a", "a.jpg", True, 9),)),
        ),
        ({"kind": "batch-add", "each": True}, given.BatchStylesAdded(True)),
        ({"kind": "queued-skip", "id": "1"}, given.QueuedSkipped("1")),
        ({"kind": "queued-retry", "id": "1"}, given.QueuedRetried("1")),
        ({"kind": "queued-open", "id": "1"}, given.QueuedOpened("1")),
        ({"kind": "batch-retry"}, given.BatchRetried()),
        ({"kind": "batch-cancel"}, given.BatchCancelled()),
        ({"kind": "batch-close"}, given.BatchClosed()),
        ({"kind": "batch-reopen"}, given.BatchReopened()),
        ({"kind": "batch-remembered", "text": "{}"}, given.BatchRemembered("{}")),
    ],
)
def test_the_page_asks_for_it(record, event):
    assert parse(record) == event


def test_several_photos_are_queued_and_painted_one_after_another(queue):
    assert stages(queue) == ["painting", "waiting", "waiting"]
    assert [item.stem for item in batch(queue).items] == ["a-Waves", "b-Waves", "c-Waves"]
    assert wanted(queue).photo == "a"
    assert wanted(paint(queue)).photo == "b"
    paint(paint(queue))
    assert stages(queue) == ["painted"] * 3 and wanted(queue) is None
    assert queue.state.message.text == Text("batch-finished", count=3)


def test_they_are_no_styles_and_the_photo_on_the_easel_stays(queue):
    assert queue.state.settings.own_styles == () and queue.state.settings.photo == PHOTO.id
    assert not any(isinstance(effect, fx.OpenPhoto | fx.ReadStyles) for effect in queue.effects)


def test_the_first_one_is_hung_where_the_easel_is_empty_and_one_alone_is_no_queue():
    studio = Studio()(READY, WAVES, THREE)
    assert fx.OpenPhoto("a") in studio.effects
    studio = Studio()(READY, given.PhotosGiven(THREE.files[:1]))
    assert studio.effects == (fx.OpenPhoto("a"),) and studio.state.batch is None


def test_a_folder_is_read_as_its_pictures():
    names = ("a.JPG", "b.heic", "notes.txt", ".hidden.jpg", "Thumbs.db", "c.webp")
    files = tuple(given.GivenFile(name, name, in_folder=True) for name in names)
    studio = Studio()(READY, PHOTO, WAVES, given.PhotosGiven(files))
    assert [photo.name for photo in batch(studio).photos] == ["a.JPG", "b.heic", "c.webp"]
    studio = Studio()(READY, given.PhotosGiven(files[2:4]))
    assert studio.state.message.text == Text("no-pictures-in-folder") and studio.state.batch is None


def test_without_a_style_they_wait_for_one():
    studio = Studio()(READY, PHOTO, THREE)
    assert stages(studio) == ["waiting"] * 3 and wanted(studio) is None
    assert batch_view.view(studio.state)["text"] == Text("batch-needs-style", count=3)
    studio(WAVES).finish()
    assert stages(studio) == ["painting", "waiting", "waiting"] and wanted(studio).stem == "a-Waves"


def test_they_are_painted_as_the_settings_were_but_for_the_mask(styled):
    stroke = ev.MaskStroked(Stroke(((0.5, 0.5, 1.0),), 0.1, 0.5, False, False))
    styled(stroke, ev.SettingChanged("strength", 0.5), THREE, ev.SettingChanged("strength", 0.9))
    settings = batch(styled).manners[0].settings
    assert (settings.strength, settings.mask, settings.photo) == (0.5, (), None)


def test_nothing_is_begun_while_the_visitor_waits_for_something(styled):
    styled(ev.SettingChanged("strength", 0.5), THREE)
    assert stages(styled) == ["waiting"] * 3
    styled.finish()
    assert stages(styled)[0] == "painting"
    paint(styled(ev.SheetPressed()))
    assert "painting" not in stages(styled)
    styled(ev.SheetClosed())
    assert stages(styled)[:2] == ["painted", "painting"]


def test_the_styles_that_are_chosen_later_come_on_top_and_nothing_twice(queue):
    queue(ev.StyleMixed("dots"))
    shown = batch_view.view(queue.state)
    assert shown["add"] == Text("batch-add", style="Waves + Dots") and shown["add_each"] is None  # Waves is there
    queue(given.BatchStylesAdded(each=False), given.BatchStylesAdded(each=True))
    titles = [item.manner.title for item in batch(queue).items]
    assert titles == ["Waves"] * 3 + ["Waves + Dots"] * 3 + ["Dots"] * 3
    assert batch_view.view(queue.state)["add"] is None
    queue(given.BatchStylesAdded(each=True), THREE)
    assert len(batch(queue).items) == 9
    queue(given.PhotosGiven((given.GivenFile("d", "a.png"), given.GivenFile("e", "e.png"))))
    assert [item.stem for item in batch(queue).items][9:12] == ["a-Waves (2)", "a-Waves + Dots (2)", "a-Dots (2)"]


@pytest.mark.parametrize("key", ["batch-finished-but", "batch-finished-but-many"])
def test_one_or_none_that_is_painted_is_told_as_that(key):
    """Neither "1 are painted" nor the like in German."""
    for language, before in (("en", "{} painted."), ("de", "{} gemalt.")):
        for painted in (0, 1, 2):
            said = say(Text(key, painted=painted, failed=("a.jpg",), count=6), language)
            assert said.startswith(before.format(painted))


def test_a_failed_one_is_named_and_the_others_go_on(queue):
    queue(given.QueuedFailed("1", Text("mistake-of-ours", kind="x")))
    assert stages(queue) == ["failed", "painting", "waiting"] and wanted(queue).photo == "b"
    paint(paint(queue))
    assert queue.state.message.text == Text("batch-finished-but", painted=2, failed=("a.jpg",))
    assert batch_view.view(queue.state)["text"] == Text("batch-some-failed", painted=2, total=3, failed=1)
    queue(given.BatchRetried())
    assert stages(queue) == ["painting", "painted", "painted"]


def test_one_is_skipped_and_comes_back(queue):
    queue(given.QueuedSkipped("2"), given.QueuedSkipped("1"))
    assert stages(queue) == ["skipped", "skipped", "painting"] and fx.StopQueued() in queue.effects
    queue(given.QueuedPainted("1", "late.png", 1.0))
    assert stages(queue)[0] == "skipped"
    queue(given.QueuedRetried("1"))
    assert stages(paint(queue)) == ["painting", "skipped", "painted"]


def test_what_is_no_picture_is_not_offered_to_be_tried_again(queue):
    queue(given.QueuedFailed("1", Text("mistake-of-ours", kind="x"), hopeless=True))
    shown = batch_view.view(queue.state)["items"]
    assert [(item["can_skip"], item["can_retry"]) for item in shown] == [(False, False), (True, False), (True, False)]
    paint(paint(queue))
    assert queue.state.message.text == Text("batch-finished-but", painted=2, failed=("a.jpg",))
    assert queue.state.message.action is None and not batch_view.view(queue.state)["can_retry"]
    assert stages(queue(given.BatchRetried(), given.QueuedRetried("1")))[0] == "failed"
    kept = batch_record.read(batch_record.write(batch(queue)))
    assert kept.items[0].hopeless and batch_view.view(queue(given.BatchClosed()).state) is None


def test_one_that_was_skipped_before_there_was_a_style_stays_skipped():
    queue = Studio()(READY, PHOTO, THREE, given.QueuedSkipped("2"), WAVES).finish()
    assert stages(queue) == ["painting", "skipped", "waiting"] and all(item.manner for item in batch(queue).items)


def test_photos_of_which_all_were_skipped_before_there_was_a_style_can_be_painted_with_later_ones():
    skipped = [given.QueuedSkipped(id_) for id_ in "123"]
    queue = Studio()(READY, PHOTO, THREE, *skipped, WAVES).finish()
    assert stages(queue) == ["skipped"] * 3 and all(item.manner for item in batch(queue).items)
    queue(given.PhotosGiven((given.GivenFile("d", "d.png"), given.GivenFile("e", "e.png"))), given.QueuedRetried("1"))
    assert stages(queue) == ["waiting", "skipped", "skipped", "painting", "waiting"]
    assert [item.id for item in batch(queue).items] == ["1", "2", "3", "4", "5"]


def test_of_many_that_could_not_be_painted_some_are_named(styled):
    photos = given.PhotosGiven(tuple(given.GivenFile(f"{at}", f"{at}.jpg") for at in range(9)))
    queue = styled(photos)
    for at in range(1, 10):
        queue(given.QueuedFailed(f"{at}", Text("painting")))
    names = tuple(f"{at}.jpg" for at in range(3))
    assert queue.state.message.text == Text("batch-finished-but-many", painted=0, failed=names, count=6)


def test_progress_of_each_and_of_all_with_the_time_left(queue):
    queue(given.QueuedProgressed("1", Progress(Text("painting"), 1, 1, 0.5)))
    shown = batch_view.view(queue.state)
    assert (shown["done"], shown["total"], shown["fraction"]) == (0, 3, pytest.approx(1 / 6))
    assert shown["items"][0]["fraction"] == 0.5
    shown = batch_view.view(paint(queue, seconds=30.0).state)
    assert shown["text"] == Text("seconds-left", doing=Text("batch-painted", painted=1, total=3), seconds=60)
    assert shown["can_download"] and shown["items"][0]["file"] == "a-Waves.png"


def test_a_queue_that_the_camera_comes_before_says_what_it_waits_for(queue):
    queue = paint(queue)(cam.CameraStarted(640, 480))
    done = Text("batch-painted", painted=1, total=3)
    assert batch_view.view(queue.state)["text"] == Text("batch-behind-camera", done=done)
    assert batch_view.view(queue(cam.CameraStopped()).state)["text"] != Text("batch-behind-camera", done=done)
    queue = paint(paint(queue))(cam.CameraStarted(640, 480))
    assert batch_view.view(queue.state)["text"] == Text("batch-painted", painted=3, total=3), "nothing waits any more"


def test_the_photo_of_one_comes_on_the_easel(queue):
    assert queue(given.QueuedOpened("2")).effects == (fx.OpenPhoto("b"),)


@pytest.mark.parametrize("text", ["https://a.example/b.jpg", " www.a.example", "data:image/png;base64,AA", "FILE:///c"])
def test_an_address_is_answered_in_words(text):
    studio = Studio()(READY, parse({"kind": "text-given", "text": text}))
    assert studio.state.message.text == Text("address-given") and studio.effects == ()


@pytest.mark.parametrize("text", ["", "a note", "see https://a.example"])
def test_other_texts_are_not(text):
    assert Studio()(READY, ev.TextGiven(text)).state.message is None


@pytest.mark.parametrize(
    "event",
    [given.BatchCancelled(), given.BatchRetried(), given.QueuedSkipped("1"), given.QueuedFailed("1", Text("x"))],
)
def test_without_a_queue_nothing_happens_to_one(styled, event):
    before = styled.state
    assert styled(event).effects == () and styled.state == before
