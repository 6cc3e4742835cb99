"""Looks for the people in a photo, by a network that is fetched when it is first wanted."""

from collections.abc import Callable

from impasto.networks.catalogue import Catalogue
from impasto.networks.runtime import Runtime
from impasto.painting.masks import Mask
from impasto.painting.people import people_in
from impasto.painting.steps import CancelToken
from impasto.session.jobs import JobQueue, Priority
from impasto.session.sources import Sources
from impasto.studio import events as ev


class People:
    """Puts the mask of whoever it finds among the sources, and tells of it with an event."""

    def __init__(
        self,
        runtime: Runtime,
        catalogue: Catalogue,
        queue: JobQueue,
        sources: Sources,
        take: Callable[[ev.MaskRead | ev.NobodyFound], None],
    ) -> None:
        self._runtime = runtime
        self._catalogue = catalogue
        self._queue = queue
        self._sources = sources
        self._take = take

    async def find(self, photo: str) -> None:
        """Look for the people in the photo of that id.

        Raises:
            BadSetting: the photo is not there (any more).
            RuntimeFailed: the network could not be loaded or run.
        """
        pixels, segmenter = self._sources.photos.picture(photo).pixels, self._catalogue.segmenters[0]

        async def look(token: CancelToken) -> Mask | None:
            token.check()
            return await people_in(pixels, segmenter, self._runtime)

        job = self._queue.submit(Priority.AWAITED, look)
        try:
            mask = await job.result()
        finally:
            job.cancel()  # of use only where nobody waits any more
        if mask is None:
            self._take(ev.NobodyFound(photo))
        else:
            self._take(ev.MaskRead(self._sources.masks.keep(mask), photo))
