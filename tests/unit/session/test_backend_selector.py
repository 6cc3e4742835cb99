"""Trials, verdicts, the user's choice and lost devices, with fake runtimes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from impasto.backends.rules import Adapter, Memory, Survey, Trial, Verdict
from impasto.errors import FileUnreached
from impasto.painting.steps import CancelToken
from impasto.session import backend_trials
from impasto.session.jobs import JobQueue, Priority
from impasto.studio import events as ev
from tests.unit.fakes.runtime import FakeRuntime
from tests.unit.session.selecting import FAST, HARDWARE, SLOW, Bench

SOFTWARE = Survey(Adapter("google swiftshader", fallback=True), Adapter("SwiftShader"))


pytestmark = pytest.mark.usefixtures("timed_answer")


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


async def test_a_device_that_is_lost_once_in_its_trial_is_tried_again():
    losing = FakeRuntime("webgpu", FAST)
    losing.dying = 1
    bench = Bench(webgpu=losing)
    assert await bench.selector.settle()
    assert bench.running == "webgpu"


async def test_files_that_cannot_be_had_leave_no_verdict(monkeypatch):
    """On the next visit the line may be well."""
    bench = Bench()

    async def load(*_: Any) -> None:
        raise FileUnreached("site-file-unreachable", file="brush-encoder.onnx")

    monkeypatch.setattr(bench.backends.runtimes["webgpu"], "load", load)
    assert await bench.selector.settle()
    assert bench.running == "wasm" and bench.memory.verdict is None and bench.refusals == []
    assert bench.backends.runtimes["webgpu"].closed


async def test_a_processor_that_fails_says_nothing_of_what_is_tried():
    bench = Bench()
    bench.first.broken["brush-encoder.onnx"] = "no memory"
    assert await bench.selector.settle()
    assert bench.running == "wasm" and bench.memory.verdict is None
    assert bench.backends.runtimes["webgpu"].closed


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
