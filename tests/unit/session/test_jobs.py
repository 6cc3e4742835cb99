"""The queue: what comes first, what gives way, and what a cancelled job does."""

import asyncio

import pytest

from impasto.errors import Cancelled
from impasto.painting.steps import CancelToken
from impasto.session.jobs import JobQueue, Priority


class Log:
    """Work that notes when it runs, and waits at a gate until it is let through."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()

    def work(self, name: str):
        async def run(token: CancelToken) -> str:
            self.ran.append(name)
            await self.gate.wait()
            token.check()
            return name

        return run


@pytest.fixture
async def log() -> Log:
    return Log()


async def test_a_job_returns_what_its_work_returns(log):
    assert await JobQueue().submit(Priority.AWAITED, log.work("a")).result() == "a"


async def test_one_job_runs_at_a_time_and_the_most_urgent_is_next(log):
    queue = JobQueue()
    log.gate.clear()
    jobs = [
        queue.submit(priority, log.work(name))
        for name, priority in [
            ("first", Priority.AWAITED),
            ("upkeep", Priority.UPKEEP),
            ("second", Priority.AWAITED),
            ("preview", Priority.PREVIEW),
        ]
    ]
    await asyncio.sleep(0)
    assert log.ran == ["first"]
    log.gate.set()
    await asyncio.gather(*(job.result() for job in jobs))
    assert log.ran == ["first", "preview", "second", "upkeep"]


async def test_what_is_wanted_cancels_what_is_computed_ahead(log):
    queue = JobQueue()
    log.gate.clear()
    running = queue.submit(Priority.AHEAD, log.work("running"))
    waiting = queue.submit(Priority.AHEAD, log.work("waiting"))
    beside = queue.beside(log.work("beside"))
    await asyncio.sleep(0)
    wanted = queue.submit(Priority.AWAITED, log.work("wanted"))
    assert running.token.cancelled and beside.token.cancelled
    with pytest.raises(Cancelled):
        await waiting.result()
    log.gate.set()
    assert await wanted.result() == "wanted"
    for job in (running, beside):
        with pytest.raises(Cancelled):
            await job.result()
    assert log.ran == ["running", "beside", "wanted"]


async def test_upkeep_cancels_nothing(log):
    queue = JobQueue()
    ahead = queue.submit(Priority.AHEAD, log.work("ahead"))
    await queue.submit(Priority.UPKEEP, log.work("upkeep")).result()
    assert await ahead.result() == "ahead"


async def test_a_job_that_waits_is_cancelled_at_once_and_never_runs(log):
    queue = JobQueue()
    log.gate.clear()
    first, second = (queue.submit(Priority.AWAITED, log.work(name)) for name in ("first", "second"))
    second.cancel()
    with pytest.raises(Cancelled):
        await second.result()
    log.gate.set()
    await first.result()
    assert log.ran == ["first"]


async def test_what_waits_for_a_cancelled_job_can_be_ended_at_once():
    queue, closed = JobQueue(), asyncio.Event()

    async def work(token: CancelToken) -> None:
        token.when_cancelled(closed.set)
        await closed.wait()
        token.check()

    job = queue.beside(work)
    await asyncio.sleep(0)
    job.cancel()
    with pytest.raises(Cancelled):
        await job.result()


async def test_a_job_that_fails_is_told_and_the_next_one_runs(log):
    queue = JobQueue()

    async def fail(_: CancelToken) -> None:
        raise ZeroDivisionError

    failing, next_ = queue.submit(Priority.AWAITED, fail), queue.submit(Priority.AWAITED, log.work("next"))
    with pytest.raises(ZeroDivisionError):
        await failing.result()
    assert await next_.result() == "next"


async def test_whoever_waits_for_a_job_may_go_without_ending_it(log):
    queue = JobQueue()
    log.gate.clear()
    job = queue.submit(Priority.AWAITED, log.work("a"))
    waiting = asyncio.ensure_future(job.result())
    await asyncio.sleep(0)
    waiting.cancel()
    log.gate.set()
    assert await job.result() == "a"


async def test_closing_ends_what_runs(log):
    queue = JobQueue()
    log.gate.clear()
    job = queue.submit(Priority.AWAITED, log.work("a"))
    await asyncio.sleep(0)
    queue.close()
    with pytest.raises(asyncio.CancelledError):
        await job.result()
