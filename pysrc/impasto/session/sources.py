"""The photos, styles and masks of one visit, and the requests that are made of them.

A source is known by the hash of its file, so that the same file is the same source wherever and whenever it is given.
The file is kept as it came, beside the pixels that were read of it.
"""

import hashlib
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from impasto.errors import BadImage, BadSetting, BadStyle, ImpastoError
from impasto.imaging import fitting
from impasto.imaging.cutouts import put_back
from impasto.imaging.decoding import Decoded
from impasto.imaging.pixels import RGB, RGBA, to_rgba
from impasto.imaging.reading import SystemDecoder, read_picture
from impasto.imaging.sizes import LARGEST_SIZE
from impasto.painting.brush import SIDE
from impasto.painting.explorations import Exploration
from impasto.painting.exploring import explored
from impasto.painting.maskedits import Edits
from impasto.painting.masks import Mask, check_ratio, of_picture
from impasto.painting.presets import Preset
from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.vectors import StyleVector
from impasto.session.masks import Masks
from impasto.studio.settings import Settings

Fetch = Callable[[str], Awaitable[bytes]]
"""Returns a file of this site, by an address relative to the page; raises ``RuntimeFailed`` where that fails."""


See = Callable[[Picture, str], Awaitable[StyleVector]]
"""Returns the vector of a picture for a style network, by the network's id (``Stylizer.style_vector``)."""


@dataclass(frozen=True, slots=True)
class Source:
    """A picture that the user gave: its file, and what it is painted from or looked at.

    ``large`` is what large pictures are painted from, once one was asked for.
    """

    data: bytes
    picture: Picture
    large: Picture | None = None

    @property
    def nbytes(self) -> int:
        """Return how many bytes file and pixels are."""
        pictures = (self.picture, *([self.large] if self.large else []))
        return len(self.data) + sum(picture.pixels.nbytes for picture in pictures)


