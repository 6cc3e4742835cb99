"""The paintings of a visit, and going on with it: after a reload, a crash, or on another day."""

import numpy as np
import pytest

from impasto.painting.maskedits import FromPicture, Inverted, Stroke
from impasto.session import reach
from impasto.session.visit_records import from_json, to_json
from impasto.studio import events as ev
from impasto.studio.repainting import UNDO_DEPTH
from impasto.studio.settings import Saving, Settings
from impasto.studio.visit import Visit
from impasto.studio.visits import MOST, kept
from tests.unit.fakes.storage import FakeStore
from tests.unit.session.visiting import OWN, labels, stored
from tests.unit.session.workbench import photo

pytestmark = pytest.mark.usefixtures("short_pauses")


async def test_every_painting_is_in_the_history_once_with_a_thumbnail(worked):
    numbers = labels(worked)
    assert len(numbers) >= 2 and numbers == sorted(set(numbers), reverse=True), "the latest first"
    assert [each["shown"] for each in worked.page.view["history"]].count(True) == 1
    assert worked.page.pixels["history:1"].shape == (160, 160, 3)
    await worked.do(ev.StylizePressed())
    assert labels(worked) == numbers, "the same picture again is no other one"


async def test_a_painting_comes_back_with_its_photo_and_settings_and_undo_takes_it_back(bench):
    await bench.do(photo("cat.png"), ev.StyleSelected("red"))
    await bench.do(ev.SettingChanged("output_size", 256), ev.SettingChanged("strength", 0.5), ev.StylizePressed())
    first, taken = bench.page.pixels["result"], labels(bench)[0]
    for number in range(5):  # more photos than undo keeps
        await bench.do(photo(f"{number}.png", (number, 9, 9)))
    await bench.do(ev.SettingChanged("strength", 1.5), ev.StylizePressed())
    await stored(bench)
    runs, number = len(bench.runtime.runs()), bench.page.view["result"]["number"]
    await bench.do(ev.PaintingTaken(taken))
    np.testing.assert_array_equal(bench.page.pixels["result"], first)
    view = bench.page.view
    assert (view["content"]["name"], view["settings"]["strength"], view["result"]["number"]) == (
        "cat.png",
        0.5,
        number + 1,
    )
    assert not view["result"]["stale"] and len(bench.runtime.runs()) == runs, "no network ran"
    assert np.all(bench.page.pixels["photo"][..., :3] == 100)
    await bench.do(ev.DownloadPressed(), ev.PaintingSaved(taken))
    assert [name for name, _, _ in bench.page.offered] == ["cat-impasto.png", f"cat-impasto-{taken}.png"]
    await bench.do(ev.UndoPressed())
    assert bench.page.view["settings"]["strength"] == 1.5 and bench.page.view["content"]["name"] == "4.png"


async def test_without_a_file_a_painting_is_painted_again(bench):
    bench.store.room = 0
    await bench.do(
        photo("cat.png"), ev.StyleSelected("red"), ev.SettingChanged("output_size", 256), ev.StylizePressed()
    )
    first, taken = bench.page.pixels["result"], labels(bench)[0]
    await bench.do(ev.SettingChanged("strength", 0.0))
    assert bench.page.view["message"] is None or "no more room" in bench.said()
    await bench.do(ev.PaintingTaken(taken))
    np.testing.assert_array_equal(bench.page.pixels["result"], first)


async def test_a_visit_goes_on_where_it_was_left(worked, running):
    await worked.do(ev.KeepingChosen(True))
    await stored(worked)
    assert worked.page.view["keeps_work"]
    worked.store.next_visit()
    other = await running(store=worked.store)
    await other.do(ev.SettingsRemembered(worked.page.remembered["settings"]))
    assert other.page.view["earlier"] == "work"
    assert all(worked.store.values[each.key] for each in worked.app.state.history)
    await other.do(ev.ContinuePressed())
    assert kept(other.app.state) == kept(worked.app.state)
    np.testing.assert_array_equal(other.page.pixels["result"], worked.page.pixels["result"])
    np.testing.assert_array_equal(other.page.pixels["photo"], worked.page.pixels["photo"])
    assert other.page.choices == worked.page.choices and labels(other) == labels(worked)
    await other.until(lambda: {f"history:{number}" for number in labels(other)} <= other.page.pixels.keys())
    while other.app.state.past:
        await other.do(ev.UndoPressed())
    assert other.page.view["content"] is None and other.page.view["earlier"] is None


async def test_a_style_taken_further_is_gone_on_with_though_what_it_began_with_is_off_the_shelf(
    bench, running, directions
):
    await bench.do(photo("cat.png"), OWN, ev.SettingChanged("output_size", 256), ev.KeepingChosen(True))
    (own,) = bench.app.state.settings.own_styles
    await bench.do(ev.StyleExplored("light", 1.0), ev.StylizePressed(), ev.StyleRemoved(own.id))
    for step in range(1, UNDO_DEPTH + 2):
        await bench.do(ev.SettingChanged("photo_through", step / 100))
    assert all(own not in step.own_styles for step in reach.steps(kept(bench.app.state))[:-1])
    await bench.do(ev.RandomStylePressed(), ev.StylizePressed())
    await stored(bench)
    bench.store.next_visit()
    other = await running(store=bench.store)
    await other.do(ev.SettingsRemembered(""), ev.ContinuePressed())
    assert other.told() is None and kept(other.app.state) == kept(bench.app.state)
    explored = {f"style:{style.id}" for style in other.app.state.settings.own_styles}
    await other.until(lambda: explored <= other.page.pixels.keys())
    await other.do(ev.UndoPressed(), ev.SettingChanged("strength", 0.5))
    await bench.do(ev.UndoPressed(), ev.SettingChanged("strength", 0.5))
    assert other.told() is None
    np.testing.assert_array_equal(other.page.pixels["result"], bench.page.pixels["result"])


