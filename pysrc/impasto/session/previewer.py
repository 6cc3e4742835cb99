"""Paints previews: one at a time, always the newest, and gets ready ahead of time what they need."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from impasto.errors import BadStyle, Cancelled
from impasto.imaging.pixels import RGBA
from impasto.painting.steps import CancelToken
from impasto.painting.stylizer import Painting, Stylizer
from impasto.session.jobs import Job, JobQueue, Priority
from impasto.session.sources import Sources
from impasto.studio import events as ev
from impasto.studio.effects import PreparePreviews, Preview

REST_SECONDS = 0.2
"""A slider that has not moved for so long rests."""
IDLE_SECONDS = 0.5
"""So long after a picture nothing is prepared: it fades in, and who knows what is clicked next."""
PREPARED_STRENGTHS = (0.5, 0.75)
"""Two small pictures: the first gets all ready, the photo's own style vector too, and the second tells the time."""

Take = Callable[[ev.Event], None]
Put = Callable[[int, RGBA], None]
"""Takes in what a job, by its number, has painted."""


class Previewer:
    """Paints what the studio asks of it, and tells when it is asked for nothing more."""

    def __init__(self, stylizer: Stylizer, queue: JobQueue, sources: Sources, take: Take, put: Put) -> None:
        self._stylizer = stylizer
        self._queue = queue
        self._sources = sources
        self._take = take
        self._put = put
        self._newest: Job[Painting] | None = None
        self._preparing: PreparePreviews | None = None

    def ask(self, preview: Preview) -> Awaitable[None]:
        """Take in the newest request, in place of one that still waits; await what is returned to follow it."""
        if self._newest is not None and not self._newest.running:
            self._newest.cancel()
        self._newest = job = self._queue.submit(Priority.PREVIEW, lambda token: self._paint(preview, token))
        return self._follow(preview, job)

    async def _follow(self, preview: Preview, job: Job[Painting]) -> None:
        try:
            painting = await job.result()
        except (Cancelled, BadStyle):
            pass  # another preview or the full picture follows, and says what is wrong
        except Exception:
            self._give_up()
        else:
            self._put(preview.job, painting.pixels)
            seconds = None if painting.from_cache else painting.seconds
            composed = preview.composes
            self._take(
                ev.PreviewPainted(preview.job, preview.settings, preview.size, _area(painting), seconds, composed)
            )
        if job is self._newest:
            await asyncio.sleep(REST_SECONDS)
        if job is self._newest:
            self._take(ev.SliderRested())

    async def _paint(self, preview: Preview, token: CancelToken) -> Painting:
        settings = replace(preview.settings, output_size=preview.size)
        request = await self._sources.request(settings, passing=not preview.composes)
        return await self._stylizer.stylize(request, token=token)

    async def prepare(self, wish: PreparePreviews) -> None:
        """Paint two small pictures that nobody sees, once nothing has been going on for a moment."""
        self._preparing, wishes = wish, self._queue.wishes
        await asyncio.sleep(IDLE_SECONDS)
        if self._preparing is not wish or self._queue.wishes != wishes:
            return
        try:
            painting = await self._queue.submit(Priority.AHEAD, lambda token: self._prepare(wish, token)).result()
        except (Cancelled, BadStyle):
            return
        except Exception:
            self._give_up()
            return
        self._take(ev.PreviewsReady(wish.settings, wish.size, _area(painting), painting.seconds))

    async def _prepare(self, wish: PreparePreviews, token: CancelToken) -> Painting:
        for strength in PREPARED_STRENGTHS:
            settings = replace(wish.settings, output_size=wish.size, strength=strength)
            request = await self._sources.request(settings, passing=True)
            painting = await self._stylizer.stylize(request, token=token)
        return painting

    def _give_up(self) -> None:
        """Previews are dispensable: what keeps them from being painted is logged, and told with the full picture."""
        logging.getLogger(__name__).warning("no preview", exc_info=True)
        self._take(ev.PreviewFailed())


def _area(painting: Painting) -> int:
    height, width = painting.pixels.shape[:2]
    return int(height * width)
