"""Resizing for transformers, style networks and thumbnails."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from impasto.errors import BadImage
from impasto.imaging import fitting
from tests.unit.fixtures import corners, noise, photo

sides = st.integers(50, 400)  # at most 8 to 1, so that every size can be reached
quick = settings(max_examples=40, deadline=None)


# fit


@quick
@given(width=sides, height=sides, longest=st.integers(256, 512))
def test_fit_reaches_the_size_and_keeps_the_ratio(width, height, longest):
    fitted = fitting.fit(np.zeros((height, width, 3), np.uint8), longest)
    rows, columns, _ = fitted.shape
    assert max(rows, columns) == longest
    assert (rows >= columns) == (height >= width) or rows == columns
    assert min(rows, columns) == pytest.approx(longest * min(width, height) / max(width, height), abs=0.5)
    assert fitted.dtype == np.uint8


@quick
@given(width=sides, height=sides, longest=st.integers(256, 512))
def test_fit_twice_is_fit_once(width, height, longest):
    fitted = fitting.fit(noise(width, height), longest)
    np.testing.assert_array_equal(fitting.fit(fitted, longest), fitted)


@quick
@given(colour=st.tuples(*[st.integers(0, 255)] * 3), width=sides, height=sides)
def test_fit_leaves_an_even_colour_alone(colour, width, height):
    assert (fitting.fit(np.full((height, width, 3), colour, np.uint8), 256) == colour).all()


def test_fit_is_lanczos():
    picture = noise(300, 200)
    expected = np.array(Image.fromarray(picture).resize((768, 512), Image.Resampling.LANCZOS))
    np.testing.assert_array_equal(fitting.fit(picture, 768), expected)


@pytest.mark.parametrize("longest", [127, 80001, 0, -1])
def test_fit_refuses_other_sizes(longest):
    with pytest.raises(BadImage, match=f"^The size is 128 to 80000 pixels; {longest} was given.$"):
        fitting.fit(photo(64, 64), longest)


def test_fit_refuses_more_pixels_than_can_be_painted():
    with pytest.raises(BadImage, match=r"^At 10240 pixels .* 10240 × 10240 \(105 megapixels\), and at most 100 "):
        fitting.fit(photo(64, 64), 10240)


def test_a_picture_of_the_size_stays_as_it_is():
    picture = photo(640, 480)
    assert fitting.fit(picture, 640) is picture


def test_fit_refuses_too_thin_a_result_and_tells_the_size_that_works():
    panorama = photo(1000, 100)
    with pytest.raises(BadImage, match=r"would be 256 × 26, and .* at least 32\. Choose at least 320\."):
        fitting.fit(panorama, 256)
    assert fitting.fit(panorama, 320).shape == (32, 320, 3)
    with pytest.raises(BadImage, match=r"Crop it and try again\.$"):
        fitting.fit(photo(3300, 50), 2048)


# fit_style


@quick
@given(width=sides, height=sides)
@example(width=320, height=320)
def test_fit_style_gives_multiples_of_32_of_about_the_same_area_and_ratio(width, height):
    rows, columns, _ = fitting.fit_style(np.zeros((height, width, 3), np.uint8)).shape
    assert rows % 32 == columns % 32 == 0
    assert min(rows, columns) >= 64 and max(rows, columns) <= 1024
    if max(width, height) <= 8 * min(width, height):
        assert 0.75 <= rows * columns / 256**2 <= 1.35
        assert 0.7 <= (columns / rows) / (width / height) <= 1.4


@quick
@given(width=sides, height=sides)
def test_fit_style_twice_is_once(width, height):
    fitted = fitting.fit_style(noise(width, height))
    np.testing.assert_array_equal(fitting.fit_style(fitted), fitted)


@quick
@given(width=sides, height=sides)
def test_fit_style_treats_both_directions_alike(width, height):
    picture = photo(width, height)
    turned = fitting.fit_style(np.ascontiguousarray(picture.transpose(1, 0, 2)))
    # Pillow resizes along the rows first, and rounds between.
    difference = fitting.fit_style(picture).transpose(1, 0, 2).astype(int) - turned
    assert np.abs(difference).max() <= 2


def test_fit_style_leaves_a_picture_of_the_right_size_alone():
    picture = noise(256, 256)
    np.testing.assert_array_equal(fitting.fit_style(picture), picture)


# thumbnail


@pytest.mark.parametrize(("width", "height"), [(300, 100), (100, 300), (100, 100)])
def test_thumbnail_is_the_square_in_the_middle(width, height):
    picture = np.zeros((height, width, 3), np.uint8)
    top, left = (height - 100) // 2, (width - 100) // 2
    picture[top : top + 100, left : left + 100] = corners(100, 100)
    np.testing.assert_array_equal(fitting.thumbnail(picture, 100), corners(100, 100))
    assert fitting.thumbnail(picture, 40).shape == (40, 40, 3)
