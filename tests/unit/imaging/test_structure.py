"""What counts as structure and what does not."""

import numpy as np
import pytest
from PIL import Image, ImageFilter

from impasto.imaging.pixels import RGB, to_rgba
from impasto.imaging.structure import structure_kept
from tests.unit.fixtures import noise, photo


@pytest.fixture
def landscape() -> RGB:
    """Return waves below a clear sky."""
    picture = photo(320, 240)
    picture[:120] = (150, 180, 230)
    return picture


def test_a_picture_keeps_all_of_its_own_structure_at_any_size_and_with_any_alpha(landscape):
    assert structure_kept(landscape, landscape) == pytest.approx(1)
    larger = np.asarray(Image.fromarray(landscape).resize((640, 480), Image.Resampling.BICUBIC))
    assert structure_kept(to_rgba(larger), landscape) > 0.97


def test_brightness_colour_and_the_contrast_that_strokes_add_are_no_loss(landscape):
    dark = landscape // 2 + np.uint8(20)
    assert structure_kept(dark + np.uint8(100), dark) > 0.98
    assert structure_kept(landscape, dark) > 0.9
    assert structure_kept(landscape[..., ::-1], np.repeat(landscape[..., 1:2], 3, axis=2)) > 0.5


def test_what_washes_out_is_lost_though_its_shapes_are_there(landscape):
    faded = [landscape // part + np.uint8(100) for part in (2, 4, 8)]
    kept = [structure_kept(each, landscape) for each in faded]
    assert 0.85 > kept[0] > kept[1] > kept[2] > 0


def test_what_hides_the_photo_keeps_less_the_more_it_does(landscape):
    image = Image.fromarray(landscape)
    blurred = [np.asarray(image.filter(ImageFilter.GaussianBlur(radius))) for radius in (4, 8, 16)]
    kept = [structure_kept(each, landscape) for each in blurred]
    assert 1 > kept[0] > kept[1] > kept[2]
    assert abs(structure_kept(noise(320, 240), landscape)) < 0.2
    assert structure_kept(255 - landscape, landscape) < -0.5


def test_strokes_in_a_clear_sky_do_not_count(landscape):
    strokes = landscape.copy()
    strokes[:96] = noise(320, 96)
    assert structure_kept(strokes, landscape) > 0.97


def test_an_even_photo_has_nothing_to_lose():
    even = np.full((240, 320, 3), 90, np.uint8)
    assert structure_kept(even, even) == pytest.approx(1)
