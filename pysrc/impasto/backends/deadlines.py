"""When a run that has not answered is given up: a runtime that hangs tells nobody.

A worker that runs a network answers nothing else meanwhile, so only time can tell; and how much of it a run may take,
what such runs took before, or else any run of the same runtime. Seconds for a byte that is fed say much of a machine
and little of a network: on one thread of a laptop the style networks take 0.1 and 0.7 s a megabyte, the transformers
as a whole 0.04 to 0.1 (``python build.py bench networks``).
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from impasto.backends.rules import GRAPHICS

T = TypeVar("T")

SHORTEST = 30.0
"""Seconds that any run may take on the processor, which other programs may want too."""

SHORTEST_ON_GRAPHICS = 60.0
"""Seconds that any run may take on graphics hardware, whose driver may have to compile first. Imitated, it takes half a
minute for 256 px."""

TIMES = 20
"""How many times as long as the slowest so far, for its size, a run may take."""

ASSUMED = 24e-6
"""Seconds for a byte that the first run of all may take: what the slowest network takes on a processor that is twenty
times as slow as that laptop, and half as much again."""

SLICE = 5.0
"""Seconds in which is counted: of the hours for which a device sleeps, only one slice is."""


class Deadlines:
    """Knows the slowest run of each graph on one backend, in seconds for a byte that it was fed."""

    def __init__(self, backend: str) -> None:
        self._shortest = SHORTEST_ON_GRAPHICS if backend in GRAPHICS else SHORTEST
        self._paces: dict[str, float] = {}

    def seconds(self, graph: str, nbytes: int) -> float:
        """Return how many seconds a run of a graph, by its file, may take."""
        if not self._paces:
            return self._shortest + ASSUMED * nbytes
        pace = self._paces.get(graph, max(self._paces.values()))
        return max(self._shortest, TIMES * pace * nbytes)

    def note(self, graph: str, nbytes: int, seconds: float) -> None:
        """Take in how long a run took."""
        self._paces[graph] = max(self._paces.get(graph, 0.0), seconds / max(1, nbytes))


async def in_time(work: Awaitable[T], seconds: float, give_up: Callable[[], None]) -> tuple[T, float]:
    """Return what comes of ``work``, and the seconds that it took, without those for which the device slept.

    Where nothing has come within ``seconds``, call ``give_up``, which has to end it.

    Raises:
        TimeoutError: nothing came of it in time.
    """
    task = asyncio.ensure_future(work)
    counted = 0.0
    try:
        while counted < seconds:
            begun = time.perf_counter()
            await asyncio.wait({task}, timeout=SLICE)
            counted += min(SLICE, time.perf_counter() - begun)
            if task.done():
                return task.result(), counted
        give_up()
        await asyncio.wait({task}, timeout=SLICE)
        raise TimeoutError
    finally:
        if not task.done():
            task.cancel()
        elif not task.cancelled():
            task.exception()  # seen
