"""What stands on the easel: the photo with its mask, and what becomes of it."""

from collections.abc import Callable, Sequence

from impasto.imaging.pixels import RGBA
from impasto.painting.making import MadeOf
from impasto.painting.maskedits import Edits
from impasto.session import thumbnails
from impasto.session.masks import as_overlay
from impasto.session.ports import Page
from impasto.session.results import Results
from impasto.session.sources import Sources
from impasto.studio import exploring
from impasto.studio.state import State


class Easel:
    """Draws pictures before the view that speaks of them."""

    def __init__(self, page: Page, sources: Sources, results: Results, state: Callable[[], State]) -> None:
        self._page = page
        self._sources = sources
        self._results = results
        self._state = state

    async def show_photo(self, id_: str, reachable: Sequence[str]) -> None:
        """Draw a photo, and let go of all that cannot be reached; raises as ``Photos.pixels``."""
        self._sources.photos.keep_only(reachable)
        self._page.show_pixels("photo", self._sources.photos.pixels(id_))

    async def show_mask(self, edits: Edits, photo: str) -> None:
        """Lay the mask over the picture; raises as ``Sources.mask``."""
        self._page.show_pixels("mask", as_overlay(self._sources.mask(edits, photo)))

    def finish(self, job: int, pixels: RGBA, styles: Sequence[MadeOf]) -> None:
        """Take in a finished picture and draw it."""
        self._results.finish(job, pixels, styles, self._shown)
        current = self._state().job
        bare = exploring.without_picture(current.settings) if current and current.number == job else None
        if bare is not None:  # what it paints is what it is known by
            self._page.show_pixels(f"style:{bare}", thumbnails.of_style(thumbnails.opaque(pixels)))

    def keep(self, job: int, pixels: RGBA) -> None:
        """Take in a preview, which is drawn when its job is the one to be seen."""
        self._results.keep(job, pixels, self._shown)

    @property
    def _shown(self) -> int | None:
        """The job whose picture is the result."""
        result = self._state().result
        return result.job if result else None
