"""TIFF that is damaged, and what is left to Pillow or to the system."""

import zlib

import numpy as np
import pytest

from impasto.imaging import tiff as tifffile
from impasto.imaging.decoding import NeedsSystemDecoder, decode
from impasto.words import Text
from tests.unit.fixtures import noise, photo
from tests.unit.imaging.tifffiles import (
    BLACK_IS_ZERO,
    CMYK,
    LAB,
    PALETTE,
    RGB,
    WHITE_IS_ZERO,
    YCBCR,
    deep,
    long,
    short,
    tiff,
)

GREY_16 = deep(photo(64, 48)[..., :1], 16)


@pytest.mark.parametrize("deflate", [False, True])
def test_a_file_that_is_cut_off(deflate):
    picture = noise(64, 200)
    data = tiff(picture, 8, RGB, rows=10, deflate=deflate)
    decoded = decode(data[: len(data) // 2])
    assert decoded.note is not None and decoded.note.key == "photo-cut-off"
    np.testing.assert_array_equal(decoded.pixels[:90], picture[:90])
    assert (decoded.pixels[110:] == 128).all()


def test_a_damaged_strip_costs_no_more_than_itself():
    picture = noise(64, 40)
    strips = [zlib.compress(picture[top : top + 10].tobytes()) for top in range(0, 40, 10)]
    strips[1] = b"rubbish"
    decoded = decode(tiff(picture, 8, RGB, short(259, 8), rows=10, stored=strips))
    assert decoded.note == Text("photo-cut-off", percent=75)
    np.testing.assert_array_equal(decoded.pixels[20:], picture[20:])


def test_what_is_not_known_is_left_to_the_system():
    with pytest.raises(NeedsSystemDecoder, match="compressed in a way that cannot be read here") as caught:
        decode(tiff(photo(64, 48), 8, RGB, short(259, 34712)))
    assert (caught.value.mime, caught.value.format) == ("image/tiff", "TIFF")


def left_to_pillow(data: bytes) -> bool:
    return tifffile.opened(data) is None


PALETTES = short(320, *range(768))


@pytest.mark.parametrize(
    "data",
    [
        tiff(photo(64, 48), 8, 7),
        tiff(photo(64, 48)[..., :1], 8, RGB),
        tiff(np.zeros((48, 64, 4), int), 8, CMYK, short(332, 2)),
        tiff(GREY_16.repeat(3, axis=2), 16, LAB, planar=True),
        tiff(GREY_16[..., :1].astype(np.float32), 32, PALETTE, PALETTES, short(339, 3)),
        tiff(np.zeros((48, 64, 2), int), 8, WHITE_IS_ZERO, planar=True),
        tiff(photo(64, 48), 8, YCBCR, planar=True),
        tiff(photo(64, 48), 8, RGB, short(258, 8, 8, 4)),
        tiff(photo(64, 48), 8, RGB, short(339, 1, 1, 3)),
        tiff(np.zeros((48, 64, 17), int), 8, BLACK_IS_ZERO),
        tiff(GREY_16, 16, BLACK_IS_ZERO, short(258, 24)),
        tiff(GREY_16, 16, BLACK_IS_ZERO, short(339, 6)),
        tiff(GREY_16, 16, BLACK_IS_ZERO, short(317, 4)),
        tiff(GREY_16 >> 6, 10, BLACK_IS_ZERO, short(317, 2)),
        tiff(photo(64, 48), 8, RGB, short(259, 34712)),
    ],
)
def test_what_is_not_known_here_is_left_to_pillow(data):
    assert left_to_pillow(data)
    assert not left_to_pillow(tiff(photo(64, 48), 8, RGB))


def test_a_palette_that_is_too_short_is_damage():
    with pytest.raises(NeedsSystemDecoder):
        decode(tiff(photo(64, 48)[..., :1], 8, PALETTE, short(320, *range(30))))


@pytest.mark.parametrize("columns", [0, 1 << 21])
def test_tiles_of_no_width_or_far_too_much_hold_nothing(columns):
    with pytest.raises(NeedsSystemDecoder):
        decode(tiff(photo(64, 48), 8, RGB, long(322, columns), tile=16))
