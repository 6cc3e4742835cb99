"""From the bytes of a picture file to RGB pixels, for whatever a user may drop on the page.

The same file gives the same pixels in Pyodide and on the desktop, but for two things. JPEG: Pyodide has libjpeg 9, the
desktop libjpeg-turbo. They agree to one level of 255 where colour is stored in full resolution, and interpolate it
differently where it is not (by less than one level on average, by more at sharp edges of colour). TIFF: Pyodide's
libtiff cannot read the compressions JPEG and Deflate. Colour profiles are ignored on both, because Pyodide's Pillow
comes without LittleCMS.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, TiffImagePlugin  # noqa: F401  (registers TIFF, which Pillow does not do by itself)

from impasto.errors import BadImage
from impasto.imaging.filetypes import foreign_type, picture_type
from impasto.imaging.pixels import RGB
from impasto.imaging.sizes import LARGEST_SIZE, SHORTEST_SIDE, scaled
from impasto.words import Text

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
MEGAPIXELS = 100
LONGEST_RATIO = LARGEST_SIZE // SHORTEST_SIDE
"""Long side to short side: beyond it there is no size at which the picture could be painted."""

REDUCING_GAP = 1.5
"""Large pictures are first reduced cheaply to at least this many times the final size, then by LANCZOS."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded picture; ``width`` and ``height`` are those of the file, upright, before it was scaled down."""

    pixels: RGB
    width: int
    height: int
    format: str


def decode(data: bytes, *, longest: int = LARGEST_SIZE) -> Decoded:
    """Decode the first picture of a JPEG, PNG, WebP, GIF, BMP or TIFF file, told by its content.

    It is turned upright as EXIF says, laid over white where it is transparent, brought to 8 bits of RGB and scaled
    down (never up) so that its long side is at most ``longest`` px.

    Raises:
        BadImage: the file is not such a picture, is damaged, or its size is not allowed (the short side at least
            32 px, at most 100 megapixels, the long side at most 64 times the short one); a size that is not
            allowed is refused by the file's header, before any pixel is decoded.
    """
    if not data:
        raise BadImage("file-empty")
    foreign = foreign_type(data)
    if foreign is not None:
        raise BadImage(foreign)
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
            raise BadImage(_unreadable(data)) from error


def _decode(data: bytes, longest: int) -> Decoded:
    image: Image.Image = Image.open(BytesIO(data), formats=FORMATS)
    width, height = image.size
    _check_dimensions(width, height)
    target = scaled(width, height, min(longest, max(width, height)))
    # A JPEG can be decoded at half size or less, which saves most of a large photo's memory.
    image.draft(None, (int(REDUCING_GAP * target[0]), int(REDUCING_GAP * target[1])))
    stored = image.size
    image.load()
    _turn_upright(image)
    if image.size != stored:
        width, height, target = height, width, target[::-1]
    # A phone's JPEG that holds several pictures opens as MPO, of which the first is the photo.
    format = "JPEG" if image.format == "MPO" else str(image.format)
    flat = _flatten(image)
    if flat.size != target:
        flat = flat.resize(target, Image.Resampling.LANCZOS, reducing_gap=REDUCING_GAP)
    return Decoded(np.array(flat), width, height, format)


def _check_dimensions(width: int, height: int) -> None:
    if min(width, height) < SHORTEST_SIDE:
        raise BadImage("picture-too-small", width=width, height=height, shortest=SHORTEST_SIDE)
    if width * height > MEGAPIXELS * 1_000_000:
        given = width * height / 1e6
        raise BadImage("picture-too-large", width=width, height=height, given=given, megapixels=MEGAPIXELS)
    if max(width, height) > LONGEST_RATIO * min(width, height):
        raise BadImage("picture-too-narrow", width=width, height=height, ratio=LONGEST_RATIO)


def _turn_upright(image: Image.Image) -> None:
    try:
        ImageOps.exif_transpose(image, in_place=True)
    except Exception:  # EXIF is as often damaged as it is useful; the picture itself is whole
        return


def _flatten(image: Image.Image) -> Image.Image:
    """Return the picture as mode RGB, 8 bits, over white."""
    if image.mode.startswith("I;16"):
        # The high byte, as Pillow takes it of 16-bit colour.
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8)).convert("RGB")
    if image.mode in ("I", "F"):
        return Image.fromarray(_to_levels(np.asarray(image))).convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    rgba = image.convert("RGBA")
    white = Image.new("RGB", image.size, "white")
    white.paste(rgba, mask=rgba)
    return white


def _to_levels(values: NDArray[np.int32] | NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return 32-bit grey as 0..255, though the file does not say which values are black and white.

    Black is 0, or the least value where that is negative. White is the first of 1, 255 and 65535 that no value
    exceeds, or else the greatest value. What is not a finite number counts as 0.
    """
    known = np.where(np.isfinite(values), values, 0).astype(np.float64)
    black = min(float(known.min()), 0.0)
    greatest = float(known.max())
    white = next((limit for limit in (1.0, 255.0, 65535.0) if greatest <= limit), greatest)
    return ((known - black) * (255 / (white - black)) + 0.5).astype(np.uint8)


def _unreadable(data: bytes) -> Text:
    name = picture_type(data)
    if name is None:
        return Text("file-not-a-picture")
    return Text("file-damaged-or-compressed" if name == "TIFF" else "file-damaged", format=name)
