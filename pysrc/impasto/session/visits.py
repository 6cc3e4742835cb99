"""Keeps what a visit is gone on with, as it goes on, and reads what is there of the one before."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any

from impasto.errors import ImpastoError
from impasto.networks.catalogue import Catalogue
from impasto.session import reach
from impasto.session.ports import Page, Store
from impasto.session.queue_keeper import QueueKeeper
from impasto.session.sources import Sources
from impasto.session.visit_files import VisitFiles
from impasto.session.visit_records import from_json, to_json
from impasto.studio import batch_keeping, batch_record
from impasto.studio import events as ev
from impasto.studio.queued import Batch
from impasto.studio.settings import Settings
from impasto.studio.state import State
from impasto.studio.visit import Visit
from impasto.studio.visits import kept
from impasto.words import Text

RECORD = "visit"
"""The key of what a visit is; files have the hash of what is in them as theirs."""

DELAY = 0.25
"""Seconds between two looks at whether something has changed."""


class Visits:
    """Stores a visit and the files that it needs; only where the visitor has agreed is it there after it."""

    def __init__(
        self, store: Store, sources: Sources, catalogue: Catalogue, page: Page, take: Callable[[ev.WorkEvent], None]
    ) -> None:
        self._store = store
        self._page = page
        self._take = take
        self.files = VisitFiles(store, sources, page)
        self._networks: Mapping[str, set[str]] = {
            "style_network": {network.id for network in catalogue.style_networks},
            "transformer": {network.id for network in catalogue.transformers},
        }
        self._stored: set[str] = set()
        """The keys of the files that this visit has stored."""
        self._latest: set[str] = set()
        self._late: set[str] = set()
        """The keys of what was put since the last save, and before it since the one before."""
        self._coming: set[str] = set()
        """The keys of what the store was given, and has not answered yet."""
        self._begun = False
        """Something of this visit is stored, in the place of what there was of the one before."""
        self._queue = QueueKeeper(store, lambda: self._begun, self._tell, self._tell_full)
        self._held = False
        self._turn = asyncio.Lock()
        """Nothing is saved while all is forgotten, nor the other way round."""
        self._forgotten = False
        self._remembered = ""
        self._left = False
        self._told_full = False
        self._keeps = False
        """What is stored is kept after this visit, as far as is known here: another tab may forget it."""

    async def look(self, remembered: str = "", *, left: bool = False) -> None:
        """Tell what there is of an earlier visit; ``remembered`` is what the page was told of its settings.

        ``left``: the visitor has left it, and it did not end by itself.
        """
        self._remembered = remembered or self._remembered
        self._left = left
        if await self._found() is not None:
            self._take(ev.VisitFound("work"))
        elif self._settings() is not None:
            self._take(ev.VisitFound("settings"))

    async def follow(self, state: Callable[[], State]) -> None:
        """Store what changes, for as long as the application runs, from the first change on."""
        await asyncio.gather(self._follow(state), self._queue.follow(state))

    async def _follow(self, state: Callable[[], State]) -> None:
        self._keeps = await self._store.is_kept()
        self._take(ev.KeepingSettled(self._keeps))
        seen = kept(state())
        while True:
            await asyncio.sleep(DELAY)
            visit = kept(state())
            if self._forgotten:
                self._forgotten, seen = False, visit  # nothing is kept again before something changes
            if visit != seen and not self._held:
                await self.save(visit)
                seen = visit

    def hold(self) -> None:
        """Let stored what is, since Python has begun anew and knows nothing of it, until it is read."""
        self._held = True

    async def save(self, visit: Visit) -> None:
        """Store a visit, once there is a photo or a queue, and let go of all that it does not name.

        Its settings are remembered in any case. What it was before all was forgotten is not stored any more.
        """
        async with self._turn:
            if not self._forgotten:
                await self._save(visit)

    async def _save(self, visit: Visit) -> None:
        if visit.settings.photo is not None or visit.batch is not None or self._begun:
            named = reach.files(visit)
            for key, data in self.files.here(named - self._stored):
                await self.put(key, data)
            await self.put(RECORD, to_json(visit).encode())
            # What was put meanwhile may be named by the next record only.
            kept_keys = named | self._latest | self._late | self._coming
            await self._store.keep_only([RECORD, *sorted(kept_keys | self._queue.keys)])
            self._stored &= kept_keys
            self._late, self._latest = self._latest, set()
            self._begun = True
            if not await self._store.is_kept() and self._keeps:  # which may have changed meanwhile
                self._keeps = False
                self._take(ev.KeepingSettled(False, Text("work-forgotten-elsewhere")))
        settings = Settings(**asdict(visit.settings.painting))
        self._page.remember("settings", to_json(Visit(settings, visit.saving)))

    async def put(self, key: str, data: bytes) -> bool:
        """Store something and return whether there was room; that there is none is said once."""
        self._coming.add(key)
        try:
            room = await self._store.put(key, data)
        finally:
            self._coming.discard(key)
        if room:
            self._stored.add(key)
            self._latest.add(key)
            return True
        await self._tell_full()
        return False

    async def _tell_full(self) -> None:
        if not self._told_full:
            self._told_full = True
            await self._tell(Text("storage-full"))

    async def _tell(self, text: Text) -> None:
        """Say what is not kept."""
        self._take(ev.KeepingSettled(await self._store.is_kept(), text))

    async def change(self, keep: bool) -> None:
        """Keep the work after this visit from now on, or no longer."""
        self._keeps = self._keeps and keep  # what ends now has nobody else forgotten
        done = await self._store.keep(keep)
        self._keeps = keep and done
        self._take(ev.KeepingSettled(self._keeps, None if done else Text("storage-refused")))

    async def forget(self) -> None:
        """Leave nothing in the browser: neither the work, nor which styles and settings there were."""
        async with self._turn:
            await self._store.keep(False)
            await self._store.keep_only([])
            for keys in (self._stored, self._latest, self._late):
                keys.clear()
            self._remembered = ""
            self._begun, self._keeps, self._forgotten = False, False, True
            self._page.remember("settings", "")
            self._page.remember("styles", "")
        self._take(ev.AllForgotten())

    async def read(self) -> None:
        """Put the files of the visit before among the sources, and tell what it was; at least its settings."""
        visit, held, self._held = await self._found(), self._held, False
        if visit is None and held:  # there was no photo yet
            self._take(ev.VisitRead(None))
            return
        if visit is None:
            visit = self._settings()
        elif not await self.files.read(visit):
            raise ImpastoError("visit-damaged")
        else:
            self._stored |= reach.files(visit)
        if visit is None:
            raise ImpastoError("visit-damaged")
        self._begun = True
        batch = None if held or visit.batch is None else await self._found_queue(visit.batch)
        self._take(ev.VisitRead(replace(visit, batch=batch)))

    async def _found_queue(self, batch: Batch) -> Batch:
        """Return the queue of the visit before as it can be gone on with; what Python held of one is with the page."""
        return batch_keeping.found(batch_record.woken(batch, died=not self._left), await self._store.keys())

    async def _found(self) -> Visit | None:
        data = await self._store.get(RECORD)
        return None if data is None else from_json(data.decode("utf-8", "replace"), self._known)

    def _settings(self) -> Visit | None:
        return from_json(self._remembered, self._known) if self._remembered else None

    def _known(self, name: str, id_: Any) -> bool:
        return name not in self._networks or id_ in self._networks[name]
