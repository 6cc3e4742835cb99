"""Runs that never answer are given up, by what such runs took before."""

import asyncio
from types import SimpleNamespace

import pytest

from impasto.backends import deadlines
from impasto.backends.deadlines import SHORTEST, SHORTEST_ON_GRAPHICS, TIMES, Deadlines, in_time


@pytest.fixture(autouse=True)
def short_slices(monkeypatch):
    monkeypatch.setattr(deadlines, "SLICE", 0.01)


def test_a_run_may_take_many_times_as_long_as_the_slowest_for_its_size():
    known = Deadlines("wasm")
    known.note("brush.onnx", 1000, 10.0)
    known.note("brush.onnx", 1000, 0.1)
    assert known.seconds("brush.onnx", 4000) == pytest.approx(TIMES * 40.0)
    assert known.seconds("brush.onnx", 10) == SHORTEST


def test_a_graph_that_has_not_run_goes_by_the_slowest_that_has():
    known = Deadlines("wasm")
    known.note("brush.onnx", 1000, 1.0)
    known.note("seer.onnx", 1000, 10.0)
    assert known.seconds("wide.onnx", 4000) == known.seconds("seer.onnx", 4000) > known.seconds("brush.onnx", 4000)


def test_where_nothing_has_run_yet_a_hanging_small_picture_is_told_within_half_a_minute():
    assert Deadlines("wasm").seconds("seer.onnx", 3 * 256 * 256) < SHORTEST + 5
    assert Deadlines("webgpu").seconds("seer.onnx", 3 * 256 * 256) > SHORTEST_ON_GRAPHICS > SHORTEST


LAPTOP = {
    "style-mobilenet-v2": 0.1,
    "style-inception-v3": 0.74,
    "transformer-lite-encoder": 0.045,
    "transformer-lite-decoder": 0.035,
    "transformer-conv-encoder": 0.25,
    "transformer-conv-decoder": 0.08,
}
"""Seconds a megabyte, on one thread."""

FEEDS = {
    "style": 3 * 256 * 256 / 1e6,
    "encoder": 3 * 2048 * 2048 / 1e6,
    "lite-decoder": 32 * 512 * 512 * 4 / 1e6,
    "conv-decoder": 128 * 512 * 512 * 4 / 1e6,
}
"""Megabytes, of a painting of 2048 pixels."""


@pytest.mark.parametrize("slower", [1, 20])
@pytest.mark.parametrize("before", [None, *LAPTOP])
@pytest.mark.parametrize("graph", LAPTOP)
def test_no_first_run_of_a_large_picture_is_given_up_on_a_slow_phone(slower, before, graph):
    known = Deadlines("wasm")
    if before:
        known.note(before, 1_000_000, LAPTOP[before] * slower)
    (megabytes,) = (value for kind, value in FEEDS.items() if kind in graph)
    assert known.seconds(graph, round(megabytes * 1e6)) > 1.5 * LAPTOP[graph] * slower * megabytes


async def test_what_answers_in_time_is_returned_and_what_it_raises_raised():
    async def broken() -> None:
        raise ValueError

    given_up: list[bool] = []
    found, seconds = await in_time(asyncio.sleep(0.03, "there"), 60.0, lambda: given_up.append(True))
    assert found == "there" and seconds >= deadlines.SLICE
    with pytest.raises(ValueError):
        await in_time(broken(), 60.0, lambda: given_up.append(True))
    assert given_up == []


async def test_the_time_for_which_a_device_sleeps_is_not_counted(monkeypatch):
    clock = iter((0.0, 3600.0, 3600.0, 3600.004))
    monkeypatch.setattr(deadlines, "time", SimpleNamespace(perf_counter=lambda: next(clock)))
    found, seconds = await in_time(asyncio.sleep(0.015, "there"), 0.02, lambda: None)
    assert found == "there" and seconds == pytest.approx(0.014)


async def test_what_hangs_is_given_up():
    never = asyncio.get_running_loop().create_future()
    with pytest.raises(TimeoutError):
        await in_time(never, 0.03, lambda: never.set_exception(ValueError()))
    deaf = asyncio.get_running_loop().create_future()
    with pytest.raises(TimeoutError):
        await in_time(deaf, 0.03, lambda: None)
    assert deaf.cancelled()


async def test_work_ends_with_whoever_waits_for_it():
    never = asyncio.get_running_loop().create_future()
    waiting = asyncio.ensure_future(in_time(never, 60.0, lambda: None))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert never.cancelled()
