"""What is no picture, too small, too large or damaged: refused in words, before it costs memory."""

import tracemalloc
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from impasto.errors import BadImage
from impasto.imaging.decoding import Decoded, NeedsSystemDecoder, decode
from impasto.words import Text
from tests.unit.fixtures import photo, png, saved
from tests.unit.imaging.iccfiles import matrix_profile, press_profile

NOT_A_PICTURE = "This file is not a picture that can be read here. JPEG, PNG, WebP, GIF, BMP and TIFF can."


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
