"""Photographs and styles as they are given on the desktop: files, bytes, arrays, pictures of Pillow, presets."""

import os
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

from impasto.desktop import files, shelf
from impasto.errors import BadImage, BadStyle
from impasto.imaging.decoding import decode
from impasto.imaging.fitting import cropped
from impasto.imaging.sizes import LARGEST_SIZE, LARGEST_STYLE_SIDE, SMALLEST_STYLE_SIDE, STYLE_SIDE
from impasto.painting.looks import WHOLE, Crop
from impasto.painting.masks import Mask, of_picture
from impasto.painting.request import Picture
from impasto.painting.vectors import StyleVector

PictureSource: TypeAlias = "str | os.PathLike[str] | bytes | NDArray[np.uint8] | Image.Image | Picture"
"""A path, the bytes of a file, an array (uint8, ``[height, width]`` grey, ``[height, width, 3]`` RGB or
``[height, width, 4]`` RGBA, sRGB), a picture of Pillow's in any mode, or one that was read before."""

StyleSource: TypeAlias = "PictureSource | StyleVector"
"""A picture, what ``impasto vector`` wrote (a file that ends in .json or begins with a brace), the id or name of a
preset, or a vector."""

MaskSource: TypeAlias = "PictureSource | Mask"
"""A picture that is white within and black outside, or the word ``PEOPLE``."""

Styles: TypeAlias = "StyleSource | Sequence[StyleSource | tuple[StyleSource, float]]"
"""One style, or several with weights that count relative to each other (1 unless told)."""

Areas: TypeAlias = "Sequence[tuple[MaskSource, Styles]]"
"""Masks, each with the styles that are painted within it."""

PEOPLE = "people"
"""In the place of a mask: the people who are found in the photo. A file of that name is ``./people``."""

END = 1 + 1e-9
"""Where a part of a picture may end: two shares that make 1 on paper may make a little more."""

KEPT_MODES = frozenset({"1", "L", "LA", "P", "I", "I;16", "F", "RGB", "RGBA", "CMYK"})
"""Modes of Pillow that a TIFF holds as they are."""


def picture(source: PictureSource, *, longest: int = LARGEST_SIZE) -> Picture:
    """Read a picture, scaled down so that its long side is at most ``longest`` px.

    What is in memory already is read as if it came from a file: turned, flattened and scaled alike.

    Raises:
        BadImage: it is no picture that can be read, or of a size that is not allowed (``decoding.decode``); a file's
            name stands before the words.
        OSError: the file cannot be read.
    """
    if isinstance(source, Picture):
        return source
    if isinstance(source, str | os.PathLike):
        return picture_in(files.read(Path(source)), os.fspath(source), longest=longest)
    if isinstance(source, bytes):
        return _decoded(source, longest)
    if isinstance(source, Image.Image):
        return _decoded(_as_file(source), longest)
    if isinstance(source, np.ndarray):
        return _decoded(_as_file(_image(source)), longest)
    raise TypeError(f"a picture is a path, bytes, an array or a picture of Pillow's, not {type(source).__name__}")


def style(source: StyleSource, network: str, size: int = STYLE_SIDE, crop: Crop = WHOLE) -> Picture | StyleVector:
    """Read a style for the style network of that id; where a file and a preset have the same name it is the file.

    ``size`` and ``crop`` are as in ``shown``, for what is a picture.

    Raises:
        BadStyle: it is no style vector, one of another network, or neither a file nor a preset; or as ``shown``.
        BadImage, OSError: as ``picture``.
    """
    found = _style(source, network)
    return shown(found, size, crop) if isinstance(found, Picture) else found


def shown(picture: Picture, size: int, crop: Crop) -> Picture:
    """Return a style's picture of which a style network is shown a part, and in another size.

    Args:
        picture: one that was read.
        size: the side in px of the square as large as which it is shown, 128..512.
        crop: left, top, width and height of the part, as shares of the picture's width and height.

    Raises:
        BadStyle: the size is not allowed, or the part does not lie within the picture.
    """
    if not SMALLEST_STYLE_SIDE <= size <= LARGEST_STYLE_SIDE:
        raise BadStyle("style-size-not-allowed", smallest=SMALLEST_STYLE_SIDE, largest=LARGEST_STYLE_SIDE, given=size)
    left, top, width, height = crop
    if not (0 <= left < left + width <= END and 0 <= top < top + height <= END):
        raise BadStyle("style-crop-not-allowed", given=",".join(f"{share:g}" for share in crop))
    if (size, crop) == (STYLE_SIDE, WHOLE):
        return picture
    return Picture(cropped(picture.pixels, crop), seen_at=size)


