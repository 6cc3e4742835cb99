"""A runtime that is lost or hangs begins anew once; then graphics hardware gives way, and the processor has failed."""

import asyncio
from typing import Any

import numpy as np
import pytest

from impasto.backends import deadlines
from impasto.backends.failover import FailoverRuntime
from impasto.errors import RuntimeFailed, RuntimeLost
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.runtime import FakeRuntime

STYLE = CATALOGUE.style_network("seer").style
PICTURE = {"picture": np.zeros((1, 8, 8, 3), np.uint8)}


class Failover:
    """A ``FailoverRuntime`` that has the processor to go on with."""

    def __init__(self, runtime: FakeRuntime) -> None:
        self.failures: list[RuntimeFailed] = []
        self.runtime = FailoverRuntime(runtime, self._failed)

    def _failed(self, error: RuntimeFailed) -> None:
        self.failures.append(error)
        self.runtime.use(FakeRuntime("wasm"))


async def outcomes(failover: Failover, tries: int) -> list[type[Exception] | None]:
    found: list[type[Exception] | None] = []
    for _ in range(tries):
        try:
            await failover.runtime.run(STYLE, PICTURE)
            found.append(None)
        except RuntimeFailed as error:
            found.append(type(error))
    return found


async def test_the_processor_is_lost_once_and_then_has_failed_and_may_be_tried_again():
    runtime = FakeRuntime("wasm")
    runtime.dying = 3
    failover = Failover(runtime)
    assert await outcomes(failover, 4) == [RuntimeLost, RuntimeFailed, RuntimeLost, None]
    assert failover.failures == [] and failover.runtime.current is runtime


async def test_graphics_hardware_is_lost_once_and_then_gives_way():
    runtime = FakeRuntime("webgpu")
    runtime.dying = 9
    failover = Failover(runtime)
    assert await outcomes(failover, 3) == [RuntimeLost, RuntimeLost, None]
    assert len(failover.failures) == 1 and failover.runtime.describe().backend == "wasm"


async def test_what_has_painted_in_between_is_lost_for_the_first_time_again():
    runtime = FakeRuntime("wasm")
    failover = Failover(runtime)
    for _ in range(3):
        runtime.dying = 1
        assert await outcomes(failover, 2) == [RuntimeLost, None]


@pytest.mark.parametrize(("backend", "then"), [("wasm", RuntimeFailed), ("webgl", RuntimeLost)])
async def test_a_run_that_hangs_is_ended(monkeypatch, backend, then):
    monkeypatch.setattr(deadlines, "SLICE", 0.01)
    monkeypatch.setattr(deadlines, "SHORTEST", 0.02)
    monkeypatch.setattr(deadlines, "SHORTEST_ON_GRAPHICS", 0.02)
    runtime = FakeRuntime(backend)
    runtime.gate.clear()
    failover = Failover(runtime)
    assert await outcomes(failover, 2) == [RuntimeLost, then]
    assert runtime.calls.count(("interrupt", "")) == 2
    runtime.gate.set()
    assert await outcomes(failover, 1) == [None]


async def test_two_runs_that_are_lost_together_are_one_loss():
    runtime = FakeRuntime("wasm")
    runtime.dying = 2
    failover = Failover(runtime)
    runs = (failover.runtime.run(STYLE, PICTURE) for _ in range(2))
    lost = await asyncio.gather(*runs, return_exceptions=True)
    assert [type(error) for error in lost] == [RuntimeLost, RuntimeLost]
    assert await outcomes(failover, 1) == [None]


@pytest.mark.parametrize(("losses", "backend"), [(1, "webgpu"), (2, "wasm")])
async def test_graphics_hardware_that_is_lost_while_it_loads_begins_anew_once_and_then_gives_way(
    monkeypatch, losses, backend
):
    runtime = FakeRuntime("webgpu")
    plain, left = runtime.load, losses

    async def load(*options: Any) -> None:
        nonlocal left
        left -= 1
        if left >= 0:
            raise RuntimeLost("graphics-lost")
        await plain(*options)

    monkeypatch.setattr(runtime, "load", load)
    failover = Failover(runtime)
    await failover.runtime.load(STYLE)
    assert failover.runtime.describe().backend == backend and len(failover.failures) == losses - 1
