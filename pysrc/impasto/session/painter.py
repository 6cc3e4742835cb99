"""Paints what the studio asks for: one job of the queue for each painting, and for each choice of a strength."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from impasto.errors import Cancelled, RuntimeFailed
from impasto.imaging.pixels import RGBA
from impasto.networks.runtime import Runtime
from impasto.painting.auto_strength import auto_strength
from impasto.painting.making import MadeOf, made_of
from impasto.painting.progress import Report
from impasto.painting.regions import Region, Show
from impasto.painting.steps import CancelToken
from impasto.painting.stylizer import Painting, Stylizer
from impasto.session.explaining import explained
from impasto.session.jobs import Job, JobQueue, Priority
from impasto.session.previewer import REST_SECONDS
from impasto.session.sources import Sources
from impasto.studio import events as ev
from impasto.studio.effects import ChooseStrength, Paint, StopPainting

T = TypeVar("T")

PaintNews = ev.PaintProgressed | ev.PaintFinished | ev.StrengthChosen | ev.PaintFailed | ev.PaintCancelled


class Painter:
    """Begins and stops paintings, and the search for a strength, which is made of some.

    Args:
        put: takes in what a job, by its number, has painted and of which styles, before ``take`` hears that it is
            finished.
        show: takes in what there is of a large picture while a job paints it.
        take: takes in news of jobs, by their numbers.
    """

    def __init__(
        self,
        stylizer: Stylizer,
        runtime: Runtime,
        queue: JobQueue,
        sources: Sources,
        put: Callable[[int, RGBA, Sequence[MadeOf]], None],
        show: Callable[[int, Region], None],
        take: Callable[[PaintNews], None],
    ) -> None:
        self._stylizer = stylizer
        self._runtime = runtime
        self._queue = queue
        self._sources = sources
        self._put = put
        self._show = show
        self._take = take
        self._jobs: dict[int, Job[Any] | None] = {}
        """The jobs that have not been stopped, by number; None for one that waits for calm."""

    def paint(self, paint: Paint) -> Awaitable[None]:
        """Begin to paint; await what is returned to follow it."""
        self._jobs[paint.job] = None if paint.calmly else self._submit(paint)
        return self._follow(paint)

    def choose_strength(self, choose: ChooseStrength) -> Awaitable[None]:
        """Begin to find the strength that suits; await what is returned to follow it."""
        job = self._queue.submit(Priority.AWAITED, lambda token: self._try_strengths(choose, token))
        self._jobs[choose.job] = job
        return self._follow_choice(choose, job)

    def stop(self, stop: StopPainting) -> None:
        """Stop a job; at once by ending the network that runs for it."""
        job = self._jobs.pop(stop.job, None)
        if job is not None:
            job.cancel()
            if stop.at_once and job.running:
                self._runtime.interrupt()

    def _submit(self, paint: Paint) -> Job[tuple[Painting, Sequence[MadeOf]]]:
        return self._queue.submit(Priority.AWAITED, lambda token: self._stylize(paint, token))

    async def _stylize(self, paint: Paint, token: CancelToken) -> tuple[Painting, Sequence[MadeOf]]:
        request = await self._sources.request(paint.settings)
        painting = await self._stylizer.stylize(request, self._report(paint.job), token, self._shown(paint.job))
        return painting, await made_of(request, self._stylizer.style_vector)

    async def _try_strengths(self, choose: ChooseStrength, token: CancelToken) -> float:
        request = await self._sources.request(choose.settings)
        return await auto_strength(self._stylizer, request, self._report(choose.job), token)

    def _shown(self, job: int) -> Show:
        def show(region: Region) -> None:
            if job in self._jobs:  # one that was stopped goes on to the end of its tile
                self._show(job, region)

        return show

    def _report(self, job: int) -> Report:
        return lambda progress: self._take(ev.PaintProgressed(job, progress))

    async def _follow(self, paint: Paint) -> None:
        if paint.calmly:
            await asyncio.sleep(REST_SECONDS)
            if paint.job in self._jobs:
                self._jobs[paint.job] = self._submit(paint)
        job = self._jobs.get(paint.job)
        if job is None:
            return
        outcome: tuple[Painting, Sequence[MadeOf]] | None = await self._outcome(paint.job, job)
        if outcome is not None:
            painting, styles = outcome
            if paint.job in self._jobs:
                self._put(paint.job, painting.pixels, styles)
            height, width, _ = painting.pixels.shape
            self._take(ev.PaintFinished(paint.job, painting.seconds, width, height, painting.from_cache))
        self._jobs.pop(paint.job, None)

    async def _follow_choice(self, choose: ChooseStrength, job: Job[float]) -> None:
        strength = await self._outcome(choose.job, job)
        if strength is not None:
            self._take(ev.StrengthChosen(choose.job, strength))
        self._jobs.pop(choose.job, None)

    async def _outcome(self, number: int, job: Job[T]) -> T | None:
        """Wait for a job and return what came of it, or tell why nothing did."""
        try:
            return await job.result()
        except Cancelled:
            self._take(ev.PaintCancelled(number))
        except Exception as error:
            self._take(ev.PaintFailed(number, explained(error), again=isinstance(error, RuntimeFailed)))
        return None