class Sources:
    """Reads files, and keeps what they hold for as long as it can still be painted."""

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
        self._see = see
        self._decoder = decoder
        self._presets = {preset.id: preset for preset in presets}
        self._preset_urls = preset_urls
        self._fetch = fetch
        self._photos: dict[str, Source] = {}
        self._styles: dict[str, Source] = {}
        self._vectors: dict[str, StyleVector] = {}
        """Styles that came as vectors, from projects."""
        self._masks = Masks()

    async def add_photo(self, name: str, data: bytes) -> tuple[str, Decoded]:
        """Read a photo and return its id.

        Raises:
            BadImage: as ``imaging.reading.read_picture``, with the name before its words.
        """
        decoded = await self._read(name, data)
        id_ = _id(data)
        self._photos[id_] = Source(data, Picture(decoded.pixels, decoded.alpha))
        return id_, decoded

    def photo(self, id_: str) -> RGB | RGBA:
        """Return the pixels of a photo, a cut-out with its shape; ``BadSetting`` if it is not there (any more)."""
        photo = self.picture(id_)
        return photo.pixels if photo.alpha is None else put_back(to_rgba(photo.pixels), photo.alpha)

    @property
    def all(
        self,
    ) -> tuple[Mapping[str, Source], Mapping[str, Source], Mapping[str, Mask], Mapping[str, StyleVector]]:
        """Return the photos, the styles, the masks of files and the styles without pictures that are kept, by ids."""
        return self._photos, self._styles, self._masks.pictures, self._vectors

    def take(
        self,
        photos: Mapping[str, Source],
        styles: Mapping[str, Source],
        masks: Mapping[str, Mask],
        vectors: Mapping[str, StyleVector],
    ) -> None:
        """Go on with what ``all`` returned before."""
        self._photos, self._styles, self._vectors = dict(photos), dict(styles), dict(vectors)
        for id_, mask in masks.items():
            self._masks.add(id_, mask)

    def keep_photos(self, ids: Collection[str]) -> None:
        """Let go of all other photos."""
        self._photos = {id_: photo for id_, photo in self._photos.items() if id_ in ids}

    def add_numbers(self, name: str, data: bytes) -> tuple[str, str] | None:
        """Read a style that is a file of its numbers, and return its id and its style network; None for other files.

        Raises:
            BadStyle: it seems to be one, and is none.
        """
        if not data.lstrip().startswith(b"{"):
            return None
        try:
            vector = StyleVector.from_json(data.decode("utf-8", errors="replace"))
        except BadStyle as error:
            raise error.in_file(name) from error
        return self.add_vector(vector), vector.network

    async def add_style(self, name: str, data: bytes) -> tuple[str, RGB]:
        """Read the picture of a style, and return its id and the picture as style networks look at it.

        Raises: as ``add_photo``.
        """
        id_ = _id(data)
        picture = Picture(fitting.fit_style((await self._read(name, data)).pixels))
        self._styles[id_] = Source(data, picture)
        return id_, picture.pixels

    def add_vector(self, vector: StyleVector) -> str:
        """Keep a style that came without a picture, and return its id."""
        id_ = _id(vector.to_json().encode())
        self._vectors[id_] = vector
        return id_

    def add_drawn_mask(self, mask: Mask) -> str:
        """Keep a mask that was finished elsewhere, and return its id."""
        id_ = _id(mask.fingerprint.encode())
        self._masks.add(id_, mask)
        return id_

    def put_mask(self, id_: str, mask: Mask) -> None:
        """Keep a mask that was read before, by its id."""
        self._masks.add(id_, mask)

    def file(self, id_: str) -> bytes:
        """Return the file of a photo; ``BadSetting`` if it is not there (any more)."""
        self.picture(id_)
        return self._photos[id_].data

    async def add_mask(self, name: str, data: bytes, photo_id: str) -> str:
        """Read a mask for a photo, and return its id.

        Raises:
            BadImage: as ``add_photo``, or it has another ratio than the photo.
            BadSetting: the photo is not there (any more).
        """
        decoded = await self._read(name, data, SIDE)
        mask = of_picture(decoded.pixels, decoded.alpha)
        try:
            check_ratio(mask, *self.picture(photo_id).pixels.shape[:2])
        except BadImage as error:
            raise error.in_file(name) from error
        id_ = _id(data)
        self._masks.add(id_, mask)
        return id_

    def keep_mask(self, mask: Mask) -> str:
        """Keep a mask that was made of a photo, and return its id."""
        self._masks.add(mask.fingerprint, mask)
        return mask.fingerprint

    def mask(self, edits: Edits, photo_id: str) -> Mask:
        """Return the mask that edits make for a photo; raises ``BadSetting`` as ``photo``."""
        return self._masks.mask(edits, self.picture(photo_id).pixels, photo_id)

    async def read_photo(self, data: bytes, longest: int) -> Picture:
        """Read a photo that is not kept, with a long side of at most ``longest`` px; raises as ``read_picture``."""
        decoded = await read_picture(data, self._decoder, longest=longest)
        return Picture(decoded.pixels, decoded.alpha)

    async def request(
        self, settings: Settings, *, passing: bool = False, content: Picture | None = None
    ) -> PaintRequest:
        """Return what the settings ask to paint; ``passing`` as in ``PaintRequest``.

        ``content`` takes the place of the photo that they name.

        Raises:
            BadSetting: the photo, a style or a mask is not there.
            RuntimeFailed: the picture of a preset could not be fetched.
        """
        styles, outside = [
            tuple([WeightedStyle(await self.style(id_, settings.style_network), weight) for id_, weight in chosen])
            for chosen in (settings.styles, settings.outside if settings.mask else ())
        ]
        content = content or await self._content(settings.photo or "", settings.reading_size)
        mask = self.mask(settings.mask, settings.photo or "") if settings.mask else None
        return PaintRequest(content, styles, settings.painting, passing, mask, outside=outside)

    async def _content(self, id_: str, longest: int) -> Picture:
        """Return a photo with the long side as large as asked for, if it is."""
        if longest <= LARGEST_SIZE:
            return self.picture(id_)
        picture, source = self.picture(id_), self._photos[id_]
        if source.large is None:
            decoded = await read_picture(source.data, self._decoder, longest=longest)
            same = decoded.pixels.shape == picture.pixels.shape
            large = picture if same else Picture(decoded.pixels, decoded.alpha)
            source = self._photos[id_] = replace(source, large=large)
        assert source.large is not None, "it was read"
        return source.large

    def picture(self, id_: str) -> Picture:
        """Return a photo as it is painted up to 2048 px; ``BadSetting`` if it is not there (any more)."""
        if id_ not in self._photos:
            raise BadSetting("photo-not-there")
        return self._photos[id_].picture

    async def style(self, id_: str, network: str) -> Picture | StyleVector:
        """Return a style's finished vector where it ships, else its picture.

        Raises: as ``request``.
        """
        preset = self._presets.get(id_)
        if preset is not None and network in preset.vectors:
            return preset.vectors[network]
        if id_ in self._vectors:
            return self._vectors[id_]
        if exploration := Exploration.of(id_):
            base = await self.vector(exploration.base, network) if exploration.base else None  # the middle of all
            return explored(base, exploration.amounts, network)
        if id_ not in self._styles:
            if id_ not in self._preset_urls:
                raise BadSetting("style-not-there")
            data = await self._fetch(self._preset_urls[id_])
            self._styles[id_] = Source(data, Picture(fitting.fit_style((await self._read(id_, data)).pixels)))
        return self._styles[id_].picture

    async def vector(self, id_: str, network: str) -> StyleVector:
        """Return a style's vector; what is a picture is looked at, so this is for jobs. Raises as ``request``."""
        source = await self.style(id_, network)
        return await self._see(source, network) if isinstance(source, Picture) else source

    def style_pictures(self, own: Collection[str]) -> dict[str, Picture]:
        """Return the pictures, as style networks look at them, that were read of presets and of these own styles."""
        ids = {*own, *self._presets}
        return {id_: source.picture for id_, source in self._styles.items() if id_ in ids}

    def preset_vectors(self, network: str) -> dict[str, StyleVector]:
        """Return the vectors of all presets that ship one for this style network, by id."""
        return {preset.id: preset.vectors[network] for preset in self._presets.values() if network in preset.vectors}

    async def _read(self, name: str, data: bytes, longest: int = LARGEST_SIZE) -> Decoded:
        """Decode a file, and name it in the error if that fails."""
        try:
            return await read_picture(data, self._decoder, longest=longest)
        except ImpastoError as error:
            raise error.in_file(name) from error


def _id(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
