"""Paints previews: one at a time, always the newest, and gets ready ahead of time what they need."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from impasto.errors import BadStyle, Cancelled
from impasto.imaging.pixels import RGBA
from impasto.painting.request import PaintRequest
from impasto.painting.stylizer import Painting, Stylizer
from impasto.studio import events as ev
from impasto.studio.effects import PreparePreviews, Preview
from impasto.studio.settings import Settings

REST_SECONDS = 0.2
"""A slider that has not moved for so long rests."""
IDLE_SECONDS = 0.5
"""So long after a picture nothing is prepared: it fades in, and who knows what is clicked next."""
PREPARED_STRENGTHS = (0.5, 0.75)
"""Two small pictures: the first gets all ready, the photo's own style vector too, and the second tells the time."""

MakeRequest = Callable[[Settings, int], Awaitable[PaintRequest]]
Take = Callable[[ev.Event], Awaitable[None]]


class Previewer:
    """Serves what the studio asks of it, for as long as the page is there.

    It has a Stylizer of its own, so that many small pictures do not push the large ones out of the caches. ``turn`` is
    held while a network runs, since two at once would only share the same processor.
    """

    def __init__(self, stylizer: Stylizer, turn: asyncio.Lock, make_request: MakeRequest, take: Take) -> None:
        self._stylizer = stylizer
        self._turn = turn
        self._make_request = make_request
        self._take = take
        self._next: Preview | None = None
        self._asked = asyncio.Event()
        self._settled = asyncio.Event()
        self._settled.set()
        self._preparing: PreparePreviews | None = None
        self.pixels: RGBA | None = None
        """The preview that was painted last, uint8 ``[height, width, 4]``."""

    def ask(self, preview: Preview) -> None:
        """Take in the newest request; one that still waits is dropped, and preparations give way."""
        self.give_way()
        self._next = preview
        self._settled.clear()
        self._asked.set()

    def give_way(self) -> None:
        """End preparations: the user wants something."""
        if self._preparing is not None:
            self._preparing = None
            self._stylizer.cancel()

    async def settled(self) -> None:
        """Wait until no preview is under way or waits."""
        await self._settled.wait()

    async def serve(self) -> None:
        """Paint what is asked for, and tell when the requests pause."""
        while True:
            await self._asked.wait()
            while self._next is not None:
                preview, self._next = self._next, None
                self._asked.clear()
                await self._paint(preview)
                if self._next is None:
                    self._settled.set()
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._asked.wait(), REST_SECONDS)
            await self._take(ev.SliderRested())

    async def _paint(self, preview: Preview) -> None:
        try:
            async with self._turn:
                job = await self._make_request(preview.settings, preview.size)
                painting = await self._stylizer.stylize(job)
        except (Cancelled, BadStyle):
            return  # the full picture follows, and says what is wrong
        except Exception:
            await self._give_up()
            return
        self.pixels = painting.pixels
        seconds = None if painting.kept else painting.seconds
        await self._take(ev.PreviewPainted(preview.settings, preview.size, _area(painting), seconds))

    async def prepare(self, wish: PreparePreviews) -> None:
        """Paint two small pictures that nobody sees, once nothing has been going on for a moment."""
        self._preparing = wish
        await asyncio.sleep(IDLE_SECONDS)
        try:
            async with self._turn:
                job = await self._make_request(wish.settings, wish.size)
                for strength in PREPARED_STRENGTHS:
                    if self._preparing is not wish:
                        return
                    painting = await self._stylizer.stylize(replace(job, strength=strength))
        except (Cancelled, BadStyle):
            return
        except Exception:
            await self._give_up()
            return
        self._preparing = None
        await self._take(ev.PreviewsReady(wish.settings, wish.size, _area(painting), painting.seconds))

    async def _give_up(self) -> None:
        """Previews are dispensable: what keeps them from being painted is logged, and told with the full picture."""
        logging.getLogger(__name__).warning("no preview", exc_info=True)
        await self._take(ev.PreviewFailed())


def _area(painting: Painting) -> int:
    height, width = painting.pixels.shape[:2]
    return int(height * width)
