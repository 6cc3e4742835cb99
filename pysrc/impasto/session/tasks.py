"""Work that goes on beside the events, as tasks: nothing slow is awaited between two events."""

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

from impasto.errors import Cancelled
from impasto.session.explaining import explained
from impasto.studio import events as ev


class Tasks:
    """Tasks for as long as its block lasts; what goes wrong with one is told, and ends nothing else."""

    def __init__(self, take: Callable[[ev.WorkFailed], None]) -> None:
        self._take = take
        self._group = asyncio.TaskGroup()
        self._reading: dict[asyncio.Task[None], ev.Work] = {}

    async def __aenter__(self) -> Self:
        await self._group.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._group.__aexit__(kind, error, trace)

    @property
    def reading(self) -> bool:
        """Whether there is work on a file."""
        return bool(self._reading)

    def begin(self, work: Callable[[], Awaitable[None]], kind: ev.Work | None = None) -> asyncio.Task[None]:
        """Let work go on beside the events."""

        async def guarded() -> None:
            try:
                await work()
            except Cancelled:
                pass  # whoever cancelled it knows
            except Exception as error:
                self._take(ev.WorkFailed(explained(error), kind))

        return self._group.create_task(guarded())

    def follow(self, begun: Awaitable[None]) -> None:
        """Follow work that has begun."""
        self.begin(lambda: begun)

    def begin_reading(self, kind: ev.Work, work: Callable[[], Awaitable[None]]) -> None:
        """Let work on a file go on beside the events, once the page shows that it does."""

        async def after_a_breath() -> None:
            await asyncio.sleep(0)
            await work()

        task = self.begin(after_a_breath, kind)
        self._reading[task] = kind
        task.add_done_callback(lambda task: self._reading.pop(task))

    def stop_reading(self, *kinds: ev.Work) -> None:
        """Stop work on files of these kinds."""
        for task, kind in self._reading.items():
            if kind in kinds:
                task.cancel()