async def test_a_style_taken_further_has_a_thumbnail_though_its_paintings_are_out_of_the_history(
    bench, running, directions
):
    await bench.do(photo("cat.png"), ev.StyleSelected("red"), ev.SettingChanged("output_size", 256))
    await bench.do(ev.KeepingChosen(True), ev.StyleExplored("light", 1.0), ev.StyleSelected("red"))
    (explored,) = bench.app.state.settings.own_styles
    for step in range(MOST + 1):
        await bench.do(ev.SettingChanged("strength", step / 100))
    assert all(dict(each.settings.styles).keys() == {"red"} for each in bench.app.state.history)
    await stored(bench)
    bench.store.next_visit()
    other = await running(store=bench.store)
    await other.do(ev.SettingsRemembered(""), ev.ContinuePressed())
    assert other.app.state.settings.own_styles == (explored,)
    await other.until(lambda: f"style:{explored.id}" in other.page.pixels)


async def test_without_consent_only_the_settings_are_offered_again(worked, running):
    await stored(worked)
    worked.store.next_visit()
    other = await running(store=worked.store)
    await other.do(ev.SettingsRemembered(worked.page.remembered["settings"]))
    assert other.page.view["earlier"] == "settings"
    await other.do(ev.ContinuePressed())
    assert other.page.view["settings"] == worked.page.view["settings"]
    assert other.page.view["saving"]["download-format"] == "webp" and other.page.view["content"] is None
    assert other.page.view["can_undo"]


async def test_nothing_is_offered_on_a_first_visit_or_of_what_is_damaged(running):
    for text, record in (("", None), ("{}", None), ("", b"{}"), ("[]", b"nothing")):
        store = FakeStore()
        if record:
            store.values["visit"] = record
        bench = await running(store=store)
        await bench.do(ev.SettingsRemembered(text))
        assert bench.page.view["earlier"] is None


async def test_a_visit_whose_files_are_gone_is_told(worked, running):
    await stored(worked)
    worked.store.values = {"visit": worked.store.values["visit"]}
    other = await running(store=worked.store)
    await other.do(ev.SettingsRemembered(""), ev.ContinuePressed())
    assert "not whole any more" in other.said() and other.page.view["phase"] == "ready"


@pytest.mark.parametrize("lost", ["photo", "style", "mask"])
async def test_a_visit_that_lacks_one_file_is_told(worked, running, lost):
    await stored(worked)
    settings = worked.app.state.settings
    masks = [
        edit.id for step in (settings, *worked.app.state.past) for edit in step.mask if isinstance(edit, FromPicture)
    ]
    key = {"photo": settings.photo, "style": settings.own_styles[0].id, "mask": masks[0]}[lost]
    assert worked.store.values.pop(key)
    worked.store.next_visit()
    other = await running(store=worked.store)
    await other.do(ev.SettingsRemembered(""), ev.ContinuePressed())
    assert "not whole any more" in other.said() and other.page.view["phase"] == "ready"


async def test_a_visit_whose_mask_is_damaged_is_told(worked, running):
    await stored(worked)
    masks = [edit.id for edit in worked.app.state.settings.mask if isinstance(edit, FromPicture)]
    worked.store.values[masks[0]] = b"no picture"
    worked.store.next_visit()
    other = await running(store=worked.store)
    await other.do(ev.SettingsRemembered(""), ev.ContinuePressed())
    assert "not whole any more" in other.said()


def test_a_record_is_what_it_was():
    stroke = Stroke(((0.1, 0.2, 0.3),), 0.1, 0.5, erases=True)
    plain = Settings(style_network="seer", transformer="brush")
    masked = Settings(style_network="seer", transformer="brush", mask=(stroke, Inverted()), styles=(("a", 0.5),))
    visit = Visit(masked, Saving(), past=(plain, masked))
    assert from_json(to_json(visit), lambda *_: True) == visit
    assert to_json(visit).count("0.2") == 1, "strokes stand there once"
    assert from_json(to_json(visit), lambda name, _: name != "transformer") is None


async def test_where_python_is_gone_undo_history_and_masks_come_back(worked, running):
    await stored(worked)
    other = await running(store=worked.store)  # the page has what was stored, whether it is kept or not
    await other.do(ev.VisitHeld(), photo("dog.png", (20, 30, 40)), OWN)
    assert "visit" in other.store.values and other.app.state.past, "what it was told again"
    await other.do(ev.StylizePressed(), ev.ContinuePressed())
    assert kept(other.app.state) == kept(worked.app.state)
    np.testing.assert_array_equal(other.page.pixels["result"], worked.page.pixels["result"])
    await stored(other)


async def test_where_python_is_gone_before_there_was_a_photo_nothing_is_said(running):
    other = await running()
    await other.do(ev.VisitHeld(), ev.ContinuePressed())
    assert other.told() is None
    await other.do(photo())
    await stored(other)
