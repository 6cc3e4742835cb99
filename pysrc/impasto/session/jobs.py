"""The queue of what runs the networks: one job at a time, the most urgent first, each with a token to cancel it."""

import asyncio
import heapq
from collections.abc import Awaitable, Callable
from enum import IntEnum
from itertools import count
from typing import Any, Generic, TypeVar

from impasto.errors import Cancelled
from impasto.painting.steps import CancelToken

T = TypeVar("T")


class Priority(IntEnum):
    """What comes first. A preview announces the painting that is waited for, and takes a fraction of its time."""

    PREVIEW = 0
    AWAITED = 1
    UPKEEP = 2
    """Exchanging what runs the networks."""
    AHEAD = 3
    """What may be wanted later. It gives way: whatever the user wants meanwhile cancels it."""
    SHEET = 4
    """One of the many small pictures that fill in while nothing else is to be done."""
    BATCH = 5
    """One of many photos that are painted while nothing else is to be done. It gives way as what is computed ahead, and
    is begun anew afterwards: it may take long."""


class Job(Generic[T]):
    """One piece of work; ``work`` is called with the token when it is its turn."""

    def __init__(self, priority: Priority, number: int, work: Callable[[CancelToken], Awaitable[T]]) -> None:
        self.priority = priority
        self.number = number
        self.work = work
        self.token = CancelToken()
        self.running = False
        self.outcome: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self.outcome.add_done_callback(lambda outcome: outcome.cancelled() or outcome.exception())

    def __lt__(self, other: "Job[Any]") -> bool:
        return (self.priority, self.number) < (other.priority, other.number)

    async def result(self) -> T:
        """Wait for the job and return what came of it, or raise what it raised.

        Raises:
            Cancelled: the job was cancelled before or while it ran.
        """
        # Not asyncio.shield, which since Python 3.14 tells of what a job raised that nobody waits for any more.
        await asyncio.wait((self.outcome,))
        return self.outcome.result()

    def cancel(self) -> None:
        """End the job: at once if it still waits, at its next step if it runs."""
        self.token.cancel()
        if not self.running and not self.outcome.done():
            self.outcome.set_exception(Cancelled("painting-cancelled"))


class JobQueue:
    """Runs jobs, one at a time."""

    def __init__(self) -> None:
        self._waiting: list[Job[Any]] = []
        self._running: Job[Any] | None = None
        self._beside: set[Job[Any]] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._numbers = count(1)
        self.wishes = 0
        """How many jobs were submitted that the user waits for."""

    def submit(self, priority: Priority, work: Callable[[CancelToken], Awaitable[T]]) -> Job[T]:
        """Let ``work`` run when it is its turn. What the user wants cancels all that is computed ahead."""
        if priority <= Priority.AWAITED:
            self.wishes += 1
            self._cancel_ahead()
        job = Job(priority, next(self._numbers), work)
        heapq.heappush(self._waiting, job)
        self._begin_next()
        return job

    def beside(self, work: Callable[[CancelToken], Awaitable[T]]) -> Job[T]:
        """Begin ``work`` at once, ahead of any wish, since it runs on a runtime of its own."""
        job = Job(Priority.AHEAD, next(self._numbers), work)
        self._beside.add(job)
        self._start(job)
        return job

    def _cancel_ahead(self) -> None:
        """Cancel all that nobody waits for at this moment."""
        running = [self._running] if self._running else []
        for job in [*self._waiting, *running, *self._beside]:
            if job.priority in (Priority.AHEAD, Priority.BATCH):
                job.cancel()

    def close(self) -> None:
        """End everything; for when the application ends."""
        for task in self._tasks:
            task.cancel()

    def _begin_next(self) -> None:
        while self._running is None and self._waiting:
            job = heapq.heappop(self._waiting)
            if not job.outcome.done():
                self._running = job
                self._start(job)

    def _start(self, job: Job[Any]) -> None:
        job.running = True
        task = asyncio.get_running_loop().create_task(self._run(job))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, job: Job[Any]) -> None:
        try:
            result = await job.work(job.token)
        except asyncio.CancelledError:
            job.outcome.cancel()
            raise
        except Exception as error:
            job.outcome.set_exception(error)
        else:
            job.outcome.set_result(result)
        finally:
            job.running = False
            self._beside.discard(job)
            if job is self._running:
                self._running = None
                self._begin_next()
