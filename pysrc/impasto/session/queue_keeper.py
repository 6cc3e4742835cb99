"""Has the files of the queue stored, which lie with the page: one after the other, while it is painted."""

import asyncio
from collections.abc import Awaitable, Callable

from impasto.session.ports import Store
from impasto.studio import batch_keeping
from impasto.studio.queued import Batch
from impasto.studio.state import State
from impasto.words import Text

DELAY = 0.25
"""Seconds between two looks at whether something has changed."""

AT_ONCE = 16
"""Files that the store is asked for at once: each answer waits for what Python does meanwhile."""


class QueueKeeper:
    """Stores what a queue is gone on with, besides its record (``session.visits``), where the visitor has agreed.

    It does once ``may_begin`` says that the visit before has made room. ``tell`` says what is not kept, ``tell_full``
    that there was no more room.
    """

    def __init__(
        self,
        store: Store,
        may_begin: Callable[[], bool],
        tell: Callable[[Text], Awaitable[None]],
        tell_full: Callable[[], Awaitable[None]],
    ) -> None:
        self._store = store
        self._may_begin = may_begin
        self._tell = tell
        self._tell_full = tell_full
        self._state: Callable[[], State] | None = None
        self._batch: Batch | None = None
        """The queue that is to be kept."""
        self._wanted: tuple[str, ...] = ()
        self._stored: set[str] = set()
        self._told_of = 0
        """The number of the queue of which it was said that not all of it is kept."""

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all files that are to be kept now, stored yet or not."""
        self._look()
        return frozenset(self._wanted)

    async def follow(self, state: Callable[[], State]) -> None:
        """Store the files of the queue, for as long as the application runs."""
        self._state = state
        while True:
            self._look()
            missing = [key for key in self._wanted if key not in self._stored][:AT_ONCE]
            if not missing:
                await asyncio.sleep(DELAY)
                continue
            self._stored.update(missing)  # if there is no room, there will be none
            if not await self._store.put_files(missing):
                await self._tell_full()
            await self._tell_of_the_rest()

    def _look(self) -> None:
        state = self._state and self._state()
        batch = state.batch if state and state.keeps_work and self._may_begin() else None
        if batch is self._batch:
            return
        self._batch = batch
        self._wanted = batch_keeping.files(batch) if batch else ()
        self._stored.intersection_update(self._wanted)

    async def _tell_of_the_rest(self) -> None:
        batch = self._batch
        if batch is None or batch.number == self._told_of:
            return
        if lacking := batch_keeping.lacking(batch):
            self._told_of = batch.number
            await self._tell(Text("batch-kept-in-part", count=lacking))
