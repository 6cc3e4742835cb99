"""Uses the time in which the user looks and chooses: what the next picture will need is computed before it is wanted.

A photo is encoded when it is chosen, a style is looked at when it is; so a click costs little more than the decoder.
"""

import asyncio
import logging
from dataclasses import replace

from impasto.errors import ImpastoError
from impasto.painting.stylizer import Stylizer
from impasto.session.previewer import MakeRequest
from impasto.studio.effects import Prefetch

LARGEST_SIZE = 1024
"""Long side in px above which a photo is not encoded ahead. That takes seconds there, and what the user wants
meanwhile would have to wait, or to start the runtime anew."""


class Prefetcher:
    """Studies what is chosen, one network at a time, and gives way to whatever the user asks for.

    ``turn`` is held while a network runs. A run that has begun is not broken off, since its result will be needed.
    """

    def __init__(self, stylizer: Stylizer, turn: asyncio.Lock, make_request: MakeRequest) -> None:
        self._stylizer = stylizer
        self._turn = turn
        self._make_request = make_request
        self._wish: Prefetch | None = None

    def give_way(self) -> None:
        """Begin nothing more: the user wants a picture."""
        self._wish = None

    async def study(self, wish: Prefetch) -> None:
        """Compute what is missing, until all of it is there, the user wants a picture or something else is chosen."""
        self._wish = wish
        try:
            while self._wish is wish and await self._study_once(wish):
                pass
        except ImpastoError as error:
            logging.getLogger(__name__).info("not studied ahead: %s", error)  # told if a picture fails by it, too
        except Exception:  # a mistake of ours here is no reason to end the page
            logging.getLogger(__name__).exception("not foreseen")
        finally:
            if self._wish is wish:
                self._wish = None

    async def _study_once(self, wish: Prefetch) -> bool:
        """Run one network for what is chosen, or else for the user's other styles; False if nothing is missing."""
        shelf = tuple((style.id, 1.0) for style in wish.settings.own_styles)
        for settings in (wish.settings, replace(wish.settings, styles=shelf)):
            job = await self._make_request(settings, settings.output_size)
            async with self._turn:
                if self._wish is not wish:
                    return False
                if await self._stylizer.study(job, encode=settings.output_size <= LARGEST_SIZE):
                    return True
        return False
