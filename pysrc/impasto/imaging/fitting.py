"""Resizing: for the transformers, for the style networks and for thumbnails.

It is Pillow's LANCZOS throughout, whose fixed-point arithmetic gives the same bytes in Pyodide as on the desktop.
"""

import math

import numpy as np
from PIL import Image

from impasto.errors import BadImage
from impasto.imaging.decoding import MEGAPIXELS
from impasto.imaging.pixels import RGB, RGBA
from impasto.imaging.sizes import LARGEST_SIZE, SHORTEST_SIDE, STYLE_SIDE, check_size, scaled
from impasto.words import Text

STYLE_SHORTEST_SIDE = 64
STYLE_LONGEST_SIDE = 1024
STYLE_SIDE_MULTIPLE = 32
"""What a style network looks at, in px: it was trained on 256 x 256, and halves its input five times."""

LARGEST_CANVAS = 4096 * 4096
"""Pixels of a canvas on iOS at most. Elsewhere there may be more, but a browser holds several copies of each."""


def fit(picture: RGB, longest: int) -> RGB:
    """Return the picture resized, up or down, so that its long side is exactly ``longest`` px; the ratio is kept.

    A picture of that size is returned as it is.

    Raises:
        BadImage: ``longest`` is not within 128..80000, the short side would be less than 32 px, or there would be more
            than 100 megapixels.
    """
    height, width, _ = picture.shape
    size = scaled(width, height, longest)
    if size == (width, height):
        return picture
    check_size(longest)
    if size[0] * size[1] > MEGAPIXELS * 1_000_000:
        given = size[0] * size[1] / 1e6
        raise BadImage("too-large-at-size", size=longest, width=size[0], height=size[1], given=given, most=MEGAPIXELS)
    if min(size) < SHORTEST_SIDE:
        enough = -(-SHORTEST_SIDE * max(width, height) // min(width, height))
        advice = Text("choose-at-least", size=enough) if enough <= LARGEST_SIZE else Text("crop-and-try-again")
        raise BadImage(
            "too-narrow-at-size", size=longest, width=size[0], height=size[1], shortest=SHORTEST_SIDE, advice=advice
        )
    return _resize(picture, size)


def within_canvas(picture: RGBA) -> RGBA:
    """Return the picture as it can be shown: at most as large as every browser's canvases are, its ratio kept."""
    height, width, _ = picture.shape
    scale = math.sqrt(LARGEST_CANVAS / (width * height))
    return picture if scale >= 1 else _resize(picture, (int(width * scale), int(height * scale)))


def fit_style(picture: RGB, side: int = STYLE_SIDE) -> RGB:
    """Return the picture as a style network looks at it: about ``side`` x ``side`` px in area, its ratio kept.

    Both sides are rounded to a multiple of 32 px and are 64 to 1024 px. More pixels make a network see finer marks
    than it was trained on, and paint more gently (``sizes.LARGEST_STYLE_SIDE``). A picture that is of this kind already
    is returned as it is, so that fitting twice is fitting once.
    """
    height, width, _ = picture.shape
    scale = side / math.sqrt(width * height)
    # No wider than what rounding makes of other pictures, 0.75 to 1.35 of the area.
    if width % STYLE_SIDE_MULTIPLE == height % STYLE_SIDE_MULTIPLE == 0 and 0.86 <= scale <= 1.16:
        return picture

    def rounded(length: int) -> int:
        multiple = STYLE_SIDE_MULTIPLE * round(length * scale / STYLE_SIDE_MULTIPLE)
        return min(max(multiple, STYLE_SHORTEST_SIDE), STYLE_LONGEST_SIDE)

    return _resize(picture, (rounded(width), rounded(height)))


def cropped(picture: RGB, crop: tuple[float, float, float, float]) -> RGB:
    """Return a part of the picture, at least a pixel of it.

    ``crop`` is its left, top, width and height, as shares of the picture's width and height.
    """
    height, width, _ = picture.shape
    left, top, wide, high = crop
    first_row, first_column = (min(int(share * side), side - 1) for share, side in ((top, height), (left, width)))
    last_row, last_column = (round((top + high) * height), round((left + wide) * width))
    return np.ascontiguousarray(
        picture[first_row : max(last_row, first_row + 1), first_column : max(last_column, first_column + 1)]
    )


def thumbnail(picture: RGB, side: int) -> RGB:
    """Return the middle of the picture as a square of ``side`` px."""
    height, width, _ = picture.shape
    short = min(width, height)
    left, top = (width - short) / 2, (height - short) / 2
    return _resize(picture, (side, side), (left, top, left + short, top + short))


def _resize(picture: RGB, size: tuple[int, int], box: tuple[float, float, float, float] | None = None) -> RGB:
    return np.array(Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS, box))
