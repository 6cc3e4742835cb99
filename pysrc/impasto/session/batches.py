"""Paints the queue of photos: one at a time, each read when it is its turn and handed to the page as a file."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import partial

from impasto.errors import BadImage, Cancelled
from impasto.imaging.encoding import Encoded
from impasto.imaging.writing import SystemEncoder, write_picture
from impasto.painting.making import MadeOf, made_of, told
from impasto.painting.request import PaintRequest, Picture
from impasto.painting.steps import CancelToken
from impasto.painting.stylizer import Painting, Stylizer
from impasto.session.explaining import explained
from impasto.session.jobs import Job, JobQueue, Priority
from impasto.session.ports import Page
from impasto.session.sources import Sources
from impasto.studio.effects import PaintQueued
from impasto.studio.events.batch import BatchNews, QueuedFailed, QueuedPainted, QueuedProgressed

CALM_SECONDS = 1.0
"""Whoever wanted something may want more: so long after the last wish the queue goes on."""


class BatchPainter:
    """Paints what the studio asks for of the queue; ``take`` takes in news of it."""

    def __init__(
        self,
        stylizer: Stylizer,
        queue: JobQueue,
        sources: Sources,
        page: Page,
        encoder: SystemEncoder | None,
        take: Callable[[BatchNews], None],
    ) -> None:
        self._stylizer = stylizer
        self._queue = queue
        self._sources = sources
        self._page = page
        self._encoder = encoder
        self._take = take
        self._wanted: PaintQueued | None = None
        self._job: Job[tuple[Painting, tuple[MadeOf, ...]]] | None = None
        self._wishes = 0
        self._read: tuple[tuple[str, int], Picture] | None = None
        """The photo that was read last, by its id and size: it may be painted in several manners."""

    def paint(self, wanted: PaintQueued) -> Awaitable[None]:
        """Begin to paint one; await what is returned to follow it."""
        self._wanted = wanted
        return self._follow(wanted)

    def stop(self) -> None:
        """Paint no more of the one that is under way."""
        self._wanted = None
        if self._job is not None:
            self._job.cancel()

    async def _follow(self, wanted: PaintQueued) -> None:
        try:
            encoded, seconds = await self._paint(wanted)
        except Cancelled:
            return  # it was stopped
        except Exception as error:
            if self._wanted is wanted:
                self._take(QueuedFailed(wanted.id, explained(error), isinstance(error, BadImage)))
            return
        if self._wanted is wanted:
            name = f"{wanted.stem}{encoded.suffix}"
            self._page.put_painting(wanted.key, encoded.mime, encoded.data)
            self._take(QueuedPainted(wanted.id, name, seconds, len(encoded.data)))

    async def _paint(self, wanted: PaintQueued) -> tuple[Encoded, float]:
        """Return the file of the painting and the seconds that it took; ``Cancelled`` if it is not wanted any more."""
        while True:
            await self._calm(wanted)
            started = time.perf_counter()
            content = await self._photo(wanted)
            request = await self._sources.request(wanted.manner.settings, passing=True, content=content)
            if self._wanted is not wanted:
                raise Cancelled("painting-cancelled")
            self._job = self._queue.submit(Priority.BATCH, partial(self._run, wanted, request))
            try:
                painting, styles = await self._job.result()
            except Cancelled:
                if self._wanted is not wanted:
                    raise
                continue  # it has given way
            finally:
                self._job = None
            saving = wanted.saving
            made = told(wanted.manner.settings.painting, styles, wanted.manner.styles) if saving.made else ""
            encoded = await write_picture(
                painting.pixels, saving.format, saving.quality, made=made, encoder=self._encoder
            )
            return encoded, time.perf_counter() - started

    async def _calm(self, wanted: PaintQueued) -> None:
        """Wait until the visitor has not wanted anything for a while, if he has since the last painting."""
        while self._wishes != self._queue.wishes and self._wanted is wanted:
            self._wishes = self._queue.wishes
            await asyncio.sleep(CALM_SECONDS)

    async def _photo(self, wanted: PaintQueued) -> Picture:
        key = (wanted.photo, wanted.manner.settings.reading_size)
        if self._read is None or self._read[0] != key:
            self._read = None  # before another takes its place: both may not fit
            data = await self._page.read_file(wanted.photo)
            self._read = (key, await self._sources.photos.read(data, key[1]))
        return self._read[1]

    async def _run(
        self, wanted: PaintQueued, request: PaintRequest, token: CancelToken
    ) -> tuple[Painting, tuple[MadeOf, ...]]:
        painting = await self._stylizer.stylize(
            request, lambda progress: self._take(QueuedProgressed(wanted.id, progress)), token
        )
        return painting, await made_of(request, self._stylizer.style_vector)
