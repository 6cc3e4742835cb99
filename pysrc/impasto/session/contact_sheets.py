"""Paints contact sheets: one small picture after another, whenever nothing else is to be painted."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

from impasto.errors import Cancelled
from impasto.imaging.pixels import RGBA
from impasto.painting.steps import CancelToken
from impasto.painting.stylizer import Painting, Stylizer
from impasto.session.explaining import explained
from impasto.session.jobs import Job, JobQueue, Priority
from impasto.session.sources import Sources
from impasto.studio import events as ev
from impasto.studio.effects import PaintSheet
from impasto.studio.settings import Settings, Tile

TOLD_EVERY = 0.25
"""Seconds between two reports: a picture takes a few hundredths, and each report is a view that the page renders."""

Mixture = tuple[tuple[str, float], ...]
"""Styles as (id, weight 0..1)."""

SheetNews = ev.SheetProgressed | ev.SheetFailed


class ContactSheets:
    """Fills in the newest sheet, and keeps its pictures until one of another photo or with other settings begins.

    Args:
        show: draws a picture in a slot of the page (``Page.show_pixels``).
        take: takes in news of the sheet.
    """

    def __init__(
        self,
        stylizer: Stylizer,
        queue: JobQueue,
        sources: Sources,
        show: Callable[[str, RGBA], None],
        take: Callable[[SheetNews], None],
    ) -> None:
        self._stylizer = stylizer
        self._queue = queue
        self._sources = sources
        self._show = show
        self._take = take
        self._settings: Settings | None = None
        self._pictures: dict[Mixture, RGBA] = {}
        self._job: Job[Painting] | None = None
        self._number = 0

    def pictures(self, tiles: tuple[Tile, ...]) -> list[RGBA]:
        """Return those of these pictures that are painted, in this order."""
        return [self._pictures[tile.styles] for tile in tiles if tile.styles in self._pictures]

    def paint(self, sheet: PaintSheet) -> Awaitable[None]:
        """Begin to paint what is not painted yet; await what is returned to follow it."""
        self.stop()
        if sheet.settings != self._settings:
            self._settings, self._pictures = sheet.settings, {}
        self._number = sheet.job
        return self._fill(sheet)

    def stop(self) -> None:
        """Paint no more; what is painted stays."""
        self._number = 0
        if self._job is not None:
            self._job.cancel()
            self._job = None

    async def _fill(self, sheet: PaintSheet) -> None:
        told = 0.0
        for done, tile in enumerate(sheet.tiles, 1):
            if tile.styles not in self._pictures and not await self._add(sheet, tile.styles):
                return
            self._show(f"sheet:{tile.id}", self._pictures[tile.styles])
            if time.monotonic() > told + TOLD_EVERY or done == len(sheet.tiles):
                told = time.monotonic()
                self._take(ev.SheetProgressed(sheet.job, done))

    async def _add(self, sheet: PaintSheet, styles: Mixture) -> bool:
        """Paint a picture; False if it did not come to it, or if nobody wants the sheet any more."""
        settings = replace(sheet.settings, styles=styles)
        self._job = job = self._queue.submit(Priority.SHEET, lambda token: self._paint(settings, token))
        try:
            painting = await job.result()
        except Cancelled:
            return False
        except Exception as error:
            if self._number == sheet.job:
                self._take(ev.SheetFailed(sheet.job, explained(error)))
            return False
        if self._number != sheet.job:
            return False
        self._pictures[styles] = painting.pixels
        return True

    async def _paint(self, settings: Settings, token: CancelToken) -> Painting:
        request = await self._sources.request(settings, passing=True)
        return await self._stylizer.stylize(request, token=token)
