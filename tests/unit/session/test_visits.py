"""The paintings of a visit, and going on with it: after a reload, a crash, or on another day."""

import asyncio

import numpy as np
import pytest

from impasto.painting.maskedits import FromPicture, Inverted, Stroke
from impasto.session import reach, visits
from impasto.session.visit_records import from_json, to_json
from impasto.studio import events as ev
from impasto.studio.repainting import UNDO_DEPTH
from impasto.studio.settings import Saving, Settings
from impasto.studio.visit import Visit
from impasto.studio.visits import MOST, kept
from tests.unit.fakes.storage import FakeStore
from tests.unit.session.workbench import Workbench, photo, png

OWN = ev.StyleFilesChosen((ev.File("mine.png", png((0, 150, 90), 256, 256)),))


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch):
    monkeypatch.setattr(visits, "DELAY", 0.001)


async def stored(bench: Workbench) -> None:
    """Wait until all that there is of a visit is stored."""
    await bench.until(lambda: not bench.app._shop.paintings.busy)
    text = to_json(kept(bench.app.state)).encode()
    await bench.until(lambda: bench.store.values.get("visit") == text)


@pytest.fixture
async def worked(bench):
    """A visit with two photos, an own style, two masks, paintings and something undone."""
    await bench.do(photo("cat.png"), OWN)
    await bench.do(ev.SettingChanged("output_size", 256), ev.StylizePressed())
    await bench.do(photo("dog.png", (20, 30, 40)))
    await bench.do(ev.MaskStroked(Stroke(((0.3, 0.5, 1.0), (0.7, 0.5, 1.0)), 0.3, 0.5)), ev.MaskInverted())
    await bench.do(ev.MaskFileChosen(ev.File("mask.png", png((255, 255, 255)))), ev.MaskInverted())
    await bench.do(ev.AreaAdded(), ev.MaskFileChosen(ev.File("part.png", png((90, 90, 90)))))
    await bench.do(ev.StylizePressed(), ev.FormatChosen("webp"))
    await bench.do(ev.SettingChanged("photo_through", 0.5), ev.UndoPressed())
    return bench


def labels(bench: Workbench) -> list[int]:
    return [each["number"] for each in bench.page.view["history"]]


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


async def test_what_no_undo_and_no_history_needs_is_let_go(worked):
    await stored(worked)
    worked.store.values["stray"] = b"of a visit before this one"
    mine = worked.app.state.settings.own_styles[0].id
    await worked.do(ev.SettingChanged("photo_through", 0.25))
    await stored(worked)
    await worked.until(lambda: "stray" not in worked.store.values)
    assert mine in worked.store.values


async def test_forget_leaves_nothing(worked):
    await worked.do(ev.KeepingChosen(True), ev.StyleSelected("red"), ev.FavouritePressed())
    await stored(worked)
    assert worked.page.remembered["styles"] and worked.page.remembered["settings"]
    await worked.do(ev.ForgetPressed())
    await worked.until(lambda: not worked.store.values)
    await worked.do(ev.MessageDismissed())
    assert worked.store.values == {} and not worked.store.kept
    assert worked.page.remembered["styles"] == worked.page.remembered["settings"] == ""
    assert labels(worked) == [] and worked.page.view["content"] is not None
    assert not worked.page.view["keeps_work"] and not worked.page.wall["can_forget"]


async def test_what_is_being_saved_is_forgotten_as_well(bench):
    await bench.do(photo(), ev.KeepingChosen(True), ev.StyleSelected("red"))
    await stored(bench)
    saving, held, saved = asyncio.Event(), asyncio.Event(), asyncio.Event()
    plain = bench.store.keep_only

    async def slowly(keys):
        if keys:
            saving.set()
            await held.wait()
            saved.set()
        await plain(keys)

    bench.store.keep_only = slowly
    bench.app.post(ev.SettingChanged("photo_through", 0.25))
    await saving.wait()
    bench.app.post(ev.ForgetPressed())
    await bench.until(lambda: not bench.page.view["keeps_work"])
    held.set()
    await saved.wait()
    await bench.do(ev.MessageDismissed())  # whatever was being saved is through by then
    await bench.until(lambda: not bench.store.values and bench.page.remembered["settings"] == "")


async def test_that_all_is_forgotten_is_said_once_it_is(worked):
    await worked.do(ev.KeepingChosen(True), ev.StyleSelected("red"), ev.MessageDismissed())
    await stored(worked)
    held, reached = asyncio.Event(), asyncio.Event()
    plain = worked.store.keep

    async def slowly(keep):
        reached.set()
        await held.wait()
        return await plain(keep)

    worked.store.keep = slowly
    worked.app.post(ev.ForgetPressed())
    await reached.wait()
    assert worked.told() is None, "a reload now would still find some of it"
    held.set()
    await worked.until(lambda: worked.told() is not None)
    assert "All is forgotten" in worked.said()
    assert not worked.store.values and worked.page.remembered["styles"] == worked.page.remembered["settings"] == ""


async def test_a_painting_that_is_being_stored_is_not_let_go_meanwhile(bench):
    """The store has it, and Python does not know that yet, when what is kept is named anew, and once more."""
    await bench.do(photo(), ev.KeepingChosen(True), ev.StyleSelected("red"))
    await stored(bench)
    paintings, held = set(bench.store.values), asyncio.Event()
    plain = bench.store.put

    async def answered_late(key, data):
        room = await plain(key, data)
        if key != visits.RECORD:
            await held.wait()
        return room

    bench.store.put = answered_late
    await bench.do(ev.SettingChanged("output_size", 256))
    bench.app.post(ev.StylizePressed())
    await bench.until(lambda: bench.store.values.keys() - paintings)
    for share in (0.25, 0.5, 0.75):
        bench.app.post(ev.SettingChanged("photo_through", share))
        text = f'"photo_through": {share}'.encode()
        await bench.until(lambda text=text: text in bench.store.values["visit"])
    await asyncio.sleep(0.01)
    held.set()
    await stored(bench)
    assert bench.app.state.history
    assert {each.key for each in bench.app.state.history} <= bench.store.values.keys()


async def test_a_browser_that_keeps_nothing_says_so(running):
    bench = await running(store=FakeStore(refuses=True))
    await bench.do(photo(), ev.KeepingChosen(True))
    await bench.until(lambda: bench.told() is not None)
    assert "keeps nothing" in bench.said() and not bench.page.view["keeps_work"]


async def test_a_storage_that_is_full_is_told_once_and_work_goes_on(running):
    bench = await running(store=FakeStore(room=100))
    await bench.do(photo(), ev.StyleSelected("red"), ev.SettingChanged("output_size", 256))
    await bench.until(lambda: bench.told() is not None)
    assert "no more room" in bench.said()
    await bench.do(ev.StylizePressed())
    assert bench.page.view["result"] and "no more room" not in bench.said()


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
