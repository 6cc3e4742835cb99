"""Trials, verdicts, the user's choice and lost devices, with fake runtimes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import numpy as np
import pytest

from impasto.backends import trial
from impasto.backends.rules import Adapter, Memory, Survey, Trial, Verdict
from impasto.errors import Cancelled, RuntimeFailed, RuntimeLost
from impasto.painting.steps import CancelToken
from impasto.session import backend_selector, backend_trials
from impasto.session.backend_selector import BackendSelector
from impasto.session.jobs import JobQueue, Priority
from impasto.studio import events as ev
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.runtime import FakeBackends, FakeRuntime
from tests.unit.keys import keys

HARDWARE = Survey(Adapter("nvidia ampere"), Adapter("ANGLE (NVIDIA)"))
SOFTWARE = Survey(Adapter("google swiftshader", fallback=True), Adapter("SwiftShader"))
SLOW, FAST = 0.003, 0.001
ENCODER = CATALOGUE.transformer("brush").encoder
PICTURE = {"picture": np.zeros((1, 8, 8, 3), np.uint8)}


@pytest.fixture(autouse=True)
async def the_answer(monkeypatch) -> None:
    answer = await trial.painted(FakeRuntime(), CATALOGUE)
    monkeypatch.setattr(trial, "answer", lambda: answer)

    async def seconds(runtime: FakeRuntime, _: Any) -> float:
        await trial.painted(runtime, CATALOGUE)
        return runtime.seconds or SLOW

    monkeypatch.setattr(trial, "seconds", seconds)


class Bench:
    def __init__(self, survey: Survey = HARDWARE, memory: Memory | None = None, **runtimes: FakeRuntime) -> None:
        memory = memory or Memory()
        self.first = runtimes.pop("first", None) or FakeRuntime(memory.start, SLOW)
        self.backends = FakeBackends(
            survey, **{"webgpu": FakeRuntime("webgpu", FAST), "webgl": FakeRuntime("webgl", FAST)} | runtimes
        )
        self.told: list[Any] = []
        self.memory = memory
        self.queue = JobQueue()
        self.selector = BackendSelector(
            self.first, self.backends, CATALOGUE, memory, "1", self.told.append, self.remember, self.queue
        )

    def remember(self, text: str) -> None:
        self.memory = Memory.from_json(text)

    @property
    def running(self) -> str:
        return self.selector.runtime.describe().backend

    @property
    def reason(self) -> list[str]:
        """Return the keys of what is told of why this backend runs."""
        return keys(next(event.reason for event in reversed(self.told) if isinstance(event, ev.BackendRuns)))

    @property
    def refusals(self) -> list[list[str]]:
        """Return the keys of what is told of backends that will not do."""
        return [keys(event.text) for event in self.told if isinstance(event, ev.BackendRefused)]


async def nothing(token: CancelToken) -> None:
    """Stand for a picture that the user wants."""


@asynccontextmanager
async def painting(queue: JobQueue) -> AsyncIterator[None]:
    """Let something be painted meanwhile."""
    done = asyncio.Event()
    job = queue.submit(Priority.AWAITED, lambda _: done.wait())
    yield
    done.set()
    await job.result()


def machine(survey: Survey = HARDWARE) -> str:
    return survey.machine("onnxruntime 0", "Impasto 1")


async def test_the_first_that_is_right_and_faster_is_taken_and_remembered():
    fast = FakeRuntime("webgpu", FAST)
    bench = Bench(webgpu=fast)
    assert await bench.selector.settle()
    assert bench.running == "webgpu" and bench.selector.runtime.current is fast and bench.first.closed
    assert bench.backends.started == ["webgpu"], "WebGL is not tried where WebGPU wins"
    assert bench.memory.start == "webgpu" and bench.memory.verdict.machine == machine()
    assert bench.reason == ["runs-because", "backend-faster", "backend-name-webgpu"]
    assert ev.BackendsSeen(("webgpu", "webgl", "wasm")) in bench.told


async def test_a_wrong_picture_is_refused_and_the_next_is_tried():
    wrong = FakeRuntime("webgpu", FAST)
    wrong.error = 3
    bench = Bench(webgpu=wrong)
    await bench.selector.settle()
    assert bench.running == "webgl" and wrong.closed
    assert bench.memory.verdict.trials[0] == Trial("webgpu", fault="wrong")


async def test_two_levels_are_rounding():
    bench = Bench(webgpu=FakeRuntime("webgpu", FAST))
    bench.backends.runtimes["webgpu"].error = 2
    await bench.selector.settle()
    assert bench.running == "webgpu"


async def test_what_is_slower_or_fails_leaves_the_processor_at_work():
    slower, failing = FakeRuntime("webgpu", 2 * SLOW), FakeRuntime("webgl", FAST)
    failing.broken["brush-encoder.onnx"] = "no such operator"
    bench = Bench(webgpu=slower, webgl=failing)
    assert await bench.selector.settle()
    assert bench.running == "wasm" and bench.selector.runtime.current is bench.first
    assert slower.closed and failing.closed and not bench.first.closed
    assert "backend-slower" in bench.reason and "backend-fault-failed" in bench.reason
    assert bench.refusals == [], "nobody asked for it, so nobody is told"
    assert bench.memory.start == "wasm"


async def test_a_trial_that_hangs_is_given_up(monkeypatch):
    monkeypatch.setattr(backend_trials, "PATIENCE", 0.5)
    hanging = FakeRuntime("webgpu", FAST)
    hanging.gate.clear()
    bench = Bench(webgpu=hanging)
    assert await bench.selector.settle()
    assert bench.running == "webgl" and bench.memory.verdict.trials[0] == Trial("webgpu", fault="silent")


async def test_software_is_passed_over_without_being_started():
    bench = Bench(SOFTWARE)
    assert await bench.selector.settle()
    assert bench.backends.started == [] and bench.running == "wasm" and bench.reason[0] == "runs-graphics-imitated"


async def test_a_remembered_verdict_is_used_without_a_trial():
    verdict = Verdict(machine(), (Trial("webgpu", times=3.0),))
    bench = Bench(memory=Memory(verdict=verdict))
    assert bench.first.backend == "webgpu"
    await bench.selector.begin()
    await bench.selector.settle()
    assert bench.selector.runtime.current is bench.first and bench.first.runs() == [] and not bench.backends.started
    assert bench.reason == ["runs-because", "backend-faster", "backend-name-webgpu"]


@pytest.mark.parametrize("elsewhere", ["nvidia | ANGLE | onnxruntime 0 | Impasto 0", machine(SOFTWARE)])
async def test_a_verdict_of_another_machine_or_version_does_not_begin(elsewhere):
    bench = Bench(memory=Memory(verdict=Verdict(elsewhere, (Trial("webgpu", times=3.0),))))
    await bench.selector.begin()
    assert bench.running == "wasm" and bench.first.closed
    await bench.selector.settle()
    assert bench.backends.started == ["wasm", "webgpu"], "it is tried anew"


async def test_a_verdict_for_the_processor_needs_no_trial_either():
    bench = Bench(memory=Memory(verdict=Verdict(machine(), (Trial("webgpu", times=0.5), Trial("webgl", times=0.1)))))
    await bench.selector.begin()
    await bench.selector.settle()
    assert bench.running == "wasm" and bench.backends.started == []


async def test_a_painting_ends_the_trial_which_is_no_verdict():
    slow = FakeRuntime("webgpu", FAST)
    slow.gate.clear()
    bench = Bench(webgpu=slow)
    settling = asyncio.ensure_future(bench.selector.settle())
    while not slow.runs():
        await asyncio.sleep(0)
    await bench.queue.submit(Priority.AWAITED, nothing).result()
    assert await settling is False
    assert slow.closed and bench.running == "wasm" and bench.memory.verdict is None
    bench.backends.runtimes["webgpu"] = FakeRuntime("webgpu", FAST)
    assert await bench.selector.settle() and bench.running == "webgpu"


async def test_the_user_may_choose_software_if_it_is_right():
    bench = Bench(SOFTWARE)
    assert await bench.selector.choose("webgl")
    assert (
        bench.running == "webgl"
        and bench.reason == ["runs-as-chosen", "backend-name-webgl"]
        and bench.memory.choice == "webgl"
    )
    assert bench.backends.started == ["webgl"]
    await bench.selector.choose("wasm")
    assert bench.running == "wasm" and bench.memory == Memory("wasm")
    await bench.selector.choose("auto")
    assert bench.running == "wasm" and bench.memory.choice == "auto"


async def test_a_choice_that_paints_wrong_is_refused_in_words():
    wrong = FakeRuntime("webgl", FAST)
    wrong.error = 40
    bench = Bench(SOFTWARE, webgl=wrong)
    await bench.selector.choose("webgl")
    assert bench.running == "wasm" and bench.memory.choice == "auto" and wrong.closed
    assert bench.refusals == [["backend-refused", "backend-fault-wrong", "backend-name-webgl"]]


async def test_a_choice_is_taken_up_on_the_next_visit_without_a_trial():
    bench = Bench(SOFTWARE, Memory("webgl"))
    await bench.selector.begin()
    await bench.selector.settle()
    assert bench.selector.runtime.current is bench.first and bench.first.backend == "webgl"
    assert bench.backends.started == []


async def test_runtimes_are_exchanged_between_jobs_only():
    bench = Bench(SOFTWARE)
    async with painting(bench.queue):
        choosing = asyncio.ensure_future(bench.selector.choose("webgl"))
        while not any(call == "run" for call, _ in bench.backends.runtimes["webgl"].calls):
            await asyncio.sleep(0)
        await asyncio.sleep(0.02)
        assert bench.running == "wasm"
    await choosing
    assert bench.running == "webgl"


async def test_nothing_is_timed_while_something_is_painted():
    bench = Bench()
    async with painting(bench.queue):
        settling = asyncio.ensure_future(bench.selector.settle())
        await asyncio.sleep(0.05)
        assert bench.first.runs() == []
    await settling
    assert bench.running == "webgpu"


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
