"""Files to pixels: every format and oddity that a user may drop, what is refused, and in which words."""

import tracemalloc
import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from impasto.errors import BadImage
from impasto.imaging import decoding
from impasto.imaging.decoding import Decoded, NeedsSystemDecoder, decode
from impasto.imaging.pixels import RGB
from impasto.words import Text
from tests.unit.fixtures import corners, noise, photo, png, saved
from tests.unit.imaging.iccfiles import matrix_profile, press_profile

NOT_A_PICTURE = "This file is not a picture that can be read here. JPEG, PNG, WebP, GIF, BMP and TIFF can."
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


@pytest.mark.parametrize(("width", "height"), [(1, 1), (31, 40), (40, 31)])
def test_too_small(width, height):
    with pytest.raises(BadImage, match=f"^This picture is {width} × {height} pixels. Each side needs at least 32.$"):
        decode(saved(photo(width, height), "PNG"))
    assert decode(saved(photo(32, 32), "PNG")).pixels.shape == (32, 32, 3)


def test_too_large_is_refused_by_the_header():
    tracemalloc.start()
    with pytest.raises(BadImage, match=r"^This picture is far larger than the 100 megapixels that can be read here\."):
        decode(png(20000, 10000, 8, 2))
    with pytest.raises(BadImage, match=r"^This picture is 10100 × 10000 pixels \(101 megapixels\)\. Up to 100"):
        decode(png(10100, 10000, 8, 2))
    with pytest.raises(BadImage, match="damaged or incomplete"):  # allowed, so decoding is tried
        decode(png(10000, 10000, 8, 2))
    assert tracemalloc.get_traced_memory()[1] < 10e6
    tracemalloc.stop()


def test_too_narrow():
    with pytest.raises(BadImage, match=r"^This picture is 2100 × 32 pixels\. The long side may be at most 64 times"):
        decode(saved(photo(2100, 32), "PNG"))
    assert decode(saved(photo(2048, 32), "PNG"), longest=512).pixels.shape == (8, 512, 3)


def test_nothing_warns():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with pytest.raises(BadImage):
            decode(png(9990, 9990, 8, 2))
        image = Image.new("P", (40, 40))
        image.putpalette([0, 0, 0])
        decode(saved(image, "PNG", transparency=b"\x80"))
    assert caught == []


# What cannot be read


def test_empty():
    with pytest.raises(BadImage, match=r"^This file is empty\.$"):
        decode(b"")


def test_a_side_of_zero():
    with pytest.raises(BadImage, match=r"^This PNG file is damaged or incomplete"):
        decode(png(0, 40, 8, 2))


@pytest.mark.parametrize(
    "data",
    [b"Dear aunt", b"BM is how this letter begins", b"\0" * 100, b"\x89PN"],
    ids=["text", "BM", "zeros", "too-short"],
)
def test_not_a_picture(data):
    with pytest.raises(BadImage) as caught:
        decode(data)
    assert str(caught.value) == NOT_A_PICTURE


@pytest.mark.parametrize(("format", "name"), [("ICO", "ICO"), ("PPM", "Netpbm"), ("TGA", None)])
def test_formats_outside_the_list_are_not_tried(format, name):
    with pytest.raises(NeedsSystemDecoder) as caught:
        decode(saved(photo(64, 64), format))
    assert caught.value.text == (Text("file-is-of-format", format=name) if name else Text("file-not-a-picture"))


FUZZED = [
    saved(photo(48, 40), "JPEG", exif=Image.Exif().tobytes()),
    saved(photo(48, 40), "PNG"),
    saved(photo(48, 40), "WEBP"),
    saved(photo(48, 40), "GIF"),
    saved(photo(48, 40), "BMP"),
    saved(photo(48, 40), "TIFF"),
    saved(Image.fromarray(photo(48, 40)).convert("CMYK"), "TIFF", compression="packbits"),
    saved(photo(48, 40), "TIFF", compression="tiff_adobe_deflate"),
    saved(photo(48, 40), "TIFF", compression="jpeg"),
    saved(Image.fromarray(photo(48, 40)).convert("CMYK"), "JPEG", icc_profile=press_profile()),
    saved(photo(48, 40), "PNG", icc_profile=matrix_profile("display-p3")),
    saved(Image.fromarray(np.dstack((photo(48, 40), photo(48, 40)[..., 0]))), "PNG"),
    saved(Image.fromarray(np.dstack((photo(48, 40), photo(48, 40)[..., 0]))), "WEBP"),
]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(FUZZED),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
    st.booleans(),
)
def test_damage_anywhere_gives_a_picture_or_words(data, damage, in_the_header):
    damaged = bytearray(data)
    for place, value in damage:
        damaged[int(place * (min(200, len(data)) if in_the_header else len(data)))] = value
    try:
        decoded = decode(bytes(damaged))
    except BadImage as error:
        assert str(error).endswith(".") or str(error).endswith(").")
    else:
        assert isinstance(decoded, Decoded)
        assert decoded.pixels.dtype == np.uint8
