import numpy as np
import pytest

from impasto.painting.compose import photo_through
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