def _style(source: StyleSource, network: str) -> Picture | StyleVector:
    if isinstance(source, StyleVector):
        return source
    if isinstance(source, bytes):
        return _vector(source, network) if _is_vector(source) else _decoded(source)
    if isinstance(source, str) and not os.path.lexists(source):
        return _preset(source, network)
    if isinstance(source, str | os.PathLike):
        return style_in(files.read(Path(source)), os.fspath(source), network)
    return picture(source)


def style_name(source: str) -> str:
    """Return what a style that was given by a path or as a preset is called: its file without suffix, or its id."""
    preset = None if os.path.lexists(source) else shelf.find(source)
    return Path(source).stem if preset is None else preset.id


def mask(source: MaskSource, *, longest: int = LARGEST_SIZE) -> Mask:
    """Read a mask, a picture that is white within and black outside; raises as ``picture``."""
    if isinstance(source, Mask):
        return source
    read = picture(source, longest=longest)
    return of_picture(read.pixels, read.alpha)


def weighted(styles: Styles) -> Iterator[tuple[StyleSource, float]]:
    """Yield each style with its weight."""
    one = isinstance(styles, str | bytes) or not isinstance(styles, Sequence)
    for each in [styles] if one else cast(Sequence[Any], styles):
        style, weight = each if isinstance(each, tuple) else (each, 1.0)
        yield style, float(weight)


def picture_in(data: bytes, name: str, *, longest: int = LARGEST_SIZE) -> Picture:
    """Read the picture of a file whose name stands before the words of errors; raises ``BadImage`` as ``picture``."""
    try:
        return _decoded(data, longest)
    except BadImage as error:
        raise error.in_file(name) from error


def style_in(data: bytes, name: str, network: str) -> Picture | StyleVector:
    """Read the style of a file as ``picture_in`` does; raises as ``style``."""
    if not _is_vector(data, name):
        return picture_in(data, name)
    try:
        return _vector(data, network)
    except BadStyle as error:
        raise error.in_file(name) from error


def _is_vector(data: bytes, name: str = "") -> bool:
    return Path(name).suffix.lower() == ".json" or data.lstrip().startswith(b"{")


def _vector(data: bytes, network: str) -> StyleVector:
    return StyleVector.from_json(data.decode("utf-8", errors="replace"), network)


def _preset(name: str, network: str) -> StyleVector:
    preset = shelf.find(name)
    if preset is None:
        raise BadStyle("style-not-found", given=name)
    if network not in preset.vectors:
        raise BadStyle("preset-of-another-network", given=name, network=network)
    return preset.vectors[network]


def _decoded(data: bytes, longest: int = LARGEST_SIZE) -> Picture:
    decoded = decode(data, longest=longest)
    return Picture(decoded.pixels, decoded.alpha)


def _image(array: NDArray[Any]) -> Image.Image:
    grey = array.ndim == 2
    if array.dtype != np.uint8 or not (grey or (array.ndim == 3 and array.shape[2] in (3, 4))) or not array.size:
        raise BadImage("array-not-a-picture", shape=" × ".join(map(str, array.shape)), dtype=str(array.dtype))
    return Image.fromarray(np.ascontiguousarray(array))


def _as_file(image: Image.Image) -> bytes:
    """Return a picture as a file that holds all that decoding looks at: pixels, transparency, profile, orientation."""
    exif = Image.Exif()
    if ExifTags.Base.Orientation in image.getexif():
        exif[ExifTags.Base.Orientation] = image.getexif()[ExifTags.Base.Orientation]
    if image.has_transparency_data and image.mode != "LA":
        kept = image.convert("RGBA")
    else:
        kept = image if image.mode in KEPT_MODES else image.convert("RGB")
    stream = BytesIO()
    kept.save(stream, "TIFF", exif=exif, icc_profile=image.info.get("icc_profile"))
    return stream.getvalue()
