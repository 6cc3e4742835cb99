"""Files that the user gave, as they came, beside the pixels that were read of them.

A file is known by its hash, so that the same file is the same source wherever and whenever it is given.
"""

import hashlib
from dataclasses import dataclass

from impasto.errors import ImpastoError
from impasto.imaging.decoding import Decoded
from impasto.imaging.reading import SystemDecoder, read_picture
from impasto.imaging.sizes import LARGEST_SIZE
from impasto.painting.request import Picture


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


def id_of(data: bytes) -> str:
    """Return what a file is known by."""
    return hashlib.sha256(data).hexdigest()


async def read_file(name: str, data: bytes, decoder: SystemDecoder | None, longest: int = LARGEST_SIZE) -> Decoded:
    """Decode a file; ``BadImage`` as ``imaging.reading.read_picture``, with the name before its words."""
    try:
        return await read_picture(data, decoder, longest=longest)
    except ImpastoError as error:
        raise error.in_file(name) from error
