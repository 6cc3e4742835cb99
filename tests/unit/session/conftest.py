import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import numpy as np
import pytest

from impasto.backends import trial
from impasto.painting import exploring
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.runtime import FakeRuntime
from tests.unit.session.workbench import Workbench


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
def directions(monkeypatch) -> None:
    """Let the directions in which styles are taken further be those of the fake: red, green and blue."""
    steps = np.zeros((6, 100))
    steps[:3, :3] = np.eye(3) * 0.2
    monkeypatch.setattr(exploring, "_space", lambda _: exploring._Space(np.full(100, 0.25), steps))
