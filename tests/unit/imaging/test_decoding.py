"""Files to pixels: every format and oddity that a user may drop, what is refused, and in which words."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from impasto.imaging import decoding
from impasto.imaging.decoding import decode
from impasto.imaging.pixels import RGB
from tests.unit.fixtures import corners, noise, photo, png, saved

LOSSLESS: dict[str, tuple[str, dict[str, Any]]] = {
    "png": ("PNG", {}),
    "webp": ("WEBP", {"lossless": True}),
    "bmp": ("BMP", {}),
    "tiff": ("TIFF", {}),
    "tiff-lzw": ("TIFF", {"compression": "tiff_lzw"}),
    "tiff-deflate": ("TIFF", {"compression": "tiff_adobe_deflate"}),
}


def assert_close(pixels: RGB, expected: NDArray[Any], tolerance: int) -> None:
    assert pixels.dtype == np.uint8
    assert pixels.shape == expected.shape
    assert np.abs(pixels.astype(int) - expected).max() <= tolerance


def grey(values: ArrayLike) -> RGB:
    return np.repeat(np.asarray(values, np.uint8)[..., None], 3, axis=2)


def centres(picture: RGB) -> RGB:
    """Return the colour in the middle of each quarter, which tells how ``corners`` lies."""
    height, width, _ = picture.shape
    return picture[np.ix_([height // 4, 3 * height // 4], [width // 4, 3 * width // 4])]


# Formats


@pytest.mark.parametrize("name", LOSSLESS)
def test_lossless_formats_give_the_very_pixels(name):
    format, options = LOSSLESS[name]
    picture = noise(70, 41)
    decoded = decode(saved(picture, format, **options))
    assert (decoded.format, decoded.width, decoded.height) == (format, 70, 41)
    np.testing.assert_array_equal(decoded.pixels, picture)


@pytest.mark.parametrize(("format", "options"), [("JPEG", {"progressive": True}), ("JPEG", {}), ("WEBP", {})])
def test_lossy_formats_come_close(format, options):
    picture = photo(100, 60)
    decoded = decode(saved(picture, format, quality=95, **options))
    assert decoded.format == format
    assert_close(decoded.pixels, picture, 12)


def test_gif_gives_its_first_frame():
    first, second = corners(), corners()[:, ::-1]
    data = saved(Image.fromarray(first), "GIF", save_all=True, append_images=[Image.fromarray(second)])
    assert decode(data).format == "GIF"
    np.testing.assert_array_equal(decode(data).pixels, first)


@pytest.mark.parametrize(("format", "options"), [("TIFF", {}), ("WEBP", {"lossless": True})])
def test_several_pages_or_frames_give_the_first(format, options):
    first, second = corners(), corners()[::-1]
    data = saved(Image.fromarray(first), format, save_all=True, append_images=[Image.fromarray(second)], **options)
    np.testing.assert_array_equal(decode(data).pixels, first)


def test_a_phones_jpeg_of_several_pictures_is_a_jpeg():
    exif = Image.Exif()
    exif[0x0112] = 6
    pictures = [Image.fromarray(corners()), Image.fromarray(photo(32, 32))]
    data = saved(pictures[0], "MPO", save_all=True, append_images=pictures[1:], exif=exif, quality=95)
    decoded = decode(data)
    assert (decoded.format, decoded.width, decoded.height) == ("JPEG", 64, 96)


def test_palette():
    image = Image.fromarray(corners()).quantize(4)
    np.testing.assert_array_equal(decode(saved(image, "PNG")).pixels, corners())


def test_one_bit():
    mask = noise(64, 48)[..., 0] > 127
    np.testing.assert_array_equal(decode(saved(Image.fromarray(mask), "PNG")).pixels, grey(mask * 255))
    np.testing.assert_array_equal(
        decode(saved(Image.fromarray(mask), "TIFF", compression="group4")).pixels, grey(mask * 255)
    )


def test_eight_bit_grey():
    values = noise(64, 48)[..., 0]
    np.testing.assert_array_equal(decode(saved(Image.fromarray(values), "PNG")).pixels, grey(values))


# Orientation


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "TIFF-LZW"])
@pytest.mark.parametrize(
    ("orientation", "stored_as"),
    [
        (1, None),
        (2, Image.Transpose.FLIP_LEFT_RIGHT),
        (3, Image.Transpose.ROTATE_180),
        (4, Image.Transpose.FLIP_TOP_BOTTOM),
        (5, Image.Transpose.TRANSPOSE),
        (6, Image.Transpose.ROTATE_90),
        (7, Image.Transpose.TRANSVERSE),
        (8, Image.Transpose.ROTATE_270),
    ],
)
@pytest.mark.parametrize("longest", [2048, 48])
def test_exif_orientation_is_undone(format, orientation, stored_as, longest):
    upright = Image.fromarray(corners(96, 64))
    stored = upright if stored_as is None else upright.transpose(stored_as)
    exif = Image.Exif()
    exif[0x0112] = orientation
    options: dict[str, dict[str, Any]] = {
        "JPEG": {"quality": 95, "subsampling": 0},
        "WEBP": {"lossless": True},
        "TIFF-LZW": {"compression": "tiff_lzw"},
    }
    decoded = decode(saved(stored, format.split("-")[0], exif=exif, **options.get(format, {})), longest=longest)
    assert (decoded.width, decoded.height) == (96, 64)
    assert decoded.pixels.shape == ((64, 96, 3) if longest > 96 else (32, 48, 3))
    assert_close(centres(decoded.pixels), centres(corners()), 12)


def test_damaged_exif_costs_nothing_but_the_orientation():
    picture = corners()
    decoded = decode(saved(picture, "PNG", exif=b"Exif\0\0II*\0\xff\xff\xff\xffrubbish"))
    np.testing.assert_array_equal(decoded.pixels, picture)
    assert decode(saved(picture, "JPEG", exif=b"Exif\0\0nothing that could be read")).width == 96


# Depth and colour models


def test_sixteen_bit_grey():
    values = np.linspace(0, 65535, 64 * 40).astype(np.uint16).reshape(40, 64)
    expected = grey(values >> 8)
    np.testing.assert_array_equal(decode(saved(Image.fromarray(values), "PNG")).pixels, expected)
    np.testing.assert_array_equal(decode(saved(Image.fromarray(values), "TIFF")).pixels, expected)
    big_endian = Image.frombytes("I;16B", (64, 40), values.astype(">u2").tobytes())
    np.testing.assert_array_equal(decode(saved(big_endian, "TIFF")).pixels, expected)


def test_sixteen_bit_colour():
    values = np.random.default_rng(1).integers(0, 65536, (40, 64, 3), np.uint16)
    data = png(64, 40, 16, 2, values.astype(">u2").tobytes())
    np.testing.assert_array_equal(decode(data).pixels, (values >> 8).astype(np.uint8))


def test_sixteen_bit_colour_with_alpha():
    values = np.full((40, 64, 4), (51400, 25700, 0, 32896), np.uint16)
    decoded = decode(png(64, 40, 16, 6, values.astype(">u2").tobytes()))
    assert decoded.pixels[0, 0].tolist() == [200, 100, 0]
    assert decoded.alpha is not None and (decoded.alpha == 128).all()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.0, 0.5, 1.0], [0, 128, 255]),
        ([0.0, 64.0, 255.0], [0, 64, 255]),
        ([0.0, 257.0, 65535.0], [0, 1, 255]),
        ([0.0, 5e5, 1e6], [0, 128, 255]),
        ([-1.0, 0.0, 1.0], [0, 128, 255]),
        ([-5.0, -5.0, -5.0], [0, 0, 0]),
        ([float("nan"), float("inf"), 1.0], [0, 0, 255]),
    ],
)
def test_float_grey(values, expected):
    picture = np.repeat(np.array([values], np.float32), 40, axis=0).repeat(40, axis=1)
    pixels = decode(saved(Image.fromarray(picture), "TIFF")).pixels
    assert pixels[0, [0, 40, 80]].tolist() == grey([expected])[0].tolist()


def test_thirty_two_bit_grey():
    picture = np.repeat(np.array([[0, 32768, 65535]], np.int32), 40, axis=0).repeat(40, axis=1)
    pixels = decode(saved(Image.fromarray(picture), "TIFF")).pixels
    assert pixels[0, [0, 40, 80], 0].tolist() == [0, 128, 255]


@pytest.mark.parametrize("format", ["JPEG", "TIFF"])
def test_cmyk(format):
    """Pillow writes CMYK JPEG inverted with an Adobe marker, as Photoshop does."""
    image = Image.fromarray(corners()).convert("CMYK")
    options = {"quality": 95} if format == "JPEG" else {}
    pixels = decode(saved(image, format, **options)).pixels
    assert_close(centres(pixels), centres(corners()), 6)


# Size


@pytest.mark.parametrize("format", ["PNG", "JPEG"])
def test_large_pictures_are_scaled_down(format):
    picture = photo(1000, 500)
    decoded = decode(saved(picture, format), longest=200)
    assert (decoded.width, decoded.height) == (1000, 500)
    expected = np.array(Image.fromarray(picture).resize((200, 100), Image.Resampling.LANCZOS))
    assert_close(decoded.pixels, expected, 8)


def test_small_pictures_are_not_scaled_up():
    assert decode(saved(photo(40, 50), "PNG"), longest=256).pixels.shape == (50, 40, 3)


def test_a_large_jpeg_is_never_decoded_in_full(monkeypatch):
    sizes = []
    resized = decoding.resized
    monkeypatch.setattr(decoding, "resized", lambda it, *to: sizes.append(it.image.size) or resized(it, *to))
    decoded = decode(saved(photo(1201, 800), "JPEG"), longest=256)
    assert sizes == [(601, 400)]
    assert (decoded.width, decoded.height) == (1201, 800)
    assert decoded.pixels.shape == (171, 256, 3)


# What cannot be read
