"""Picture files as Pillow reads them: opened by their headers, then unpacked, as tolerantly as browsers do it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from io import BytesIO
from itertools import islice

import numpy as np
from PIL import Image, ImageChops, ImageFile, TiffImagePlugin, WebPImagePlugin  # noqa: F401  (registers what Pillow does not by itself)

from impasto.imaging import colours, jpegfile, nclx, pngfile
from impasto.imaging.colours import Colours, Space
from impasto.imaging.orientation import orientation
from impasto.imaging.raster import MISSING, Raster, flattened, rows_there, without_missing

try:
    from PIL import AvifImagePlugin
except ImportError:
    READS_AVIF = False
else:
    READS_AVIF = AvifImagePlugin.SUPPORTED
"""Whether this Pillow reads AVIF."""

MOST_MADE_UP = 1 << 28
"""Bytes that a header may promise and a file not have, so that a small file cannot ask for all memory."""

_DIFFERENT = 16
"""Bytes in which what is made up differs."""

JPEG_BLOCKS = 16
"""Rows of px that libjpeg may leave grey though nothing that matters is missing: the last row of blocks."""


class PictureFile(ABC):
    """A file whose header is known: ``width`` and ``height`` as stored, and the ``orientation`` that EXIF names."""

    format: str
    width: int
    height: int
    orientation: int = 1

    @property
    def bytes_a_pixel(self) -> float:
        """How many bytes a pixel takes, unpacked."""
        return 4

    @abstractmethod
    def raster(self, least: tuple[int, int]) -> Raster:
        """Unpack it, where that is cheaper at less than its size, but no less than ``least``, width and height."""

    @abstractmethod
    def colours(self, space: Space) -> Colours:
        """Return what is to be done to its pixels, of that kind, to make sRGB of them."""


class PillowFile(PictureFile):
    """GIF, TIFF where it is of an uncommon kind, and what the others have in common with them."""

    fill = 0
    """The level in which Pillow leaves what it did not get."""

    def __init__(self, data: bytes, formats: tuple[str, ...]) -> None:
        self._data = data
        self._formats = formats
        self._image = self._open()
        self.format = str(self._image.format)
        self.width, self.height = self._image.size
        self.orientation = orientation(self.exif)
        # Pillow tells it of a GIF only in what it gives to the decoder.
        told = self._image.tile[0].args if self.format == "GIF" else None
        self._interlaced = isinstance(told, tuple) and bool(told[1])

    @property
    def exif(self) -> bytes | None:
        found = self._image.info.get("exif")
        return found if isinstance(found, bytes) else None

    @property
    def profile(self) -> bytes | None:
        """The embedded colour profile."""
        found = self._image.info.get("icc_profile")
        return found if isinstance(found, bytes) else None

    def raster(self, least: tuple[int, int]) -> Raster:
        self._image.draft(None, least)
        image, cut = self._loaded(least)
        return self._known(image, flattened(image)) if cut else flattened(image)

    def colours(self, space: Space) -> Colours:
        return colours.of_profile(self.profile, space)

    def _known(self, image: Image.Image, raster: Raster) -> Raster:
        """Return the raster made of ``image``, which was cut off."""
        return without_missing(raster, rows_there(image, self.fill), interlaced=self._interlaced)

    def _open(self) -> ImageFile.ImageFile:
        return Image.open(BytesIO(self._data), formats=self._formats)

    def _loaded(self, least: tuple[int, int]) -> tuple[Image.Image, bool]:
        """Return the picture unpacked, and whether that was only possible by passing over what is missing."""
        try:
            self._image.load()
            return self._image, False
        except (OSError, SyntaxError, EOFError, IndexError):
            with _passing_over():
                self._image = self._open()
                self._image.draft(None, least)
                self._image.load()
            return self._image, True


class JpegFile(PillowFile):
    """JPEG; a phone's that holds several pictures opens as MPO, of which the first is the photograph."""

    fill = MISSING

    def __init__(self, data: bytes) -> None:
        mended = jpegfile.mended(data)
        try:
            super().__init__(mended.data, ("JPEG",))
        except OverflowError:  # EXIF, of which Pillow wants the resolution, tells of places beyond the browser's memory
            super().__init__(mended.data.replace(b"Exif\0\0", b"none\0\0", 1), ("JPEG",))
        self.format = "JPEG"
        self._mended = mended

    def _loaded(self, least: tuple[int, int]) -> tuple[Image.Image, bool]:
        image, cut = super()._loaded(least)
        if cut and jpegfile.rare_kind(self._data):  # nothing is missing but what would decode it
            raise OSError("a JPEG of a kind that is not read here")
        return image, cut

    def raster(self, least: tuple[int, int]) -> Raster:
        raster = super().raster(least)
        if self._mended.coarse:
            return replace(raster, coarse=True)
        if not self._mended.cut:
            return raster
        found = self._known(self._image, raster)
        return raster if (1 - found.present) * self.height <= JPEG_BLOCKS else found


