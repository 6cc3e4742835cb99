"""Reading pictures with what the system around has to decode, where Pillow and we cannot."""

from __future__ import annotations

from typing import Protocol

from PIL import Image

from impasto.errors import BadImage
from impasto.imaging import cutouts, decoding
from impasto.imaging.decoding import Decoded, NeedsSystemDecoder
from impasto.imaging.pixels import RGBA
from impasto.imaging.raster import Raster, without_holes
from impasto.imaging.sizes import LARGEST_SIZE, scaled


class SystemPicture(Protocol):
    """A picture that the system has decoded; ``width`` and ``height`` in px, upright."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    async def pixels(self, width: int, height: int) -> RGBA:
        """Return it at a size, at most its own: uint8 ``[height, width, 4]``, upright, sRGB, alpha not multiplied in.

        Raises:
            MemoryError: there is not enough of it.
        """


class SystemDecoder(Protocol):
    """What decodes whatever the system shows: a browser, for one."""

    async def open(self, data: bytes, mime: str) -> SystemPicture | None:
        """Return the picture in a file, or None if it cannot be read; ``mime`` is empty where it is not known."""


async def read_picture(data: bytes, system: SystemDecoder | None = None, *, longest: int = LARGEST_SIZE) -> Decoded:
    """Decode a file as ``decoding.decode`` does, or, where that cannot read it, as ``system`` does.

    Raises:
        BadImage: neither can, or its size is not allowed.
    """
    try:
        return decoding.decode(data, longest=longest)
    except NeedsSystemDecoder as error:
        needed = error
    picture = None if system is None else await system.open(data, needed.mime)
    if picture is None:
        raise needed
    width, height = picture.width, picture.height
    decoding.check_dimensions(width, height)
    try:
        pixels = await picture.pixels(*scaled(width, height, min(longest, max(width, height))))
    except MemoryError as error:
        raise BadImage("picture-needs-more-memory") from error
    rgba = Image.fromarray(pixels)
    raster = Raster(rgba.convert("RGB"), cutouts.significant(rgba.getchannel("A")))
    return decoding.finished(without_holes(raster), None, 1, needed.format, (width, height))
