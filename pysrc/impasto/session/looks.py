"""Shows own pictures, whole to choose a part of, and that part on their tiles."""

from impasto.imaging import fitting
from impasto.imaging.sizes import SHORTEST_SIDE
from impasto.painting.looks import Look
from impasto.session import thumbnails
from impasto.session.ports import Page
from impasto.session.sources import Sources

WHOLE_SIDE = 640
"""Long side in px of the picture that parts are chosen of: twice as many pixels as the panel has."""


class Looks:
    """Reads pictures once more from their files, since what is kept of them is as small as style networks see it."""

    def __init__(self, sources: Sources, page: Page) -> None:
        self._sources = sources
        self._page = page

    async def show_whole(self, id_: str) -> None:
        """Show all of an own picture; raises as ``Styles.whole``."""
        whole = await self._sources.styles.whole(id_)
        height, width, _ = whole.shape
        longest, shortest = max(height, width), min(height, width)
        can_be_smaller = longest > WHOLE_SIDE and shortest * WHOLE_SIDE >= SHORTEST_SIDE * longest
        self._page.show_pixels("look", fitting.fit(whole, WHOLE_SIDE) if can_be_smaller else whole)

    async def show_part(self, id_: str) -> None:
        """Show on its tile what of an own picture a style is; raises as ``Styles.whole``."""
        part = await self._sources.styles.part(Look.of(id_))
        self._page.show_pixels(f"style:{id_}", thumbnails.of_style(part))
