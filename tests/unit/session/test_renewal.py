"""A Python whose memory has grown hands over to a fresh one: when nothing is going on, and nothing is lost."""

import asyncio

import numpy as np
import pytest

from impasto.session import renewal, settling
from impasto.session.app import App
from impasto.session.renewal import GROWN, is_due
from impasto.session.surroundings import Surroundings
from impasto.studio import events as ev
from impasto.studio.repainting import UNDO_DEPTH
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.page import FakePage
from tests.unit.fakes.runtime import FakeBackends, FakeRuntime
from tests.unit.fakes.storage import FakeStore
from tests.unit.session.workbench import PRESETS, Workbench, photo, png


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch):
    monkeypatch.setattr(renewal, "QUIET_SECONDS", 0.01)
    monkeypatch.setattr(settling, "QUIET_SECONDS", 0.0)


async def settled(bench: Workbench) -> None:
    await bench.until(lambda: bench.page.view["phase"] == "ready" and bench.app.state.backend_reason is not None)


def test_a_fresh_start_is_due_for_what_nothing_needs():
    assert not is_due(GROWN, at_start=0, known=0)
    assert is_due(GROWN + 2, at_start=1, known=0)
    assert not is_due(GROWN + 2, at_start=1, known=1), "what is known is taken along, and is there twice meanwhile"


async def test_it_is_asked_for_once_the_memory_has_grown_and_nothing_is_going_on(bench):
    await settled(bench)
    bench.runtime.gate.clear()
    for event in (photo(), ev.StyleSelected("red"), ev.StylizePressed()):
        bench.app.post(event)
    await bench.until(lambda: bench.app.state.job is not None)
    bench.page.held = 2 * GROWN
    assert bench.app.knowledge() is None
    await asyncio.sleep(0.05)
    assert bench.page.renewals == 0, "it paints"
    bench.runtime.gate.set()
    await bench.until(lambda: bench.page.renewals > 0)
    bench.app.post(ev.UndoPressed())
    assert bench.app.knowledge() is None, "that has not been done yet"


async def test_it_is_not_asked_for_as_long_as_the_memory_is_small(bench):
    await settled(bench)
    bench.page.held = GROWN
    await asyncio.sleep(0.05)
    assert bench.page.renewals == 0


async def test_nothing_is_lost(bench):
    await settled(bench)
    await bench.do(photo("cat.png"), ev.StyleFilesChosen((ev.File("mine.png", png((0, 200, 0))),)), ev.StylizePressed())
    await bench.do(ev.SettingChanged("strength", 0.5))
    await bench.do(photo("dog.png", (20, 30, 40)), ev.StylizePressed())
    await bench.do(ev.MaskFileChosen(ev.File("mask.png", png((255, 255, 255)))))
    await bench.until(lambda: bench.app.knowledge() is not None)  # once its paintings are stored
    knowledge = bench.app.knowledge()
    assert knowledge is not None
    fresh = FakePage()
    given = Surroundings(
        catalogue=CATALOGUE,
        presets=PRESETS,
        preset_urls={},
        examples=[],
        runtime=FakeRuntime("wasm"),
        backends=FakeBackends(None),
        page=fresh,
        store=FakeStore(),
    )
    app = App(given, knowledge)
    running = asyncio.ensure_future(app.run())
    await bench.until(lambda: bool(fresh.views))
    before, after = dict(bench.page.view), dict(fresh.view)
    details = before.pop("details"), after.pop("details")
    assert (before.pop("heard"), after.pop("heard")) == (7, 0), "each Python counts the events that it was told of"
    assert after == before and all(details)
    assert fresh.choices == bench.page.choices
    await bench.until(lambda: bool(app.state.fetched))
    app.post(ev.DownloadPressed())
    await bench.until(lambda: bool(fresh.offered))
    bench.app.post(ev.DownloadPressed())
    await bench.until(lambda: bool(bench.page.offered))
    assert fresh.offered == bench.page.offered
    before = bench.app.state.jobs
    for each in (app, bench.app):  # the mask is still there to be painted with
        each.post(ev.SettingChanged("photo_through", 0.25))
    await bench.until(lambda: app.state.jobs > before and app.state.job is None and bench.app.state.job is None)
    assert app.state.message is None
    np.testing.assert_array_equal(fresh.pixels["result"], bench.page.pixels["result"])
    while app.state.past:  # through the second photo to the first
        left = len(app.state.past)
        app.post(ev.UndoPressed())
        await bench.until(lambda left=left: len(app.state.past) < left)
    await bench.until(lambda: "photo" in fresh.pixels)
    assert {style.name for style in app.state.shelf} >= {"Red", "Bare"}
    running.cancel()
    assert np.all(fresh.pixels["photo"] == 100)


async def test_what_is_out_of_reach_is_let_go_of_and_nothing_else(bench, directions):
    def own(name: str, colour: tuple[int, int, int]) -> ev.StyleFilesChosen:
        return ev.StyleFilesChosen((ev.File(f"{name}.png", png(colour, 256, 256)),))

    def kept() -> set[str]:
        return set(bench.app._shop.sources.all[1])

    await settled(bench)
    await bench.do(photo(), own("far", (1, 2, 3)))
    (far,) = bench.app.state.settings.own_styles
    await bench.do(ev.StyleRemoved(far.id), ev.StyleSelected("bare"), own("base", (0, 200, 0)))
    base = bench.app.state.settings.own_styles[-1]
    await bench.do(ev.StyleExplored("light", 1.0), ev.StyleRemoved(base.id))
    await bench.do(ev.MaskFileChosen(ev.File("mask.png", png((255, 255, 255)))))
    await bench.do(ev.MaskCleared(), own("own", (9, 9, 9)))
    await bench.do(ev.SettingChanged("strength", 0.5))
    await asyncio.sleep(0.05)
    assert {far.id, base.id} < kept() and bench.app._shop.sources.all[2], "undo leads there"
    for step in range(1, UNDO_DEPTH + 2):
        await bench.do(ev.SettingChanged("photo_through", step / 100))
    await bench.until(lambda: far.id not in kept())
    (explored, last) = bench.app.state.settings.own_styles
    assert explored.name.startswith("base")
    await bench.until(lambda: kept() == {"bare", base.id, last.id} and not bench.app._shop.sources.all[2])
    await bench.do(ev.SettingChanged("strength", 0.75))
    assert bench.told() is None
