"""The photos of one visit."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from impasto.errors import BadSetting
from impasto.imaging.cutouts import put_back
from impasto.imaging.decoding import Decoded
from impasto.imaging.pixels import RGB, RGBA, to_rgba
from impasto.imaging.reading import SystemDecoder, read_picture
from impasto.imaging.sizes import LARGEST_SIZE
from impasto.painting.request import Picture
from impasto.session.files import Source, id_of, read_file


class Photos:
    """Keeps photos for as long as they can still be painted."""

    def __init__(self, decoder: SystemDecoder | None = None) -> None:
        """``decoder`` reads what Pillow cannot."""
        self._decoder = decoder
        self._sources: dict[str, Source] = {}
        self._unnamed: set[str] = set()
        """Those that were read, and that nobody who lets go of others has spoken of yet."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """Return those that are kept, by their ids."""
        return self._sources

    def take(self, sources: Mapping[str, Source]) -> None:
        """Go on with what ``sources`` returned before."""
        self._sources = dict(sources)

    async def add(self, name: str, data: bytes) -> tuple[str, Decoded]:
        """Read a photo and return its id; raises ``BadImage`` as ``files.read_file``."""
        decoded = await read_file(name, data, self._decoder)
        id_ = id_of(data)
        self._sources[id_] = Source(data, Picture(decoded.pixels, decoded.alpha))
        self._unnamed.add(id_)
        return id_, decoded

    def keep_only(self, ids: Collection[str]) -> None:
        """Let go of all other photos, but for those that were never among ``ids``: they were read a moment ago."""
        self._unnamed -= set(ids)
        self._sources = {id_: photo for id_, photo in self._sources.items() if id_ in {*ids, *self._unnamed}}

    def picture(self, id_: str) -> Picture:
        """Return a photo as it is painted up to 2048 px; ``BadSetting`` if it is not there (any more)."""
        return self._source(id_).picture

    def pixels(self, id_: str) -> RGB | RGBA:
        """Return the pixels of a photo, a cut-out with its shape; raises as ``picture``."""
        photo = self.picture(id_)
        return photo.pixels if photo.alpha is None else put_back(to_rgba(photo.pixels), photo.alpha)

    def file(self, id_: str) -> bytes:
        """Return the file of a photo; raises as ``picture``."""
        return self._source(id_).data

    async def content(self, id_: str, longest: int) -> Picture:
        """Return a photo with the long side as large as asked for, if it is; raises as ``picture``."""
        source = self._source(id_)
        if longest <= LARGEST_SIZE:
            return source.picture
        if source.large is None:
            decoded = await read_picture(source.data, self._decoder, longest=longest)
            same = decoded.pixels.shape == source.picture.pixels.shape
            large = source.picture if same else Picture(decoded.pixels, decoded.alpha)
            source = self._sources[id_] = replace(source, large=large)
        assert source.large is not None, "it was read"
        return source.large

    async def read(self, data: bytes, longest: int) -> Picture:
        """Read a photo that is not kept, with a long side of at most ``longest`` px; raises as ``read_picture``."""
        decoded = await read_picture(data, self._decoder, longest=longest)
        return Picture(decoded.pixels, decoded.alpha)

    def _source(self, id_: str) -> Source:
        if id_ not in self._sources:
            raise BadSetting("photo-not-there")
        return self._sources[id_]
