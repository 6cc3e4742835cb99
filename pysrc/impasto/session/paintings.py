"""The files of this visit's paintings: written while nobody waits, and read when one is brought back."""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from io import BytesIO

import numpy as np
from PIL import Image

from impasto.errors import ImpastoError
from impasto.imaging.pixels import RGBA
from impasto.painting.explorations import Exploration
from impasto.painting.making import MadeOf, made_of
from impasto.painting.stylizer import Stylizer
from impasto.painting.swatches import swatch
from impasto.painting.vectors import StyleVector
from impasto.session import thumbnails
from impasto.session.jobs import JobQueue, Priority
from impasto.session.ports import Page
from impasto.session.results import Results
from impasto.session.sources import Sources
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio import exploring
from impasto.studio.settings import Settings
from impasto.studio.visit import Painted

LARGEST = 2**22
"""Pixels of paintings that are stored: larger ones take seconds to write, and are painted again when wanted."""

QUICK = 1
"""Of zlib's levels: the file is written by the thread that hears the next click."""

MIME = "image/png"

Get = Callable[[str], Awaitable[bytes | None]]
"""Returns what is stored under a key."""

Put = Callable[[str, bytes], Awaitable[bool]]
"""Stores something; returns whether there was room."""


class Paintings:
    """Puts paintings into the store and takes them out; ``busy`` while some are not written yet."""

    def __init__(
        self,
        get: Get,
        put: Put,
        sources: Sources,
        results: Results,
        stylizer: Stylizer,
        queue: JobQueue,
        page: Page,
        take: Callable[[ev.WorkEvent], None],
    ) -> None:
        self._get = get
        self._put = put
        self._sources = sources
        self._results = results
        self._stylizer = stylizer
        self._queue = queue
        self._page = page
        self._take = take
        self._unwritten = 0

    @property
    def busy(self) -> bool:
        return self._unwritten > 0

    async def store(self, store: fx.StorePainting) -> None:
        """Show the thumbnail of what a job has painted, and write its file once nothing else is to be done."""
        pixels = self._results.pictures[store.job]
        self._show_thumbnail(store.number, pixels)
        if pixels.shape[0] * pixels.shape[1] > LARGEST:
            return

        async def written(_: object) -> bytes:
            return to_png(pixels)

        self._unwritten += 1
        try:
            data = await self._queue.submit(Priority.SHEET, written).result()
            key = hashlib.sha256(data).hexdigest()
            if await self._put(key, data):
                self._take(ev.PaintingStored(store.number, key, len(data)))
        finally:
            self._unwritten -= 1

    async def bring_back(self, painted: Painted, job: int) -> bool:
        """Show a painting as if the job had painted it; return whether its file is there."""
        data = await self._get(painted.key) if painted.key else None
        if data is None:
            return False
        made = await self._made_of(painted.settings)
        self._results.finish(job, from_png(data), made, None)
        return True

    async def save(self, save: fx.SaveStored) -> None:
        """Hand the file of a painting to the user."""
        data = await self._get(save.key)
        if data is not None:
            self._page.offer_file(save.name, MIME, data)
        self._take(ev.FileOffered(save.name))

    async def show_thumbnails(self, history: Sequence[Painted], chosen: Settings) -> None:
        """Show those of an earlier visit, the latest first, whenever there is nothing else to be done.

        Styles that were taken further are known by what they painted, and where none of it is left, by their numbers.
        """
        seen = set[str]()
        for painted in reversed(history):
            data = await self._get(painted.key) if painted.key else None
            if data is not None:
                file = data

                async def read(_: object, file: bytes = file) -> RGBA:
                    return from_png(file)

                pixels = await self._queue.submit(Priority.SHEET, read).result()
                self._show_thumbnail(painted.number, pixels)
                if bare := exploring.without_picture(painted.settings):
                    seen.add(bare)
                    self._page.show_pixels(f"style:{bare}", thumbnails.of_style(thumbnails.opaque(pixels)))
        for style in chosen.own_styles:
            if Exploration.of(style.id) and style.id not in seen:
                await self._show_numbers(style.id, chosen.style_network)

    async def _show_numbers(self, id_: str, network: str) -> None:
        """Show a style by its numbers; one that cannot be had is told of where it is painted with."""

        async def read(_: object) -> StyleVector:
            return await self._sources.styles.vector(id_, network)

        with suppress(ImpastoError):
            vector = await self._queue.submit(Priority.SHEET, read).result()
            self._page.show_pixels(f"style:{id_}", swatch(vector))

    def _show_thumbnail(self, number: int, pixels: RGBA) -> None:
        self._page.show_pixels(f"history:{number}", thumbnails.of_painting(pixels))

    async def _made_of(self, settings: Settings) -> Sequence[MadeOf]:
        request = await self._sources.request(settings)
        seen = self._queue.submit(Priority.AWAITED, lambda _: made_of(request, self._stylizer.style_vector))
        return await seen.result()


def to_png(pixels: RGBA) -> bytes:
    """Return a painting, uint8 ``[height, width, 4]``, as the bytes of a PNG, quickly."""
    file = BytesIO()
    opaque = pixels[..., 3].min() == 255
    Image.fromarray(np.ascontiguousarray(pixels[..., :3]) if opaque else pixels).save(file, "PNG", compress_level=QUICK)
    return file.getvalue()


def from_png(data: bytes) -> RGBA:
    """Return what ``to_png`` wrote, to the last bit."""
    with Image.open(BytesIO(data), formats=("PNG",)) as image:
        return np.array(image.convert("RGBA"))
