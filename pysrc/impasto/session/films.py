"""Paints the frames of films that the page sends, one after another, whenever nothing else is to be painted."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from impasto.errors import Cancelled
from impasto.imaging.pixels import RGB, RGBA
from impasto.painting.film.layered import LayeredFilmPainter
from impasto.painting.film.painter import FilmPainter, film_size
from impasto.painting.progress import Progress
from impasto.painting.stylizer import Stylizer
from impasto.session.explaining import explained
from impasto.session.jobs import JobQueue, Priority
from impasto.session.sources import Sources
from impasto.studio import events as ev
from impasto.studio.effects import BeginFilm
from impasto.words import Text

TOLD_EVERY = 0.25
"""Seconds between two reports, each of which is a view that the page renders."""


@dataclass(slots=True)
class _Work:
    """A film that is being painted: its length in seconds, and when that began and was told of last."""

    job: int
    painter: FilmPainter | LayeredFilmPainter
    length: float
    began: float
    told: float = 0.0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Frames are painted in their order, since each is filtered by what was before it."""


class Films:
    """Paints one film at a time.

    Args:
        show: hands a frame to the page (``Page.show_film_frame``).
        take: takes in news of jobs.
    """

    def __init__(
        self,
        stylizer: Stylizer,
        queue: JobQueue,
        sources: Sources,
        show: Callable[[int, int, RGBA | None], None],
        take: Callable[[ev.FilmNews], None],
    ) -> None:
        self._stylizer = stylizer
        self._queue = queue
        self._sources = sources
        self._show = show
        self._take = take
        self._wanted: int | None = None
        self._work: _Work | None = None

    async def begin(self, begin: BeginFilm) -> None:
        """Get ready for the frames of a film, and tell the size that they are painted at, or why none will be."""
        self._wanted, self._work = begin.job, None
        film = begin.film
        try:
            width, height = film_size(film.width, film.height, begin.settings.painting)
            request = await self._sources.request(begin.settings, passing=True)
            look = self._queue.submit(Priority.AWAITED, lambda _: self._stylizer.film(request.styles, request.settings))
            painter = await look.result()
        except Exception as error:
            self._take(ev.FilmFailed(begin.job, explained(error)))
            return
        if self._wanted == begin.job:
            self._work = _Work(begin.job, painter, film.seconds, time.monotonic())
            self._take(ev.FilmBegun(begin.job, width, height))

    def stop(self, job: int) -> None:
        """Paint no more of a job: frames of it that still come are answered with none."""
        if self._wanted == job:
            self._wanted = self._work = None

    async def paint(self, job: int, number: int, seconds: float, frame: RGB) -> None:
        """Paint a frame, uint8 ``[height, width, 3]``, that is shown at so many seconds, and hand it to the page."""
        work = self._work
        if work is None or work.job != job:
            self._show(job, number, None)
            return
        pixels: RGBA | None = None
        try:
            async with work.turn:
                pixels = await self._painted(work, frame, seconds)
        except Exception as error:
            self.stop(job)
            self._take(ev.FilmFailed(job, explained(error)))
        self._show(job, number, pixels)
        if pixels is not None:
            self._tell(work, number, seconds)

    async def _painted(self, work: _Work, frame: RGB, seconds: float) -> RGBA | None:
        while self._work is work:
            job = self._queue.submit(Priority.SHEET, lambda _: work.painter.paint(frame, seconds))
            try:
                return await job.result()
            except Cancelled:  # a network was ended for something else that the user does
                continue
        return None

    def _tell(self, work: _Work, number: int, seconds: float) -> None:
        now = time.monotonic()
        if now < work.told + TOLD_EVERY or self._work is not work:
            return
        work.told = now
        fraction = min(seconds / work.length, 1.0) if work.length > 0 else 0.0
        left = (now - work.began) * (1 - fraction) / fraction if fraction > 0 else None
        self._take(ev.FilmProgressed(work.job, Progress(Text("painting-frame", frame=number), 1, 1, fraction, left)))
