"""The files that a visit names, from the sources into the store and back."""

from collections.abc import Iterable

from impasto.errors import ImpastoError
from impasto.imaging.pixels import RGB
from impasto.painting.looks import Look
from impasto.painting.maskfiles import from_png, to_png
from impasto.painting.swatches import swatch
from impasto.session import reach, thumbnails
from impasto.session.ports import Page, Store
from impasto.session.sources import Sources
from impasto.studio.visit import Visit


class VisitFiles:
    """Photos, own styles and masks, by the keys under which they are stored."""

    def __init__(self, store: Store, sources: Sources, page: Page) -> None:
        self._store = store
        self._sources = sources
        self._page = page

    def here(self, wanted: Iterable[str]) -> Iterable[tuple[str, bytes]]:
        """Yield the files of these keys, as far as they are here."""
        photos, styles, masks, vectors = self._sources.all
        for key in sorted(wanted):
            if key in photos:
                yield key, photos[key].data
            elif key in styles:
                yield key, styles[key].data
            elif key in vectors:
                yield key, vectors[key].to_json().encode()
            elif key in masks:
                yield key, to_png(masks[key])

    async def read_photo(self, id_: str) -> None:
        """Put a stored photo among the sources, if it is not there; raises ``ImpastoError`` where that fails."""
        if id_ in self._sources.all[0]:
            return
        data = await self._store.get(id_)
        if data is None:
            raise ImpastoError("photo-not-there")
        await self._sources.photos.add("", data)

    async def read(self, visit: Visit) -> bool:
        """Return whether all that undo can go to is there again."""
        try:
            for photo in visit.photos:
                await self.read_photo(photo.id)
            for id_, name in reach.styles(visit).items():
                if self._sources.styles.is_preset(id_):
                    continue
                if (data := await self._store.get(id_)) is None:
                    return False
                self._page.show_pixels(f"style:{id_}", await self._read_style(name, data))
            for id_ in reach.parts(visit):
                part = await self._sources.styles.part(Look.of(id_))
                self._page.show_pixels(f"style:{id_}", thumbnails.of_style(part))
            for id_ in reach.masks(visit):
                if (data := await self._store.get(id_)) is None:
                    return False
                self._sources.masks.add(id_, from_png(data))
        except ImpastoError:
            return False
        return True

    async def _read_style(self, name: str, data: bytes) -> RGB:
        """Put a stored style among the sources, and return its thumbnail."""
        if numbers := self._sources.styles.add_numbers(name, data):
            return swatch(self._sources.styles.vectors[numbers[0]])
        _, pixels = await self._sources.styles.add(name, data)
        return thumbnails.of_style(pixels)
