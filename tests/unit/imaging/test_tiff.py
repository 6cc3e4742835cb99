"""TIFF: depths, colour models, pages and packings, each with the meaning that the standard gives it."""

import struct

import numpy as np
import pytest
from PIL import Image

from impasto.imaging.decoding import decode
from tests.unit.fixtures import noise, photo, saved
from tests.unit.imaging.tifffiles import (
    BLACK_IS_ZERO,
    CMYK,
    ICC_LAB,
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


def assert_shows(data: bytes, picture: np.ndarray, tolerance: int = 0) -> None:
    pixels = decode(data).pixels
    shown = np.broadcast_to(picture, pixels.shape)
    assert np.abs(pixels.astype(int) - shown).max() <= tolerance


@pytest.mark.parametrize("bits", range(1, 17))
@pytest.mark.parametrize("photometric", [WHITE_IS_ZERO, BLACK_IS_ZERO])
def test_grey_of_all_depths(bits, photometric):
    picture = photo(67, 48)[..., :1]
    values = deep(picture, bits)
    back = (values * 255 + ((1 << bits) - 1) // 2) // ((1 << bits) - 1)
    stored = (1 << bits) - 1 - values if photometric == WHITE_IS_ZERO else values
    assert_shows(tiff(stored, bits, photometric, rows=10), back, 1)


@pytest.mark.parametrize("bits", [4, 8, 10, 12, 14, 16])
@pytest.mark.parametrize("options", [{}, {"rows": 7}, {"tile": 32}, {"planar": True}, {"tile": 16, "deflate": True}])
def test_colour_of_all_depths(bits, options):
    picture = photo(67, 48)
    data = tiff(deep(picture, bits), bits, RGB, **options)
    assert_shows(data, picture, 9 if bits == 4 else 1)


def test_big_endian():
    picture = photo(64, 48)[..., 0].astype(np.uint16) << 8
    data = saved(Image.frombytes("I;16B", (64, 48), picture.astype(">u2").tobytes()), "TIFF")
    assert data.startswith(b"MM")
    assert_shows(data, photo(64, 48)[..., :1])


def test_big_tiff():
    data = saved(photo(64, 48), "TIFF", big_tiff=True)
    assert data[2] == 43
    assert_shows(data, photo(64, 48))


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("deflate", [False, True])
def test_differences(bits, deflate):
    values = deep(photo(64, 48), bits)
    differences = np.diff(values, axis=1, prepend=0) % (1 << bits)
    assert_shows(tiff(differences, bits, RGB, short(317, 2), deflate=deflate), photo(64, 48))


def test_differences_of_floats():
    values = photo(64, 48)[..., :1].astype(np.float32) / 255
    values[0, 0] = 1
    by_place = values.astype(">f4").view(np.uint8).reshape(48, 64, 4).transpose(0, 2, 1).reshape(48, 256)
    differences = np.diff(by_place.astype(int), axis=1, prepend=0) % 256
    data = tiff(
        values, 32, BLACK_IS_ZERO, short(317, 3), short(339, 3), stored=[differences.astype(np.uint8).tobytes()]
    )
    assert_shows(data, (values * 255).round())


def test_bits_that_are_filled_backwards():
    values = deep(photo(64, 48)[..., :1], 4)
    forwards = tiff(values, 4, BLACK_IS_ZERO)
    strip = forwards[-64 * 48 // 2 :]
    turned = np.packbits(np.unpackbits(np.frombuffer(strip, np.uint8).reshape(-1, 1), axis=1)[:, ::-1], axis=1)
    data = tiff(values, 4, BLACK_IS_ZERO, short(266, 2), stored=[turned.tobytes()])
    np.testing.assert_array_equal(decode(data).pixels, decode(forwards).pixels)


@pytest.mark.parametrize("scale", [257, 1])
def test_palette(scale):
    colours = noise(16, 1)[0]
    numbers = np.random.default_rng(1).integers(0, 16, (48, 64, 1))
    data = tiff(numbers, 4, PALETTE, short(320, *(colours.T.astype(int) * scale).ravel()))
    assert_shows(data, colours[numbers[..., 0]])


def test_inks():
    image = Image.fromarray(photo(64, 48)).convert("CMYK")
    assert_shows(tiff(deep(np.asarray(image), 16), 16, CMYK), np.asarray(image.convert("RGB")), 1)


@pytest.mark.parametrize("photometric", [LAB, ICC_LAB])
@pytest.mark.parametrize("bits", [8, 16])
def test_lab(photometric, bits):
    """Colours of sRGB as CIELAB under D50, by LittleCMS."""
    expected = np.array([[255, 255, 255], [0, 0, 0], [119, 119, 119], [255, 0, 0], [0, 255, 0], [0, 0, 255]])
    lab = np.array(
        [[100, 0, 0], [0, 0, 0], [50, 0, 0], [54.29, 80.81, 69.89], [87.82, -79.27, 80.99], [29.57, 68.30, -112.03]]
    )
    light, a_b = lab[:, :1] * 2.55, lab[:, 1:] % 256 if photometric == LAB else lab[:, 1:] + 128
    levels = np.concatenate((light, a_b), axis=1) * (256 if bits == 16 else 1)
    values = np.tile(np.repeat(levels.round().clip(0, (1 << bits) - 1), 10, axis=0)[None], (40, 1, 1)).astype(np.int64)
    pixels = decode(tiff(values, bits, photometric)).pixels
    assert np.abs(pixels[0, 5::10].astype(int) - expected).max() <= 10  # a* and b* are whole numbers


@pytest.mark.parametrize(("kind", "has_alpha"), [(0, False), (2, True)])
def test_only_alpha_is_alpha(kind, has_alpha):
    values = np.dstack((photo(64, 48), noise(64, 48)[..., 0]))
    decoded = decode(tiff(values, 8, RGB, short(338, kind)))
    assert (decoded.alpha is not None) is has_alpha
    planar = decode(tiff(values, 8, RGB, short(338, kind), planar=True))
    np.testing.assert_array_equal(planar.pixels, decoded.pixels)
    if decoded.alpha is not None:
        np.testing.assert_array_equal(decoded.alpha, values[..., 3])


def units(picture: np.ndarray, across: int, down: int) -> bytes:
    """Return YCbCr in units of so many samples of luma, and one of each chroma."""
    height, width, _ = picture.shape
    stored = np.asarray(Image.fromarray(picture).convert("YCbCr"))
    stored = np.pad(stored, ((0, -height % down), (0, -width % across), (0, 0)), "edge")
    blocks = stored.reshape(len(stored) // down, down, -1, across, 3).transpose(0, 2, 1, 3, 4)
    luma = blocks[..., 0].reshape(*blocks.shape[:2], -1)
    return np.concatenate((luma, blocks[..., 1:].mean(axis=(2, 3)).round().astype(np.uint8)), axis=2).tobytes()


@pytest.mark.parametrize("deflate", [False, True])
@pytest.mark.parametrize("sampling", [(1, 1), (2, 1), (2, 2), (4, 2)])
def test_ycbcr_without_jpeg(sampling, deflate):
    picture, rows = photo(67, 50), 16
    strips = [units(picture[top : top + rows], *sampling) for top in range(0, 50, rows)]
    data = tiff(picture, 8, YCBCR, short(530, *sampling), rows=rows, stored=strips, deflate=deflate)
    assert np.abs(decode(data).pixels.astype(int) - picture).mean() < (1 if sampling == (1, 1) else 5)


def test_ycbcr_with_headroom():
    grey = np.full((40, 40, 3), (16 + 219 // 2, 128, 128), np.uint8)
    references = (532, 4, struct.pack("<6I", 16, 235, 128, 240, 128, 240))
    data = tiff(grey, 8, YCBCR, short(530, 1, 1), references)
    assert (decode(data).pixels == 127).all()


def test_wide_numbers_that_fill_their_bits():
    picture = photo(67, 48)
    for options in ({}, {"planar": True}):
        assert_shows(tiff(deep(picture, 32), 32, RGB, **options), picture, 1)


def test_signed_and_wide_numbers():
    values = np.repeat(np.array([[0, 32768, 65535]], np.int64), 40, axis=0).repeat(40, axis=1)[..., None]
    assert decode(tiff(values, 32, BLACK_IS_ZERO)).pixels[0, [0, 40, 80], 0].tolist() == [0, 128, 255]


# Pages


def pages(*sizes: tuple[int, int, int]) -> bytes:
    """Return a file of grey pages, each (width, height, NewSubfileType), the level of each 40 times its number."""
    data, following = b"II*\0\0\0\0\0", 4
    for number, (width, height, kind) in enumerate(sizes):
        strip = bytes([40 * number]) * (width * height)
        begins = len(data)
        data = data[:following] + struct.pack("<I", begins + len(strip)) + data[following + 4 :] + strip
        entries = [long(254, kind), long(256, width), long(257, height), short(258, 8), short(259, 1), short(262, 1)]
        entries += [long(273, begins), short(277, 1), long(278, height), long(279, len(strip))]
        at = len(data)
        packed = b"".join(
            struct.pack("<HHI", tag, kind_, len(content) // (2 if kind_ == 3 else 4)) + content.ljust(4, b"\0")
            for tag, kind_, content in sorted(entries)
        )
        data += struct.pack("<H", len(entries)) + packed + bytes(4)
        following = at + 2 + len(packed)
    return data


@pytest.mark.parametrize(
    ("sizes", "chosen"),
    [
        ([(160, 120, 1), (640, 480, 0)], 1),
        ([(160, 120, 0), (640, 480, 0)], 1),
        ([(640, 480, 0), (160, 120, 1)], 0),
        ([(640, 480, 0), (640, 480, 0)], 0),
        ([(800, 600, 1), (640, 480, 0)], 1),
        ([(800, 600, 4), (640, 480, 0)], 1),
        ([(160, 120, 1), (640, 480, 1)], 1),
    ],
)
def test_the_largest_page_that_is_no_reduced_one(sizes, chosen):
    decoded = decode(pages(*sizes))
    assert (decoded.width, decoded.height) == sizes[chosen][:2]
    assert (decoded.pixels == 40 * chosen).all()


def test_pages_in_a_ring():
    data = bytearray(pages((64, 48, 0), (64, 48, 0)))
    data[-4:] = data[4:8]
    assert decode(bytes(data)).width == 64


# Packings


@pytest.mark.parametrize("compression", ["tiff_lzw", "packbits", "zstd", "lzma", "tiff_deflate"])
@pytest.mark.parametrize("mode", ["RGB", "I;16", "CMYK", "L"])
def test_what_libtiff_packs(compression, mode):
    picture = photo(64, 48)
    image = (
        Image.fromarray(picture[..., 0].astype(np.uint16) << 8)
        if mode == "I;16"
        else Image.fromarray(picture).convert(mode)
    )
    assert_shows(
        saved(image, "TIFF", compression=compression),
        picture[..., :1] if mode == "I;16" else np.asarray(image.convert("RGB")),
    )


@pytest.mark.parametrize(("mode", "photometric"), [("RGB", RGB), ("L", BLACK_IS_ZERO), ("YCbCr", YCBCR)])
def test_jpeg_inside(mode, photometric):
    image = Image.fromarray(photo(100, 90)).convert(mode)
    data = saved(image, "TIFF", compression="jpeg", quality=95)
    assert struct.pack("<HHIH", 262, 3, 1, photometric) in data
    assert np.abs(decode(data).pixels.astype(int) - np.asarray(image.convert("RGB"))).mean() < 3


@pytest.mark.parametrize("rows", [1, 2, 47, 48, 99])
def test_strips_of_any_height(rows):
    assert_shows(tiff(photo(64, 48), 8, RGB, long(278, rows), rows=rows), photo(64, 48))
