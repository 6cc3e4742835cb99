"""``impasto stylize`` with masks on the committed networks."""

from pathlib import Path

import numpy as np
import pytest

from tests.unit.desktop.stylizing import painted, piped_in
from tests.unit.fixtures import photo, saved

pytestmark = pytest.mark.usefixtures("folder")


def left_half(width: int = 90, height: int = 70) -> None:
    grey = np.zeros((height, width), np.uint8)
    grey[:, : width // 2] = 255
    Path("mask.png").write_bytes(saved(grey, "PNG"))


def test_a_mask_leaves_the_rest_to_the_photo_or_to_another_style():
    left_half()
    a, b = painted("--style", "a.png"), painted("--style", "b.png")
    plain = painted("--style", "a.png", "--photo-through", "1")
    masked = painted("--style", "a.png", "--mask", "mask.png")
    np.testing.assert_array_equal(masked[:, :125], a[:, :125])
    np.testing.assert_array_equal(masked[:, 131:], plain[:, 131:])
    both = painted("--style", "a.png", "--mask", "mask.png", "--style-outside", "b.png")
    np.testing.assert_array_equal(both[:, :125], a[:, :125])
    np.testing.assert_array_equal(both[:, 131:], b[:, 131:])
    np.testing.assert_array_equal(painted("--style", "b.png", "--style-inside", "mask.png", "a.png"), both)


def test_soft_edges_reach_to_both_sides_of_a_mask():
    left_half()
    hard = painted("--style", "a.png", "--mask", "mask.png")
    soft = painted("--style", "a.png", "--mask", "mask.png", "--feather", "1")
    differs = np.abs(hard - soft).max(axis=(0, 2)) > 2
    assert differs[118:126].any() and differs[130:138].any() and not differs[:80].any() and not differs[180:].any()


def test_a_mask_may_be_piped_in(monkeypatch):
    left_half()
    masked = painted("--style", "a.png", "--mask", "mask.png")
    piped_in(monkeypatch, Path("mask.png").read_bytes())
    np.testing.assert_array_equal(painted("--style", "a.png", "--mask", "-"), masked)


def test_a_picture_that_is_painted_in_tiles_is_masked_too():
    Path("photo.png").write_bytes(saved(photo(600, 40), "PNG"))
    left_half(1200, 80)
    a, b = painted("--style", "a.png", "--size", "2100"), painted("--style", "b.png", "--size", "2100")
    both = painted("--style", "a.png", "--mask", "mask.png", "--style-outside", "b.png", "--size", "2100")
    assert both.shape == (137, 2048, 3), "it is read at 2048 px"
    np.testing.assert_array_equal(both[:, :1010], a[:, :1010])
    np.testing.assert_array_equal(both[:, 1040:], b[:, 1040:])
