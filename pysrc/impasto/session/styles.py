"""The styles of one visit: presets, which ship as vectors, and what the user gave or explored."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence

from impasto.errors import BadSetting, BadStyle
from impasto.imaging import fitting
from impasto.imaging.pixels import RGB
from impasto.imaging.reading import SystemDecoder
from impasto.painting.cache import ByteBudgetCache
from impasto.painting.explorations import Exploration
from impasto.painting.exploring import explored
from impasto.painting.looks import Look
from impasto.painting.presets import Preset
from impasto.painting.request import Picture
from impasto.painting.vectors import StyleVector
from impasto.session.files import Source, id_of, read_file

Fetch = Callable[[str], Awaitable[bytes]]
"""Returns a file of this site, by an address relative to the page; raises ``RuntimeFailed`` where that fails."""


LOOKS_BUDGET = 4 * 2**20
"""Bytes of pictures that are shown to style networks otherwise than as usual."""

See = Callable[[Picture, str], Awaitable[StyleVector]]
"""Returns the vector of a picture for a style network, by the network's id (``Stylizer.style_vector``)."""


class Styles:
    """Keeps the pictures of styles, as style networks look at them, and the vectors of those that have none."""

    def __init__(
        self,
        presets: Sequence[Preset],
        preset_urls: Mapping[str, str],
        fetch: Fetch,
        see: See,
        decoder: SystemDecoder | None = None,
    ) -> None:
        """``preset_urls`` tells where the picture of a preset stands, by id, for networks without a vector of it.

        ``see`` looks at the pictures that further styles begin with; ``decoder`` reads what Pillow cannot.
        """
        self._presets = {preset.id: preset for preset in presets}
        self._preset_urls = preset_urls
        self._fetch = fetch
        self._see = see
        self._decoder = decoder
        self._sources: dict[str, Source] = {}
        self._vectors: dict[str, StyleVector] = {}
        """Styles that came as vectors, from projects."""
        self._looks = ByteBudgetCache[Picture](LOOKS_BUDGET)
        """Pictures shown otherwise than as usual, by the ids of ``painting.looks``."""
        self._whole: tuple[str, RGB] | None = None
        """The picture that was asked for last in a size to be cut from, with its id."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """Return those that are pictures, by their ids."""
        return self._sources

    @property
    def vectors(self) -> Mapping[str, StyleVector]:
        """Return those without pictures, by their ids."""
        return self._vectors

    def take(self, sources: Mapping[str, Source], vectors: Mapping[str, StyleVector]) -> None:
        """Go on with what ``sources`` and ``vectors`` returned before."""
        self._sources, self._vectors = dict(sources), dict(vectors)

    def keep_only(self, ids: Collection[str]) -> None:
        """Let go of all others that the user gave."""
        self._sources = {id_: source for id_, source in self._sources.items() if id_ in ids or self.is_preset(id_)}
        self._vectors = {id_: vector for id_, vector in self._vectors.items() if id_ in ids}

    def is_preset(self, id_: str) -> bool:
        """Return whether a style ships."""
        return id_ in self._presets

    async def add(self, name: str, data: bytes) -> tuple[str, RGB]:
        """Read the picture of a style, and return its id and the picture as style networks look at it.

        Raises:
            BadImage: as ``files.read_file``.
        """
        id_ = id_of(data)
        self._sources[id_] = source = await self._read(name, data)
        return id_, source.picture.pixels

    async def whole(self, id_: str) -> RGB:
        """Return the picture that a style is made of, with a long side of at most 2048 px.

        Raises:
            BadSetting: it is not there.
        """
        if id_ not in self._sources:
            raise BadSetting("style-not-there")
        if self._whole is None or self._whole[0] != id_:
            self._whole = id_, (await read_file("", self._sources[id_].data, self._decoder)).pixels
        return self._whole[1]

    async def part(self, look: Look) -> RGB:
        """Return what is shown of a style's picture, as large as it is there; raises as ``whole``."""
        return fitting.cropped(await self.whole(look.base), look.crop)

    def add_numbers(self, name: str, data: bytes, *, nothing_else: bool = False) -> tuple[str, str] | None:
        """Read a style that is a file of its numbers, and return its id and its style network; None for other files.

        Raises:
            BadStyle: it seems to be one, or has to be (``nothing_else``), and is none.
        """
        if not (nothing_else or data.lstrip().startswith(b"{")):
            return None
        try:
            vector = StyleVector.from_json(data.decode("utf-8", errors="replace"))
        except BadStyle as error:
            raise error.in_file(name) from error
        return self.add_vector(vector), vector.network

    def add_vector(self, vector: StyleVector) -> str:
        """Keep a style that came without a picture, and return its id."""
        id_ = id_of(vector.to_json().encode())
        self._vectors[id_] = vector
        return id_

    async def style(self, id_: str, network: str) -> Picture | StyleVector:
        """Return a style's finished vector where it ships, else its picture.

        Raises:
            BadSetting: the style is not there.
            RuntimeFailed: the picture of a preset could not be fetched.
        """
        preset = self._presets.get(id_)
        if preset is not None and network in preset.vectors:
            return preset.vectors[network]
        if id_ in self._vectors:
            return self._vectors[id_]
        if exploration := Exploration.of(id_):
            base = await self.vector(exploration.base, network) if exploration.base else None  # the middle of all
            return explored(base, exploration.amounts, network)
        if (look := Look.of(id_)).base != id_:
            return await self._shown(look)
        if id_ not in self._sources:
            if id_ not in self._preset_urls:
                raise BadSetting("style-not-there")
            self._sources[id_] = await self._read(id_, await self._fetch(self._preset_urls[id_]))
        return self._sources[id_].picture

    async def _shown(self, look: Look) -> Picture:
        """Return a picture as it is shown to a style network; raises as ``whole``."""
        shown = self._looks.get(look.id)
        if shown is None:
            shown = Picture(fitting.fit_style(await self.part(look), look.side), seen_at=look.side)
            self._looks.put(look.id, shown, shown.pixels.nbytes)
        return shown

    async def vector(self, id_: str, network: str) -> StyleVector:
        """Return a style's vector; what is a picture is looked at, so this is for jobs. Raises as ``style``."""
        source = await self.style(id_, network)
        return await self._see(source, network) if isinstance(source, Picture) else source

    def pictures(self, own: Collection[str]) -> dict[str, Picture]:
        """Return the pictures, as style networks look at them, that were read of presets and of these own styles."""
        ids = {*own, *self._presets}
        shown = {id_: picture for id_ in own if (picture := self._looks.get(id_)) is not None}
        return {id_: source.picture for id_, source in self._sources.items() if id_ in ids} | shown

    def preset_vectors(self, network: str) -> dict[str, StyleVector]:
        """Return the vectors of all presets that ship one for this style network, by id."""
        return {preset.id: preset.vectors[network] for preset in self._presets.values() if network in preset.vectors}

    async def _read(self, name: str, data: bytes) -> Source:
        decoded = await read_file(name, data, self._decoder)
        return Source(data, Picture(fitting.fit_style(decoded.pixels)))
