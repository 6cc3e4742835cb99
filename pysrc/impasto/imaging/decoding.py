"""From the bytes of a picture file to RGB pixels, for whatever a user may drop on the page.

The same file gives the same pixels in Pyodide and on the desktop, but for JPEG: Pyodide has libjpeg 9, the desktop
libjpeg-turbo. They agree to one level of 255 where colour is stored in full resolution, and interpolate it differently
where it is not (by less than one level on average, by more at sharp edges of colour).
"""

import warnings
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from PIL import Image

from impasto.errors import BadImage
from impasto.imaging import bmpfile, colours, files, filetypes, jpegfile, tiff
from impasto.imaging.cutouts import Alpha
from impasto.imaging.files import PictureFile
from impasto.imaging.filetypes import SystemType
from impasto.imaging.orientation import turns_sides, upright
from impasto.imaging.pixels import RGB
from impasto.imaging.raster import Raster, resized, without_holes
from impasto.imaging.sizes import LARGEST_SIZE, SHORTEST_SIDE, scaled
from impasto.words import Text

MEGAPIXELS = 100
BYTES_A_PIXEL = 8
"""No more than so many bytes are unpacked of a picture of the greatest size: 16 bits for each of four channels."""

LONGEST_RATIO = LARGEST_SIZE // SHORTEST_SIDE
"""Long side to short side: beyond it there is no size at which the picture could be painted."""

REDUCING_GAP = 1.5
"""Large pictures are first reduced cheaply to at least this many times the final size, then by LANCZOS."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded picture; ``width`` and ``height`` are those of the file, upright, before it was scaled down.

    Of a cut-out, ``pixels`` go on into the holes with the colours around them, and ``alpha`` is its shape, uint8
    ``[height, width]`` of the pixels, to be put back on what is painted; None where nothing is transparent.
    ``note`` is what the user should know of a picture that was read, as far as it was, from a damaged file.
    """

    pixels: RGB
    width: int
    height: int
    format: str
    alpha: Alpha | None = None
    note: Text | None = None


class NeedsSystemDecoder(BadImage):
    """A file that cannot be read here, but that the browser, or another system, may well show.

    Its text says what the user can do where nobody reads it. ``mime`` and ``format`` are the media type and the name
    of what the file seems to be, empty where it seems to be nothing.
    """

    mime: str = ""
    format: str = ""

    def of(self, mime: str, format: str) -> Self:
        """Return it with what the file seems to be."""
        self.mime, self.format = mime, format
        return self


def decode(data: bytes, *, longest: int = LARGEST_SIZE) -> Decoded:
    """Decode the first picture of a JPEG, PNG, WebP, GIF, BMP or TIFF file, told by its content; AVIF on the desktop.

    It is brought to sRGB as its profile, or what it says in place of one, asks for (``colours``), turned upright as
    EXIF says, brought to 8 bits of RGB and scaled down (never up) so that its long side is at most ``longest`` px. Of
    several pages of a TIFF it is the largest. A file that is cut off gives what is there, grey where nothing is.

    Raises:
        NeedsSystemDecoder: the file is not such a picture, or is damaged.
        BadImage: it is of a kind that nobody reads here, or its size is not allowed (the short side at least 32 px, at
            most 100 megapixels, the long side at most 64 times the short one); a size that is not allowed is refused
            by the file's header, before any pixel is decoded.
    """
    if not data:
        raise BadImage("file-empty")
    foreign = filetypes.foreign_type(data)
    if foreign is not None:
        raise BadImage(foreign)
    system = filetypes.system_type(data)
    if system is not None and not (system is SystemType.AVIF and files.READS_AVIF):
        raise NeedsSystemDecoder(system.advice).of(system.mime, system.value)
    # Pillow's warnings (large picture, odd EXIF, palette) are either covered by the limits here or harmless.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _decode(data, longest)
        except BadImage:
            raise
        except Image.DecompressionBombError as error:
            raise BadImage("picture-far-too-large", megapixels=MEGAPIXELS) from error
        except MemoryError as error:
            raise BadImage("picture-needs-more-memory") from error
        except Exception as error:  # on damaged bytes Pillow's plugins raise almost any type
            raise _unreadable(data) from error


