"""Writes pictures as files, and hands them to the user."""

from collections.abc import Callable

from impasto.imaging import writing
from impasto.imaging.animation import animated
from impasto.imaging.encoding import Encoded
from impasto.imaging.pixels import RGB, RGBA
from impasto.imaging.writing import SystemEncoder, write_picture
from impasto.painting import contactsheet
from impasto.painting.making import told
from impasto.session.contact_sheets import ContactSheets
from impasto.session.ports import Page
from impasto.session.results import Results
from impasto.session.sources import Sources
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.settings import Saving


class Saver:
    """Saves paintings, contact sheets and strips."""

    def __init__(
        self,
        results: Results,
        sheets: ContactSheets,
        sources: Sources,
        page: Page,
        encoder: SystemEncoder | None,
        take: Callable[[ev.WorkEvent], None],
    ) -> None:
        self._results = results
        self._sheets = sheets
        self._sources = sources
        self._page = page
        self._encoder = encoder
        self._take = take

    async def find_formats(self) -> None:
        """Find out what pictures can be saved as here."""
        self._take(ev.FormatsFound(await writing.formats(self._encoder)))

    async def save(self, save: fx.SaveResult) -> None:
        """Save a painting."""
        made_of = self._results.made_of[save.job]
        made = told(save.settings, made_of, save.styles, masked=save.masked) if save.saving.made else ""
        await self._offer(save.stem, self._results.pictures[save.job], save.saving, made, save.way)

    async def save_sheet(self, save: fx.SaveSheet) -> None:
        """Save a contact sheet with its photo in front, or a strip as a row."""
        pictures = self._sheets.pictures(save.tiles)
        if save.photo is None:
            sheet = contactsheet.in_a_row(pictures)
        else:
            sheet = contactsheet.arranged([contactsheet.unpainted(self._sources.photos.picture(save.photo)), *pictures])
        await self._offer(save.stem, sheet, save.saving)

    async def save_animation(self, save: fx.SaveAnimation) -> None:
        """Save a strip as one picture that moves."""
        self._hand_over(save.stem, animated(self._sheets.pictures(save.tiles), save.quality))

    async def _offer(
        self, stem: str, picture: RGB | RGBA, saving: Saving, made: str = "", way: ev.Way = "download"
    ) -> None:
        encoded = await write_picture(picture, saving.format, saving.quality, made=made, encoder=self._encoder)
        self._hand_over(stem, encoded, way)

    def _hand_over(self, stem: str, encoded: Encoded, way: ev.Way = "download") -> None:
        """Hand over a file; of one that is copied or shared the page tells what became of it."""
        name = f"{stem}{encoded.suffix}"
        self._page.offer_file(name, encoded.mime, encoded.data, way)
        if way == "download":
            self._take(ev.FileOffered(name))
