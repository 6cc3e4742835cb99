"""Paints frames of the camera, at a size that this machine keeps up with."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

import numpy as np

from impasto.errors import Cancelled
from impasto.imaging.pixels import RGB, RGBA
from impasto.painting import vectors
from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.steps import CancelToken
from impasto.painting.stylizer import Stylizer
from impasto.painting.vectors import StyleVector
from impasto.session.explaining import explained
from impasto.session.jobs import JobQueue, Priority
from impasto.session.sources import Sources
from impasto.studio.effects import PaintFrame
from impasto.studio.events.camera import CameraFailed, CameraNews, CameraPaced
from impasto.studio.pace import Pace

LOOKED_EVERY = 3.0
"""Seconds for which a frame stands for those after it where their own style vector is needed: to look at each would
take longer than to paint it, and would make colours flicker."""


class FramePainter:
    """Paints the newest frame, and tells when the pace has changed.

    Args:
        show: draws a picture in a slot of the page (``Page.show_pixels``).
        take: takes in news of the camera.
    """

    def __init__(
        self,
        stylizer: Stylizer,
        queue: JobQueue,
        sources: Sources,
        show: Callable[[str, RGB | RGBA], None],
        take: Callable[[CameraNews], None],
    ) -> None:
        self._stylizer = stylizer
        self._queue = queue
        self._sources = sources
        self._show = show
        self._take = take
        self.stop()

    def stop(self) -> None:
        """Forget the pace: whoever turns the camera on again may have another one."""
        self._pace = Pace()
        self._told = (0, 0, 0)
        self._shown_at = 0.0
        self._seen: tuple[str, float, StyleVector] | None = None
        """The style network, when it has looked at a frame, and the vector that it saw."""

    def paint(self, frame: PaintFrame) -> Awaitable[None]:
        """Begin to paint a frame; await what is returned to follow it."""
        return self._follow(frame)

    async def _follow(self, frame: PaintFrame) -> None:
        rgba = np.frombuffer(frame.pixels, np.uint8).reshape(frame.height, frame.width, 4)
        content = Picture(np.ascontiguousarray(rgba[..., :3]))
        if not frame.settings.styles:
            self._show("live", content.pixels)
            return
        pace = self._pace
        try:
            job = self._queue.submit(Priority.PREVIEW, lambda token: self._paint(frame, content, token))
            pixels = await job.result()
        except Cancelled:
            return  # the page sends another one by itself
        except Exception as error:
            self._take(CameraFailed(explained(error)))
            return
        if pace is self._pace:  # not stopped meanwhile
            self._note(frame)
            self._show("live", pixels)

    def _note(self, frame: PaintFrame) -> None:
        now, size = time.perf_counter(), max(frame.width, frame.height)
        if self._shown_at and size == self._pace.size:
            self._pace = self._pace.noted(now - self._shown_at, frame.largest)
        self._shown_at = now
        told = (size, round(self._pace.rate), self._pace.size)
        if told != self._told and (self._pace.rate or self._pace.size != size):
            self._told = told
            self._take(CameraPaced(size, self._pace.rate, self._pace.size))

    async def _paint(self, frame: PaintFrame, content: Picture, token: CancelToken) -> RGBA:
        request = await self._sources.request(frame.settings, passing=True, content=content)
        painting = await self._stylizer.stylize(await self._without_looking(request), token=token)
        return painting.pixels

    async def _without_looking(self, request: PaintRequest) -> PaintRequest:
        """Return the request with its strength in the vector, so that no network has to look at the frame."""
        settings, network = request.settings, request.settings.style_network
        if settings.strength == 1.0:
            return request
        if self._seen is None or self._seen[0] != network or time.perf_counter() > self._seen[1] + LOOKED_EVERY:
            vector = await self._stylizer.style_vector(request.content, network)
            self._seen = (network, time.perf_counter(), vector)
        blend = vectors.weighted_mean([(await self._vector(style, network), style.weight) for style in request.styles])
        mixed = vectors.with_strength(self._seen[2], blend, settings.strength)
        return replace(request, styles=(WeightedStyle(mixed),), settings=replace(settings, strength=1.0))

    async def _vector(self, style: WeightedStyle, network: str) -> StyleVector:
        source = style.source
        return source if isinstance(source, StyleVector) else await self._stylizer.style_vector(source, network)
