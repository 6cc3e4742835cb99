"""Pictures as arrays: resizing and padding for the networks, and encoding to a file.

A picture is an ``RGB`` array, uint8 ``[height, width, 3]``, sRGB; what the networks paint is ``RGBA``, as a canvas
takes it, and always opaque. ``decoding`` makes a picture from a file. Resizing is
Pillow's LANCZOS throughout, whose fixed-point arithmetic gives the same bytes in Pyodide as on the desktop.
"""

import math
from dataclasses import dataclass
from io import BytesIO
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray
from PIL import Image, WebPImagePlugin  # noqa: F401  (registers WebP, which Pillow does not do by itself)

from impasto.errors import BadImage

RGB: TypeAlias = NDArray[np.uint8]
RGBA: TypeAlias = NDArray[np.uint8]

SMALLEST_SIZE = 128
LARGEST_SIZE = 2048
"""The long side of what is painted, in px, from smallest (a preview) to largest."""

SHORTEST_SIDE = 32
"""The short side of any picture, in px: below it the networks have less to look at than they reach."""

STYLE_SIDE = 256
STYLE_SHORTEST_SIDE = 64
STYLE_LONGEST_SIDE = 1024
STYLE_SIDE_MULTIPLE = 32
"""What a style network looks at, in px: it was trained on 256 x 256, and halves its input five times."""

Format = Literal["png", "jpeg", "webp"]


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture file: its bytes, its media type and the suffix for its name (with the dot)."""

    data: bytes
    mime: str
    suffix: str


def check_size(longest: int) -> None:
    """Raise ``BadImage`` unless ``longest`` is a long side that can be painted (128..2048 px)."""
    if not SMALLEST_SIZE <= longest <= LARGEST_SIZE:
        raise BadImage(f"The size is {SMALLEST_SIZE} to {LARGEST_SIZE} pixels; {longest} was given.")


def check_quality(quality: int) -> None:
    """Raise ``BadImage`` unless ``quality`` is one that ``encode`` takes (1..100)."""
    if not 1 <= quality <= 100:
        raise BadImage(f"The quality is 1 to 100; {quality} was given.")


def fit(picture: RGB, longest: int) -> RGB:
    """Return the picture resized, up or down, so that its long side is exactly ``longest`` px; the ratio is kept.

    Raises:
        BadImage: ``longest`` is not within 128..2048, or the short side would be less than 32 px.
    """
    check_size(longest)
    height, width, _ = picture.shape
    size = scaled(width, height, longest)
    if min(size) < SHORTEST_SIDE:
        enough = -(-SHORTEST_SIDE * max(width, height) // min(width, height))
        advice = f"Choose at least {enough}." if enough <= LARGEST_SIZE else "Crop it and try again."
        raise BadImage(
            f"At {longest} pixels this picture would be {size[0]} × {size[1]}, "
            f"and its short side needs at least {SHORTEST_SIDE}. {advice}"
        )
    return _resize(picture, size)


def fit_style(picture: RGB) -> RGB:
    """Return the picture as a style network looks at it: about 256 x 256 px in area, its ratio kept.

    Both sides are rounded to a multiple of 32 px and are 64 to 1024 px. More pixels make a network see finer marks
    than it was trained on: at twice the side colours turned muddy and strokes weak. A picture that is of this kind
    already is returned as it is, so that fitting twice is fitting once.
    """
    height, width, _ = picture.shape
    scale = STYLE_SIDE / math.sqrt(width * height)
    # No wider than what rounding makes of other pictures, 0.75 to 1.35 of the area.
    if width % STYLE_SIDE_MULTIPLE == height % STYLE_SIDE_MULTIPLE == 0 and 0.86 <= scale <= 1.16:
        return picture

    def rounded(side: int) -> int:
        multiple = STYLE_SIDE_MULTIPLE * round(side * scale / STYLE_SIDE_MULTIPLE)
        return min(max(multiple, STYLE_SHORTEST_SIDE), STYLE_LONGEST_SIDE)

    return _resize(picture, (rounded(width), rounded(height)))


def thumbnail(picture: RGB, side: int) -> RGB:
    """Return the middle of the picture as a square of ``side`` px."""
    height, width, _ = picture.shape
    short = min(width, height)
    left, top = (width - short) / 2, (height - short) / 2
    return _resize(picture, (side, side), (left, top, left + short, top + short))


def scaled(width: int, height: int, longest: int) -> tuple[int, int]:
    """Return width and height, in px, at the same ratio with ``longest`` as the long side (each at least 1)."""
    long = max(width, height)
    return tuple(max(1, (side * longest * 2 + long) // (2 * long)) for side in (width, height))  # type: ignore[return-value]


def to_rgba(picture: RGB | RGBA) -> RGBA:
    """Return the picture as a canvas takes it: uint8 ``[height, width, 4]``, opaque, C-contiguous."""
    if picture.shape[2] == 4:
        return np.ascontiguousarray(picture)
    opaque = np.full((*picture.shape[:2], 1), 255, np.uint8)
    return np.concatenate((picture, opaque), axis=2)


def encode(picture: RGB | RGBA, format: Format, quality: int = 92) -> Encoded:
    """Return the picture as a file without alpha; ``quality`` (1..100) is for JPEG and WebP, PNG loses nothing.

    Raises:
        BadImage: the format is not one of png, jpeg and webp, or the quality is outside 1..100.
    """
    if format not in get_args(Format):
        raise BadImage(f"Pictures are saved as {', '.join(get_args(Format))}; “{format}” was given.")
    check_quality(quality)
    stream = BytesIO()
    image = Image.fromarray(picture[..., :3])
    if format == "png":
        image.save(stream, "PNG")
    elif format == "jpeg":
        # Full colour resolution: halved, as is common for photographs, it dulls the edges of strong colours.
        image.save(stream, "JPEG", quality=quality, subsampling=0)
    else:
        image.save(stream, "WEBP", quality=quality)
    return Encoded(stream.getvalue(), f"image/{format}", ".jpg" if format == "jpeg" else f".{format}")


def _resize(picture: RGB, size: tuple[int, int], box: tuple[float, float, float, float] | None = None) -> RGB:
    return np.array(Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS, box))
