"""Uses the time in which the user looks and chooses: what the next picture will need is computed before it is wanted.

A photo is encoded when it is chosen, a style is looked at when it is; so a click costs little more than the decoder.
"""

import logging
from dataclasses import replace

from impasto.errors import Cancelled, ImpastoError
from impasto.painting.steps import CancelToken
from impasto.painting.stylizer import Stylizer
from impasto.session.jobs import Job, JobQueue, Priority
from impasto.session.sources import Sources
from impasto.studio.settings import Settings

LARGEST_SIZE = 1024
"""Long side in px above which a photo is not encoded ahead. That takes seconds there, and what the user wants
meanwhile would have to wait, or to start the runtime anew."""


class Prefetcher:
    """Computes what is chosen, for as long as the user wants nothing.

    A run that has begun is not broken off, since its result will be needed.
    """

    def __init__(self, stylizer: Stylizer, queue: JobQueue, sources: Sources) -> None:
        self._stylizer = stylizer
        self._queue = queue
        self._sources = sources
        self._job: Job[None] | None = None

    async def prefetch(self, settings: Settings) -> None:
        """Compute what is missing, until all of it is there, the user wants a picture or something else is chosen."""
        if self._job is not None:
            self._job.cancel()
        self._job = job = self._queue.submit(Priority.AHEAD, lambda token: self._compute(settings, token))
        try:
            await job.result()
        except Cancelled:
            return
        except ImpastoError as error:
            logging.getLogger(__name__).info("not computed ahead: %s", error)  # told if a picture fails by it, too

    async def _compute(self, settings: Settings, token: CancelToken) -> None:
        """Run what is missing for what is chosen, and then for the user's other styles."""
        shelf = tuple((style.id, 1.0) for style in settings.own_styles)
        for wanted in (settings, replace(settings, styles=shelf)):
            request = await self._sources.request(wanted)
            while await self._stylizer.prefetch(request, token, encode=request.longest <= LARGEST_SIZE):
                token.check()
