"""Pictures as arrays: sizes, crops, tensors and encoded files."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, JpegImagePlugin

from impasto import images
from impasto.decoding import decode
from impasto.errors import BadImage
from tests.unit.fixtures import corners, noise, photo

sides = st.integers(50, 400)  # at most 8 to 1, so that every size can be reached
quick = settings(max_examples=40, deadline=None)


# fit


@quick
@given(width=sides, height=sides, longest=st.integers(256, 512))
def test_fit_reaches_the_size_and_keeps_the_ratio(width, height, longest):
    fitted = images.fit(np.zeros((height, width, 3), np.uint8), longest)
    rows, columns, _ = fitted.shape
    assert max(rows, columns) == longest
    assert (rows >= columns) == (height >= width) or rows == columns
    assert min(rows, columns) == pytest.approx(longest * min(width, height) / max(width, height), abs=0.5)
    assert fitted.dtype == np.uint8


@quick
@given(width=sides, height=sides, longest=st.integers(256, 512))
def test_fit_twice_is_fit_once(width, height, longest):
    fitted = images.fit(noise(width, height), longest)
    np.testing.assert_array_equal(images.fit(fitted, longest), fitted)


@quick
@given(colour=st.tuples(*[st.integers(0, 255)] * 3), width=sides, height=sides)
def test_fit_leaves_an_even_colour_alone(colour, width, height):
    assert (images.fit(np.full((height, width, 3), colour, np.uint8), 256) == colour).all()


def test_fit_is_lanczos():
    picture = noise(300, 200)
    expected = np.array(Image.fromarray(picture).resize((768, 512), Image.Resampling.LANCZOS))
    np.testing.assert_array_equal(images.fit(picture, 768), expected)


@pytest.mark.parametrize("longest", [127, 2049, 0, -1])
def test_fit_refuses_other_sizes(longest):
    with pytest.raises(BadImage, match=f"^The size is 128 to 2048 pixels; {longest} was given.$"):
        images.fit(photo(64, 64), longest)


def test_fit_refuses_too_thin_a_result_and_tells_the_size_that_works():
    panorama = photo(1000, 100)
    with pytest.raises(BadImage, match=r"would be 256 × 26, and .* at least 32\. Choose at least 320\."):
        images.fit(panorama, 256)
    assert images.fit(panorama, 320).shape == (32, 320, 3)
    with pytest.raises(BadImage, match=r"Crop it and try again\.$"):
        images.fit(photo(3300, 50), 2048)


# fit_style


@quick
@given(width=sides, height=sides)
@example(width=320, height=320)
def test_fit_style_gives_multiples_of_32_of_about_the_same_area_and_ratio(width, height):
    rows, columns, _ = images.fit_style(np.zeros((height, width, 3), np.uint8)).shape
    assert rows % 32 == columns % 32 == 0
    assert min(rows, columns) >= 64 and max(rows, columns) <= 1024
    if max(width, height) <= 8 * min(width, height):
        assert 0.75 <= rows * columns / 256**2 <= 1.35
        assert 0.7 <= (columns / rows) / (width / height) <= 1.4


@quick
@given(width=sides, height=sides)
def test_fit_style_twice_is_once(width, height):
    fitted = images.fit_style(noise(width, height))
    np.testing.assert_array_equal(images.fit_style(fitted), fitted)


@quick
@given(width=sides, height=sides)
def test_fit_style_treats_both_directions_alike(width, height):
    picture = photo(width, height)
    turned = images.fit_style(np.ascontiguousarray(picture.transpose(1, 0, 2)))
    # Pillow resizes along the rows first, and rounds between.
    difference = images.fit_style(picture).transpose(1, 0, 2).astype(int) - turned
    assert np.abs(difference).max() <= 2


def test_fit_style_leaves_a_picture_of_the_right_size_alone():
    picture = noise(256, 256)
    np.testing.assert_array_equal(images.fit_style(picture), picture)


# thumbnail


@pytest.mark.parametrize(("width", "height"), [(300, 100), (100, 300), (100, 100)])
def test_thumbnail_is_the_square_in_the_middle(width, height):
    picture = np.zeros((height, width, 3), np.uint8)
    top, left = (height - 100) // 2, (width - 100) // 2
    picture[top : top + 100, left : left + 100] = corners(100, 100)
    np.testing.assert_array_equal(images.thumbnail(picture, 100), corners(100, 100))
    assert images.thumbnail(picture, 40).shape == (40, 40, 3)


# For the networks and the canvas


def test_to_rgba_is_opaque():
    rgba = images.to_rgba(corners())
    assert rgba.shape == (64, 96, 4)
    assert rgba.flags.c_contiguous
    np.testing.assert_array_equal(rgba[..., :3], corners())
    assert (rgba[..., 3] == 255).all()


def test_to_rgba_leaves_rgba_as_it_is():
    rgba = images.to_rgba(corners())
    assert images.to_rgba(rgba) is rgba
    cropped = images.to_rgba(rgba[:10, :20])
    assert cropped.flags.c_contiguous
    np.testing.assert_array_equal(cropped, rgba[:10, :20])


# encode


@pytest.mark.parametrize(
    ("format", "mime", "suffix", "tolerance"),
    [("png", "image/png", ".png", 0), ("jpeg", "image/jpeg", ".jpg", 8), ("webp", "image/webp", ".webp", 14)],
)
def test_encode_and_decode(format, mime, suffix, tolerance):
    picture = photo(90, 60)
    encoded = images.encode(picture, format)
    assert (encoded.mime, encoded.suffix) == (mime, suffix)
    decoded = decode(encoded.data)
    assert decoded.format.lower() == format
    assert np.abs(decoded.pixels.astype(int) - picture).max() <= tolerance


@pytest.mark.parametrize("format", ["png", "jpeg", "webp"])
def test_encode_leaves_alpha_out(format):
    rgb, rgba = (images.encode(picture, format) for picture in (corners(), images.to_rgba(corners())))
    assert rgba == rgb


@pytest.mark.parametrize("format", ["jpeg", "webp"])
def test_quality_costs_bytes(format):
    sizes = [len(images.encode(noise(90, 60), format, quality).data) for quality in (1, 50, 100)]
    assert sizes[0] < sizes[1] < sizes[2]


def test_jpeg_keeps_the_full_resolution_of_colour():
    image = JpegImagePlugin.JpegImageFile(BytesIO(images.encode(corners(), "jpeg").data))
    assert [layer[1:3] for layer in image.layer] == [(1, 1)] * 3


def test_encode_refuses_other_formats_and_qualities():
    with pytest.raises(BadImage, match=r"^Pictures are saved as png, jpeg, webp; “gif” was given\.$"):
        images.encode(corners(), "gif")  # type: ignore[arg-type]
    for quality in (0, 101):
        with pytest.raises(BadImage, match=f"^The quality is 1 to 100; {quality} was given.$"):
            images.encode(corners(), "jpeg", quality)