class PngFile(PillowFile):
    """PNG."""

    def __init__(self, data: bytes) -> None:
        self._png = pngfile.opened(data)
        super().__init__(self._png.data, ("PNG",))
        self._interlaced = bool(self._image.info.get("interlace"))

    @property
    def exif(self) -> bytes | None:
        return self._png.exif

    def _loaded(self, least: tuple[int, int]) -> tuple[Image.Image, bool]:
        image, cut = super()._loaded(least)
        mended = pngfile.with_right_sum(self._data) if cut else None
        if mended is None:
            return image, cut
        self._data = mended
        self._image = self._open()
        return super()._loaded(least)

    def raster(self, least: tuple[int, int]) -> Raster:
        image, cut = self._loaded(least)
        transparent = image.info.get("transparency")
        if self._png.depth == 16 and isinstance(transparent, tuple):
            # Pillow keeps the high bytes of colours of 16 bits, but not of the one that is transparent.
            image.info["transparency"] = tuple(value >> 8 for value in transparent)
        elif image.mode == "L" and self._png.depth in (2, 4) and isinstance(transparent, int):
            # It spreads grey of 2 and 4 bits over 8, but not the one that is transparent.
            image.info["transparency"] = transparent * 255 // ((1 << self._png.depth) - 1)
        raster = flattened(image, self._png.transparent_grey)
        if self._png.grey and raster.image.mode == "RGB":  # as Pillow opens 16 bits of grey with alpha
            raster = replace(raster, image=raster.image.getchannel("R"))
        return self._known(image, raster) if cut else raster

    def colours(self, space: Space) -> Colours:
        return colours.of_png(self._png, space)


class WebpFile(PillowFile):
    """WebP, whose decoder in Pillow takes whole files only: what is missing is made up, and then left out again."""

    def __init__(self, data: bytes) -> None:
        lacking = 8 + int.from_bytes(data[4:8], "little") - len(data)
        self._lacking = lacking if 0 < lacking < MOST_MADE_UP else 0
        super().__init__(data + bytes(self._lacking), ("WEBP",))

    def raster(self, least: tuple[int, int]) -> Raster:
        if not self._lacking:
            return super().raster(least)
        # Whatever is made up, the rows that are there stay as they are: so two pictures show which these are.
        raster, other = islice(self._made_up(least), 2)
        unlike = ImageChops.difference(raster.image, other.image).getbbox()
        return without_missing(raster, np.arange(self.height) < unlike[1]) if unlike else raster

    def _made_up(self, least: tuple[int, int]) -> Iterator[Raster]:
        """Yield the picture with some bytes or other in the place of those that are missing, where they make one."""
        for made_up in range(0, 256, 17):
            # Mostly zeros, of which the decoder needs least for a pixel, so that it does not run out of them.
            beginning = bytes([made_up]) * min(self._lacking, _DIFFERENT)
            whole = self._data[: -self._lacking] + beginning.ljust(self._lacking, b"\0")
            with suppress(OSError):
                yield PillowFile(whole, ("WEBP",)).raster(least)


class AvifFile(PillowFile):
    """AVIF, where Pillow comes with it."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data, ("AVIF",))

    def colours(self, space: Space) -> Colours:
        if self.profile is not None or space != "RGB":
            return super().colours(space)
        return nclx.colours(self._data)


@contextmanager
def _passing_over() -> Iterator[None]:
    """Have Pillow go on where a file is cut off, which it only takes as a setting of all."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
