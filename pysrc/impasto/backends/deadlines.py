"""When a run that has not answered is given up: a runtime that hangs tells nobody.

A worker that runs a network answers nothing else meanwhile, so only time can tell; and how much of it a run may take,
what such runs took before.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

UNKNOWN = 300.0
"""Seconds that a graph may take at first: graphics hardware that is imitated takes half a minute for 256 px."""

SHORTEST = 60.0
"""Seconds that any run may take: other programs may want the processor too."""

TIMES = 20
"""How many times as long as the slowest so far, for its size, a run may take."""

SLICE = 5.0
"""Seconds in which is counted: of the hours for which a device sleeps, only one slice is."""


class Deadlines:
    """Knows the slowest run of each graph, in seconds for a byte that it was fed."""

    def __init__(self) -> None:
        self._paces: dict[str, float] = {}

    def seconds(self, graph: str, nbytes: int) -> float:
        """Return how many seconds a run of a graph, by its file, may take."""
        pace = self._paces.get(graph)
        return UNKNOWN if pace is None else max(SHORTEST, TIMES * pace * nbytes)

    def note(self, graph: str, nbytes: int, seconds: float) -> None:
        """Take in how long a run took."""
        self._paces[graph] = max(self._paces.get(graph, 0.0), seconds / max(1, nbytes))


async def in_time(work: Awaitable[T], seconds: float, give_up: Callable[[], None]) -> T:
    """Return what comes of ``work``; where nothing has within these seconds, call ``give_up``, which has to end it.

    Raises:
        TimeoutError: nothing came of it in time.
    """
    task = asyncio.ensure_future(work)
    try:
        for _ in range(math.ceil(seconds / SLICE)):
            await asyncio.wait({task}, timeout=SLICE)
            if task.done():
                return task.result()
        give_up()
        await asyncio.wait({task}, timeout=SLICE)
        raise TimeoutError
    finally:
        if not task.done():
            task.cancel()
        elif not task.cancelled():
            task.exception()  # seen
