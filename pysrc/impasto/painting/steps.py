"""The steps of one painting, which tell where it stands and stop between them once it is cancelled."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from impasto.errors import Cancelled
from impasto.networks.catalogue import Graph
from impasto.networks.runtime import Runtime
from impasto.painting.progress import Progress, Report
from impasto.painting.regions import Show
from impasto.words import Text

T = TypeVar("T")

TOLD_EVERY = 0.5
"""Seconds between two reports of one step: whoever shows them has better things to do."""

KNOWN_SECONDS = 2.0
"""How long a step has to go on before it is told how long it will."""


class CancelToken:
    """Tells one piece of work that its result is not wanted any more."""

    def __init__(self) -> None:
        self.cancelled = False
        self._callbacks: list[Callable[[], None]] = []

    def cancel(self) -> None:
        """Let the work end at its next step, by ``Cancelled``."""
        self.cancelled = True
        for callback in self._callbacks:
            callback()

    def when_cancelled(self, callback: Callable[[], None]) -> None:
        """Have something done at once when the work is cancelled, such as closing what it waits for."""
        self._callbacks.append(callback)

    def check(self) -> None:
        """Raise ``Cancelled`` if the work was cancelled."""
        if self.cancelled:
            raise Cancelled("painting-cancelled")


@dataclass(slots=True)
class Steps:
    """Counts the steps of one piece of work; ``report`` hears of each as it begins.

    ``show`` gets what a step has painted before the whole is there.
    """

    steps: int
    report: Report | None = None
    token: CancelToken = field(default_factory=CancelToken)
    show: Show | None = None
    done: int = 0
    text: Text = field(default_factory=lambda: Text("painting"))
    began: float = 0.0
    told: float = 0.0

    async def run(self, text: Text, work: Callable[[], Awaitable[T]]) -> T:
        """Do one step, and return what comes of it even if nobody should want the rest."""
        await self.pause()
        self.text, self.began = text, time.monotonic()
        self._tell(text, 0.0)
        result = await work()
        self.done += 1
        return result

    async def load(self, title: str, runtime: Runtime, graph: Graph) -> None:
        """Load what the step is about to run; that is half of the step where the network is not there yet."""
        loading = False

        def received(loaded: int, total: int) -> None:
            nonlocal loading
            loading = True
            share = Text("loading-network", network=title, loaded=loaded / 1e6, total=total / 1e6)
            self._tell(share, loaded / max(total, 1) / 2)

        await runtime.load(graph, received)
        if loading:
            self._tell(self.text, 0.5)

    async def advance(self, part: float, text: Text) -> None:
        """Tell that ``part`` of the step (0..1) is done and ``text`` under way, unless it was cancelled."""
        await self.pause()
        now = time.monotonic()
        if now < self.told + TOLD_EVERY:
            return
        self.told, seconds = now, now - self.began
        left = seconds * (1 - part) / part if part > 0 and seconds > KNOWN_SECONDS else None
        self._tell(text, part, left)

    def _tell(self, text: Text, part: float, seconds_left: float | None = None) -> None:
        if self.report is not None:
            step = min(self.done + 1, self.steps)
            self.report(Progress(text, step, self.steps, min((self.done + part) / self.steps, 1.0), seconds_left))

    async def pause(self) -> None:
        """Let a cancel through that waits in the event loop; also between two long pieces of arithmetic."""
        await asyncio.sleep(0)
        self.token.check()
