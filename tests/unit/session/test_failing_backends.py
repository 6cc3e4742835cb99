"""Graphics hardware that is not ready, cannot load or run something, or is lost: what paints then, and what is told."""

import asyncio
from typing import Any

import pytest

from impasto.backends.rules import Memory, Survey
from impasto.errors import Cancelled, RuntimeFailed, RuntimeLost
from impasto.session import backend_selector
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.runtime import FakeRuntime
from tests.unit.session.selecting import ENCODER, FAST, HARDWARE, PICTURE, Bench

pytestmark = pytest.mark.usefixtures("timed_answer")


async def test_graphics_hardware_that_is_not_ready_in_time_gives_way_at_the_start(monkeypatch):
    monkeypatch.setattr(backend_selector, "START_PATIENCE", 0.01)
    graphics = FakeRuntime("webgpu", FAST)

    async def load(*_: Any) -> None:
        while not graphics.closed:
            await asyncio.sleep(0.001)
        raise Cancelled("running-cancelled")

    monkeypatch.setattr(graphics, "load", load)
    bench = Bench(memory=Memory("webgpu"), first=graphics)
    await bench.selector.begin()
    assert bench.running == "wasm" and bench.refusals[0][-1] == "graphics-not-ready-in-time"


async def test_what_takes_the_place_of_graphics_hardware_has_as_long_as_it_takes(monkeypatch):
    monkeypatch.setattr(backend_selector, "START_PATIENCE", 0.01)
    graphics, processor = FakeRuntime("webgpu", FAST), FakeRuntime("wasm")
    graphics.broken["brush-encoder.onnx"] = "no adapter"

    async def load(*_: Any) -> None:
        await asyncio.sleep(0.05)

    monkeypatch.setattr(processor, "load", load)
    bench = Bench(memory=Memory("webgpu"), first=graphics, wasm=processor)
    await bench.selector.begin()
    assert bench.selector.runtime.current is processor and not processor.closed and len(bench.refusals) == 1


async def test_a_survey_that_fails_leaves_everything_as_it_is(monkeypatch):
    bench = Bench()

    async def survey() -> Survey:
        raise RuntimeFailed("webgl-not-numbers")

    monkeypatch.setattr(bench.backends, "survey", survey)
    assert await bench.selector.settle() and bench.running == "wasm" and bench.backends.started == []


async def test_a_lost_device_is_begun_anew_once_and_then_given_up():
    graphics = FakeRuntime("webgpu", FAST)
    bench = Bench(memory=Memory("webgpu"), first=graphics)
    graphics.dying = 1
    with pytest.raises(RuntimeLost):
        await bench.selector.runtime.run_on_device(ENCODER, PICTURE)
    assert bench.running == "webgpu" and bench.refusals == [], "a device that comes back is nobody's business"
    assert (await bench.selector.runtime.run_on_device(ENCODER, PICTURE)).alive
    await bench.selector.runtime.run(CATALOGUE.style_network("seer").style, PICTURE)
    graphics.dying = 2
    for _ in range(2):
        with pytest.raises(RuntimeLost):
            await bench.selector.runtime.run_on_device(ENCODER, PICTURE)
    assert bench.running == "wasm" and graphics.closed
    assert bench.refusals[0][:2] == ["backend-stopped", "backend-name-webgpu"]
    assert bench.memory.choice == "webgpu", "on the next visit it may be well again"


async def test_a_graph_that_graphics_hardware_cannot_run_is_run_by_the_processor():
    graphics = FakeRuntime("webgl", FAST)
    bench = Bench(Survey(webgl=HARDWARE.webgl), Memory("webgl"), first=graphics)
    graphics.broken["brush-encoder.onnx"] = "the texture is too large"
    with pytest.raises(RuntimeLost):
        await bench.selector.runtime.run_on_device(ENCODER, PICTURE)
    assert bench.running == "wasm" and bench.refusals[0][0] == "backend-stopped"
    await bench.selector.runtime.run_on_device(ENCODER, PICTURE)
    await bench.selector.settle()
    assert bench.running == "wasm" and bench.backends.started == ["wasm"], "it is not tried again on this visit"
    await bench.selector.choose("webgl")
    assert bench.running == "webgl", "but for the user's word"


async def test_graphics_hardware_that_cannot_even_load_gives_way_at_the_start():
    graphics = FakeRuntime("webgpu", FAST)
    graphics.broken["brush-encoder.onnx"] = "no adapter"
    bench = Bench(memory=Memory("webgpu"), first=graphics)
    await bench.selector.runtime.load(ENCODER)
    assert bench.running == "wasm"


async def test_the_processors_own_failures_are_told_as_they_are():
    bench = Bench()
    bench.first.broken["brush-encoder.onnx"] = "damaged"
    with pytest.raises(RuntimeFailed, match="damaged") as caught:
        await bench.selector.runtime.load(ENCODER)
    assert not isinstance(caught.value, RuntimeLost) and bench.running == "wasm"


async def test_interrupting_reaches_what_runs():
    bench = Bench()
    bench.first.gate.clear()
    running = asyncio.ensure_future(bench.selector.runtime.run_on_device(ENCODER, PICTURE))
    while not bench.first.runs():
        await asyncio.sleep(0)
    bench.selector.runtime.interrupt()
    with pytest.raises(Cancelled):
        await running