def finished(raster: Raster, what: colours.Colours, orientation: int, format: str, size: tuple[int, int]) -> Decoded:
    """Return what is unpacked, without holes and as large as it shall be, in sRGB and upright.

    ``size`` are width and height of the file as stored.
    """
    pixels = colours.to_srgb(upright(raster.image, orientation), what)
    alpha = None if raster.alpha is None else np.array(upright(raster.alpha, orientation))
    width, height = size[::-1] if turns_sides(orientation) else size
    return Decoded(pixels, width, height, format, alpha)


def check_dimensions(width: int, height: int) -> None:
    """Raise ``BadImage`` unless a picture of this size, in px, is one that can be painted."""
    if min(width, height) < SHORTEST_SIDE:
        raise BadImage("picture-too-small", width=width, height=height, shortest=SHORTEST_SIDE)
    if width * height > MEGAPIXELS * 1_000_000:
        given = width * height / 1e6
        raise BadImage("picture-too-large", width=width, height=height, given=given, megapixels=MEGAPIXELS)
    if max(width, height) > LONGEST_RATIO * min(width, height):
        raise BadImage("picture-too-narrow", width=width, height=height, ratio=LONGEST_RATIO)


def _decode(data: bytes, longest: int) -> Decoded:
    file = _opened(data)
    width, height = file.width, file.height
    check_dimensions(width, height)
    if width * height * file.bytes_a_pixel > MEGAPIXELS * 1_000_000 * BYTES_A_PIXEL:
        raise BadImage("picture-needs-more-memory")
    target = scaled(width, height, min(longest, max(width, height)))
    # A JPEG can be decoded at half size or less, which saves most of a large photo's memory.
    raster = file.raster((int(REDUCING_GAP * target[0]), int(REDUCING_GAP * target[1])))
    if not raster.present:
        raise _unreadable(data)
    raster = without_holes(raster)
    if raster.image.size != target:
        raster = resized(raster, target, REDUCING_GAP)
    what = file.colours(colours.SPACES[raster.image.mode])
    decoded = finished(raster, what, file.orientation, file.format, (width, height))
    if raster.present < 1:
        return replace(decoded, note=Text("photo-cut-off", percent=max(1, int(raster.present * 100))))
    return replace(decoded, note=Text("photo-coarse")) if raster.coarse else decoded


def _opened(data: bytes) -> PictureFile:
    match filetypes.picture_type(data):
        case "JPEG":
            return files.JpegFile(data)
        case "PNG":
            return files.PngFile(data)
        case "WebP":
            return files.WebpFile(data)
        case "GIF":
            return files.PillowFile(data, ("GIF",))
        case "BMP":
            inside = bmpfile.embedded(data)
            return bmpfile.opened(data) if inside is None else _opened(inside)
        case "TIFF":
            return tiff.opened(data) or files.PillowFile(data, ("TIFF",))
        case _ if filetypes.system_type(data) is SystemType.AVIF:
            return files.AvifFile(data)
        case _:
            raise _unreadable(data)


def _unreadable(data: bytes) -> NeedsSystemDecoder:
    name = filetypes.picture_type(data)
    if name is not None:
        text = Text("file-damaged-or-compressed" if name == "TIFF" else "file-damaged", format=name)
        if name == "JPEG":
            text = jpegfile.rare_kind(data) or text
        return NeedsSystemDecoder(text).of(f"image/{name.lower()}", name)
    system = filetypes.system_type(data)
    if system is not None:
        return NeedsSystemDecoder(Text("file-damaged", format=system.value)).of(system.mime, system.value)
    rare = filetypes.rare_format(data)
    return NeedsSystemDecoder(Text("file-is-of-format", format=rare) if rare else Text("file-not-a-picture"))
