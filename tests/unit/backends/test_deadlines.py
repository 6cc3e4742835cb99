"""Runs that never answer are given up, by what such runs took before."""

import asyncio

import pytest

from impasto.backends import deadlines
from impasto.backends.deadlines import SHORTEST, TIMES, UNKNOWN, Deadlines, in_time


@pytest.fixture(autouse=True)
def short_slices(monkeypatch):
    monkeypatch.setattr(deadlines, "SLICE", 0.01)


def test_a_run_may_take_many_times_as_long_as_the_slowest_for_its_size():
    known = Deadlines()
    assert known.seconds("brush.onnx", 1000) == UNKNOWN
    known.note("brush.onnx", 1000, 10.0)
    known.note("brush.onnx", 1000, 0.1)
    assert known.seconds("brush.onnx", 4000) == pytest.approx(TIMES * 40.0)
    assert known.seconds("brush.onnx", 10) == SHORTEST
    assert known.seconds("seer.onnx", 1000) == UNKNOWN


async def test_what_answers_in_time_is_returned_and_what_it_raises_raised():
    async def broken() -> None:
        raise ValueError

    given_up: list[bool] = []
    assert await in_time(asyncio.sleep(0.03, "there"), 60.0, lambda: given_up.append(True)) == "there"
    with pytest.raises(ValueError):
        await in_time(broken(), 60.0, lambda: given_up.append(True))
    assert given_up == []


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
