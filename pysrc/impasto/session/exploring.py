"""Draws random styles, and tells a style as its numbers."""

import hashlib
from collections.abc import Callable

from impasto.painting import vectors
from impasto.painting.explorations import drawn
from impasto.painting.steps import CancelToken
from impasto.painting.vectors import StyleVector
from impasto.session.jobs import JobQueue, Priority
from impasto.session.ports import JSON_MIME, Page
from impasto.session.sources import Sources
from impasto.studio import events as ev
from impasto.studio.effects import ReadNumbers


class Explorer:
    """Answers with events; files it hands to the page."""

    def __init__(
        self,
        queue: JobQueue,
        sources: Sources,
        page: Page,
        take: Callable[[ev.StyleDrawn | ev.NumbersRead | ev.FileOffered], None],
    ) -> None:
        self._queue = queue
        self._sources = sources
        self._page = page
        self._take = take

    def draw(self) -> None:
        """Draw a random style; the moment at which it is asked for is random enough."""
        self._take(ev.StyleDrawn(drawn(hashlib.sha256(repr(self._page.seconds()).encode()).digest()).id))

    async def read(self, wanted: ReadNumbers) -> None:
        """Tell the numbers of a mixture, or save them.

        Raises:
            BadSetting, RuntimeFailed: as ``Sources.request``.
            BadStyle: the styles are of different style networks.
        """

        async def mixed(token: CancelToken) -> StyleVector:
            weighted = []
            for id_, weight in wanted.styles:
                token.check()
                weighted.append((await self._sources.styles.vector(id_, wanted.network), weight))
            return vectors.weighted_mean(weighted)

        text = (await self._queue.submit(Priority.AWAITED, mixed).result()).to_json()
        if wanted.save:
            self._page.offer_file("style.json", JSON_MIME, text.encode())
            self._take(ev.FileOffered("style.json"))
        else:
            self._take(ev.NumbersRead(wanted.styles, text))
