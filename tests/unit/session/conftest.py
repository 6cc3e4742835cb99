import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import numpy as np
import pytest

from impasto.backends import trial
from impasto.backends.failover import FailoverRuntime
from impasto.painting import exploring
from impasto.painting.maskedits import Stroke
from impasto.session import visits
from impasto.studio import events as ev
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.runtime import FakeRuntime
from tests.unit.session.selecting import SLOW
from tests.unit.session.visiting import OWN
from tests.unit.session.workbench import Workbench, photo, png


@pytest.fixture
async def running() -> AsyncIterator[Callable[..., Awaitable[Workbench]]]:
    """Return a function that opens the page once more, as another visit."""
    visits = []

    async def start(**options: Any) -> Workbench:
        bench = Workbench(**options)
        visits.append(asyncio.ensure_future(bench.app.run()))
        await bench.until(lambda: bench.page.view["phase"] == "ready")
        return bench

    yield start
    for visit in visits:
        visit.cancel()
        with pytest.raises(asyncio.CancelledError):
            await visit


@pytest.fixture
async def bench() -> AsyncIterator[Workbench]:
    bench = Workbench()
    running = asyncio.ensure_future(bench.app.run())
    await bench.until(lambda: bench.page.view["phase"] == "ready")
    yield bench
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


@pytest.fixture
async def answer(monkeypatch) -> None:
    """Let the stored answer of a backend's trial be what the fakes paint."""
    painted = await trial.painted(FakeRuntime(), CATALOGUE)
    monkeypatch.setattr(trial, "answer", lambda: painted)


@pytest.fixture
def timed_answer(answer, monkeypatch) -> None:
    """Let the fakes take as long at a backend's trial as they are told to."""

    async def seconds(runtime: FakeRuntime | FailoverRuntime, _: Any) -> float:
        await trial.painted(runtime, CATALOGUE)
        fake = runtime.current if isinstance(runtime, FailoverRuntime) else runtime
        return fake.seconds or SLOW

    monkeypatch.setattr(trial, "seconds", seconds)


@pytest.fixture
def directions(monkeypatch) -> None:
    """Let the directions in which styles are taken further be those of the fake: red, green and blue."""
    steps = np.zeros((6, 100))
    steps[:3, :3] = np.eye(3) * 0.2
    monkeypatch.setattr(exploring, "_space", lambda _: exploring._Space(np.full(100, 0.25), steps))


@pytest.fixture
def short_pauses(monkeypatch) -> None:
    """Let what changes of a visit be stored soon."""
    monkeypatch.setattr(visits, "DELAY", 0.001)


@pytest.fixture
async def worked(bench) -> Workbench:
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
