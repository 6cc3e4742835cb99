"""Reads the files that the user gave: the photo, an example, own styles, a mask."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath

from impasto.errors import ImpastoError
from impasto.painting.projects import keeps_making
from impasto.session import thumbnails
from impasto.session.ports import Example, Page
from impasto.session.sources import Sources
from impasto.studio import events as ev
from impasto.words import Text


class Reader:
    """Puts what it reads among the sources, and tells of it with an event; what cannot be read raises."""

    def __init__(
        self, sources: Sources, examples: Iterable[Example], page: Page, take: Callable[[ev.WorkEvent], None]
    ) -> None:
        self._sources = sources
        self._examples = {example.id: example for example in examples}
        self._page = page
        self._take = take

    async def read_photo(self, name: str, data: bytes, work: ev.Work = "photo", style: str | None = None) -> None:
        """Read the file of a photo; ``style`` is that of an example."""
        photo_id, decoded = await self._sources.photos.add(name, data)
        size = (decoded.width, decoded.height)
        self._take(ev.PhotoRead(photo_id, name, *size, work, decoded.note, keeps_making(data), style))

    async def fetch_example(self, id_: str) -> None:
        """Fetch an example photograph of this site, and read it."""
        example = self._examples.get(id_)
        if example is None:
            raise ImpastoError("example-unknown", given=id_)
        await self.read_photo(example.name, await self._page.fetch(example.url), "example", example.style)

    async def read_styles(self, files: Sequence[ev.File]) -> None:
        """Read own styles and show their thumbnails; those that cannot be read are told of with the others."""
        styles: list[tuple[str, str]] = []
        networks: list[tuple[str, str]] = []
        problems: list[Text] = []
        for file in files:
            await asyncio.sleep(0)
            try:
                only_numbers = PurePath(file.name).suffix.lower() == ".json"  # as are those that were pasted
                if numbers := self._sources.styles.add_numbers(file.name, file.data, nothing_else=only_numbers):
                    networks.append(numbers)
                    styles.append((numbers[0], PurePath(file.name).stem))
                    continue
                style_id, pixels = await self._sources.styles.add(file.name, file.data)
            except ImpastoError as error:
                problems.append(error.text)
                continue
            self._page.show_pixels(f"style:{style_id}", thumbnails.of_style(pixels))
            styles.append((style_id, PurePath(file.name).stem))
        problem = Text("list-of-sentences", sentences=tuple(problems)) if problems else None
        self._take(ev.StylesRead(tuple(styles), problem, tuple(networks)))

    async def read_mask(self, file: ev.File, photo: str) -> None:
        """Read a grey picture as a mask for the photo of that id."""
        self._take(ev.MaskRead(await self._sources.add_mask(file.name, file.data, photo), photo))
