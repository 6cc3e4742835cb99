"""What is kept of a visit as it goes on, where the visitor has agreed and there is room, until it is forgotten."""

import asyncio

import pytest

from impasto.session import visits
from impasto.studio import events as ev
from tests.unit.fakes.storage import FakeStore
from tests.unit.session.visiting import labels, stored
from tests.unit.session.workbench import photo

pytestmark = pytest.mark.usefixtures("short_pauses")


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


async def test_work_that_another_tab_has_forgotten_is_told_once_and_can_be_kept_again(bench):
    await bench.do(photo(), ev.KeepingChosen(True), ev.StyleSelected("red"))
    await stored(bench)
    bench.store.kept = False
    await bench.do(ev.SettingChanged("photo_through", 0.25))
    await bench.until(lambda: bench.told() is not None)
    assert "Another tab" in bench.said() and not bench.page.view["keeps_work"]
    await bench.do(ev.MessageDismissed(), ev.SettingChanged("photo_through", 0.5))
    await stored(bench)
    assert bench.told() is None
    await bench.do(ev.KeepingChosen(True))
    assert bench.store.kept and bench.page.view["keeps_work"]


async def test_what_is_no_longer_to_be_kept_was_forgotten_by_no_other_tab(bench):
    """It is saved between the wish and the answer."""
    await bench.do(photo(), ev.KeepingChosen(True), ev.StyleSelected("red"))
    await stored(bench)
    held, plain = asyncio.Event(), bench.store.keep

    async def answered_late(keep):
        done = await plain(keep)
        await held.wait()
        return done

    bench.store.keep = answered_late
    bench.app.post(ev.KeepingChosen(False))
    await bench.until(lambda: not bench.store.kept)
    bench.app.post(ev.SettingChanged("photo_through", 0.25))
    await stored(bench)
    await asyncio.sleep(0.01)
    assert bench.told() is None
    held.set()
    await bench.until(lambda: not bench.page.view["keeps_work"])
    assert bench.told() is None


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
