"""Colours, lightness and the photo that shows through: each end is what it says, and between them is the middle."""

import numpy as np
import pytest

from impasto.imaging.oklab import to_oklab
from impasto.painting import compose
from impasto.painting.compose import photo_through, recoloured, saturation
from tests.unit.fixtures import noise


@pytest.fixture
def painted() -> np.ndarray:
    return np.dstack((noise(40, 30, seed=1), np.full((30, 40), 255, np.uint8)))


def test_nothing_shows_through_at_0_and_nothing_else_at_1(painted):
    photo = noise(40, 30, seed=2)
    assert photo_through(painted, photo, 0.0) is painted
    assert (photo_through(painted, photo, 1.0)[..., :3] == photo).all()


@pytest.mark.parametrize("share", [0.01, 0.25, 0.5, 0.99])
def test_in_between_both_are_mixed_to_within_a_level(painted, share):
    photo, before = noise(40, 30, seed=2), painted.copy()
    mixed = photo_through(painted, photo, share)
    exact = painted[..., :3] * (1 - share) + photo * share
    assert np.abs(mixed[..., :3] - exact).max() <= 1.5
    assert (mixed[..., 3] == 255).all() and (painted == before).all()


def lab(picture: np.ndarray) -> np.ndarray:
    return to_oklab(picture[..., :3].reshape(-1, 3))


def soft(seed: int) -> np.ndarray:
    """Return colours of middling lightness and chroma, which sRGB has in any combination."""
    return noise(40, 30, seed) // 6 + np.uint8(100)


@pytest.fixture
def soft_painted() -> np.ndarray:
    return np.dstack((soft(1), np.full((30, 40), 255, np.uint8)))


def test_a_painting_in_its_own_colours_is_the_very_array(painted):
    assert recoloured(painted, noise(40, 30, seed=2), 0.0, 0.0) is painted


def test_the_photos_colours_leave_the_lightness_of_the_painting(soft_painted):
    before, photo = soft_painted.copy(), soft(2)
    result = recoloured(soft_painted, photo, 1.0, 0.0)
    assert lab(result)[0] == pytest.approx(lab(soft_painted)[0], abs=0.004)
    assert lab(result)[1:] == pytest.approx(lab(photo)[1:], abs=0.006)
    assert (soft_painted == before).all() and (result[..., 3] == 255).all()


def test_the_photos_lightness_leaves_the_colours_of_the_painting(soft_painted):
    result, photo = recoloured(soft_painted, soft(2), 0.0, 1.0), soft(2)
    assert lab(result)[0] == pytest.approx(lab(photo)[0], abs=0.004)
    assert lab(result)[1:] == pytest.approx(lab(soft_painted)[1:], abs=0.006)


def test_both_of_the_photo_are_the_photo(painted):
    photo = noise(40, 30, seed=2)
    assert np.abs(recoloured(painted, photo, 1.0, 1.0)[..., :3].astype(int) - photo).max() <= 1


def test_half_the_colours_lie_in_the_middle(soft_painted):
    photo = soft(2)
    middle = (lab(soft_painted)[1:] + lab(photo)[1:]) / 2
    assert lab(recoloured(soft_painted, photo, 0.5, 0.0))[1:] == pytest.approx(middle, abs=0.006)


def test_strips_leave_no_trace(monkeypatch, painted):
    photo = noise(40, 30, seed=2)
    whole = recoloured(painted, photo, 0.7, 0.2, 0.5)
    monkeypatch.setattr(compose, "STRIP", 7 * 40)
    assert (recoloured(painted, photo, 0.7, 0.2, 0.5) == whole).all()


def test_without_saturation_the_painting_is_neutral_and_as_light_as_before(painted):
    result = recoloured(painted, noise(40, 30, seed=2), 0.0, 0.0, saturation=0.0)
    colours = result[..., :3].astype(int)
    assert (colours.max(axis=2) - colours.min(axis=2)).max() <= 1
    assert lab(result)[0] == pytest.approx(lab(painted)[0], abs=0.01)


def test_a_grey_painting_takes_the_photos_colours_all_the_same(soft_painted):
    photo = soft(2)
    result = recoloured(soft_painted, photo, 1.0, 0.0, saturation=0.0)
    assert lab(result)[1:] == pytest.approx(lab(photo)[1:], abs=0.006)


def test_saturation_grows_evenly_and_colours_are_soon_left_alone():
    assert [saturation(colour) for colour in (0.0, 0.05, 0.1)] == pytest.approx([0, 0.25, 0.5])
    assert [saturation(colour) for colour in (0.2, 0.5, 1.0)] == [1.0, 1.0, 1.0]
