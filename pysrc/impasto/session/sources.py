"""The photos and styles of one visit, which the state knows by their ids, and the jobs that are made of them."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from itertools import count

from impasto.errors import ImpastoError
from impasto.imaging import decoding, fitting
from impasto.imaging.decoding import Decoded
from impasto.imaging.pixels import RGB
from impasto.painting.presets import Preset
from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.vectors import StyleVector
from impasto.studio.settings import Settings

Fetch = Callable[[str], Awaitable[bytes]]
"""Returns a file of this site, by an address relative to the page; raises ``RuntimeFailed`` where that fails."""


class Sources:
    """Reads files, and keeps what they hold for as long as it can still be painted."""

    def __init__(self, presets: Sequence[Preset], preset_urls: Mapping[str, str], fetch: Fetch) -> None:
        """``preset_urls`` tells where the picture of a preset stands, by id, for networks without a vector of it."""
        self._presets = {preset.id: preset for preset in presets}
        self._preset_urls = preset_urls
        self._fetch = fetch
        self._photos: dict[str, Picture] = {}
        self._styles: dict[str, Picture] = {}
        self._numbers = count(1)

    def add_photo(self, name: str, data: bytes) -> tuple[str, Decoded]:
        """Read a photo and return its id.

        Raises:
            BadImage: as ``decoding.decode``, with the name before its words.
        """
        decoded = _decode(name, data)
        id_ = f"photo-{next(self._numbers)}"
        self._photos[id_] = Picture(decoded.pixels)
        return id_, decoded

    def photo(self, id_: str) -> RGB:
        """Return the pixels of a photo."""
        return self._photos[id_].pixels

    def keep_photos(self, ids: Collection[str]) -> None:
        """Let go of all other photos."""
        self._photos = {id_: photo for id_, photo in self._photos.items() if id_ in ids}

    def add_style(self, name: str, data: bytes) -> tuple[str, RGB]:
        """Read the picture of a style, and return its id and the picture as style networks look at it.

        Raises: as ``add_photo``.
        """
        pixels = fitting.fit_style(_decode(name, data).pixels)
        id_ = f"own-{next(self._numbers)}"
        self._styles[id_] = Picture(pixels)
        return id_, pixels

    async def job(self, settings: Settings, size: int) -> PaintRequest:
        """Return what the settings ask to paint, with ``size`` px as the long side.

        Raises:
            RuntimeFailed: the picture of a preset could not be fetched.
        """
        styles = [
            WeightedStyle(await self._style(id_, settings.style_network), weight) for id_, weight in settings.styles
        ]
        return PaintRequest(
            content=self._photos[settings.photo or ""],
            styles=tuple(styles),
            strength=settings.strength,
            size=size,
            style_network=settings.style_network,
            transformer=settings.transformer,
        )

    async def _style(self, id_: str, network: str) -> Picture | StyleVector:
        """Return a style's finished vector where it ships, else its picture."""
        preset = self._presets.get(id_)
        if preset is not None and network in preset.vectors:
            return preset.vectors[network]
        if id_ not in self._styles:
            data = await self._fetch(self._preset_urls[id_])
            self._styles[id_] = Picture(fitting.fit_style(_decode(id_, data).pixels))
        return self._styles[id_]


def _decode(name: str, data: bytes) -> Decoded:
    """Decode a file, and name it in the error if that fails."""
    try:
        return decoding.decode(data)
    except ImpastoError as error:
        raise error.in_file(name) from error
