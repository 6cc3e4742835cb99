"""Grain: faint, soft, the same every time, and of a size in pixels."""

import numpy as np
import pytest

from impasto.imaging.grain import REACH, grained


def flat(height: int, width: int, level: int = 128) -> np.ndarray:
    return np.full((height, width, 3), level, np.uint8)


def test_grain_is_faint_and_takes_no_side():
    grain = grained(flat(512, 768)).astype(int) - 128
    assert np.abs(grain).max() <= REACH
    assert 2 < grain.std() < 3
    assert abs(grain.mean()) < 0.3
    assert (grain[..., 0] == grain[..., 1]).all() and (grain[..., 0] == grain[..., 2]).all(), "brightness alone"


def test_the_same_size_has_the_same_grain():
    assert (grained(flat(96, 160)) == grained(flat(96, 160))).all()
    darker = grained(flat(96, 160, 100)).astype(int) - 100
    assert (darker == grained(flat(96, 160)).astype(int) - 128).all()


@pytest.mark.parametrize("side", [512, 1024])
def test_grains_have_their_size_in_pixels(side):
    grain = grained(flat(side, side))[..., 0].astype(float) - 128

    def likeness(distance: int) -> float:
        """Correlation of pixels at a distance."""
        return float((grain[:, distance:] * grain[:, :-distance]).mean() / grain.var())

    assert likeness(1) > 0.9, "soft"
    assert 0.2 < likeness(4) < 0.8, "a few pixels wide"
    assert abs(likeness(20)) < 0.1, "and no two grains know of each other"
    assert abs(likeness(side // 2)) < 0.1, "nothing repeats"


def test_grain_shows_no_grid():
    grain = grained(flat(1024, 1024))[..., 0].astype(float) - 128
    spread = [grain[row::4, column::4].std() for row in range(4) for column in range(4)]
    assert max(spread) < 1.15 * min(spread), "where it was interpolated it is as strong as elsewhere"


@pytest.mark.parametrize("level", [0, 255])
def test_black_and_white_have_all_of_the_grain(level):
    grain = grained(flat(96, 160, level)).astype(int) - grained(flat(96, 160)).astype(int)
    assert grain.min() == grain.max(), "the same as on grey"
    assert np.abs(grained(flat(96, 160, level)).astype(int) - level).max() <= 2 * REACH


@pytest.mark.parametrize(("height", "width"), [(32, 32), (33, 67), (128, 384)])
def test_any_size_is_kept(height, width):
    assert grained(flat(height, width)).shape == (height, width, 3)
