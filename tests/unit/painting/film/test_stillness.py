"""What stands still stays, what moves comes through, and what changes slowly is followed."""

import numpy as np
import pytest

from impasto.imaging.pixels import RGB
from impasto.painting.film.stillness import MOVED, STILL, Stillness
from tests.unit.fixtures import photo
from tests.unit.painting.film.films import entering


@pytest.mark.parametrize("noise", [0, 2])
def test_a_still_scene_with_noise_stays_as_it_was_first_seen(noise):
    stillness = Stillness()
    frames = [stillness.filtered(frame) for frame in entering(12, noise)]
    for frame in frames[1:]:
        np.testing.assert_array_equal(frame[:, 128:], frames[0][:, 128:])


def test_what_comes_in_is_there_at_once_and_leaves_no_hole():
    stillness = Stillness()
    for plain, noisy in zip(entering(12, 0), entering(12, 2), strict=True):
        apart = np.abs(stillness.filtered(noisy).astype(int) - plain)
        assert apart.mean() < 2 and apart.max() <= MOVED + 8  # that of the noise


def test_a_light_that_changes_slowly_is_followed_evenly():
    stillness, dark = Stillness(), photo(96, 64) // 2
    last, lags, steps = dark, [], []
    for level in np.arange(0, 60, 0.5):
        frame: RGB = (dark + int(level)).astype(np.uint8)
        now = stillness.filtered(frame)
        lags.append(float((frame.astype(int) - now).mean()))
        steps.append(float(np.abs(now.astype(int) - last).mean()))
        last = now
    assert STILL <= max(lags) < MOVED and max(steps) <= 1.5


def test_a_new_shot_has_nothing_of_the_one_before():
    stillness = Stillness()
    first, second = photo(96, 64), photo(96, 64, seed=1)
    stillness.filtered(first)
    stillness.begin()
    np.testing.assert_array_equal(stillness.filtered(second), second)


def test_the_greatest_change_that_there_is_comes_out_whole():
    stillness = Stillness()
    black, white = np.zeros((40, 50, 3), np.uint8), np.full((40, 50, 3), 255, np.uint8)
    for frame in (black, white, black):
        np.testing.assert_array_equal(stillness.filtered(frame), frame)


def test_what_is_returned_stays_as_it_is():
    stillness = Stillness()
    black, white = np.zeros((40, 50, 3), np.uint8), np.full((40, 50, 3), 255, np.uint8)
    kept = stillness.filtered(black)
    stillness.filtered(white)
    assert not kept.any()
