"""Masks drawn by what they were made by."""

import numpy as np
import pytest

from impasto.painting.brush import EDGE, SIDE, drawn, ground, stroked
from impasto.painting.maskedits import Edits, FromPicture, Inverted, Stroke, begins_full, groups
from impasto.painting.masks import Grey, Mask

PHOTO = np.full((300, 400, 3), 128, np.uint8)


def dot(x: float, y: float, size: float = 0.1, pressure: float = 1.0, **more) -> Stroke:
    return Stroke(((x, y, pressure),), size, more.pop("hardness", 1.0), **more)


def made(*edits, picture=None, photo=PHOTO) -> Grey:
    grey = ground(edits, *photo.shape[:2])
    for group in groups(edits):
        grey = drawn(grey, group, photo, picture or (lambda _: pytest.fail("no picture is needed")))
    return grey


def test_a_mask_has_the_ratio_of_the_photo_and_its_own_size():
    assert made(dot(0.5, 0.5)).shape == (768, 1024)
    assert made(dot(0.5, 0.5), photo=np.zeros((6000, 3000, 3), np.uint8)).shape == (SIDE, SIDE // 2)


@pytest.mark.parametrize("size", [0.02, 0.1, 0.4])
def test_a_dot_is_a_disc_where_it_was_made_and_as_large_as_the_brush(size):
    grey = made(dot(0.25, 0.5, size)) / 255
    y, x = np.mgrid[0:768, 0:1024]
    assert (grey * x).sum() / grey.sum() == pytest.approx(0.25 * 1024 - 0.5, abs=0.01)
    assert (grey * y).sum() / grey.sum() == pytest.approx(0.5 * 768 - 0.5, abs=0.01)
    assert grey.sum() == pytest.approx(np.pi * (size * 1024 / 2) ** 2, rel=0.05)


def test_a_hard_edge_is_about_a_pixel_wide_and_a_soft_one_goes_to_the_middle():
    hard, soft = (made(dot(0.5, 0.5, 0.2, hardness=hardness))[384].astype(int) for hardness in (1.0, 0.0))
    assert np.count_nonzero(hard % 255) <= 2 * np.ceil(EDGE)
    half = soft[512:620]
    assert half[0] >= 250 and (np.diff(half) <= 0).all() and np.count_nonzero(half % 255) > 90


def test_pressure_makes_the_brush_smaller():
    whole, half = (made(dot(0.5, 0.5, pressure=pressure)).astype(int).sum() for pressure in (1.0, 0.5))
    assert half / whole == pytest.approx(0.25, abs=0.02)


def test_a_stroke_is_as_wide_between_its_points_as_at_them():
    grey = made(Stroke(((0.2, 0.5, 1.0), (0.8, 0.5, 1.0)), 0.1, 1.0))
    widths = (grey[:, 210:815] > 127).sum(axis=0)
    assert set(widths) <= {102, 103} and grey[:, :140].max() == 0 and grey[:, 890:].max() == 0


def test_a_stroke_that_leaves_the_picture_is_cut_off():
    for points in (((-0.5, 0.5, 1.0), (0.1, 0.5, 1.0)), ((1.4, 1.3, 1.0),), ((-0.9, -0.9, 1.0), (1.9, 1.9, 1.0))):
        assert stroked(Stroke(points, 0.1, 0.5), 768, 1024).shape == (768, 1024)
    assert stroked(Stroke(((1.9, 1.9, 1.0),), 0.1, 0.5), 768, 1024).max() == 0


def test_strokes_add_and_erase_and_going_over_twice_changes_nothing():
    first, second = dot(0.4, 0.5, 0.2, hardness=0.3), dot(0.5, 0.5, 0.2, hardness=0.3)
    added = made(first, second)
    assert (added == np.maximum(made(first), made(second))).all()
    assert (made(first, second, second) == added).all()
    erased = made(first, dot(0.4, 0.5, 0.2, erases=True))
    assert erased[300:470, 250:600].max() < 20 and made(first)[384, 410] > 250


def test_the_first_stroke_says_what_there_was_before():
    assert made(dot(0.5, 0.5))[0, 0] == 0, "what is added is added to nothing"
    erased = made(dot(0.5, 0.5, erases=True))
    assert erased[0, 0] == 255 and erased[384, 512] == 0
    assert not begins_full((dot(0.5, 0.5),)) and begins_full((dot(0.5, 0.5, erases=True),))


def test_inverting_twice_is_as_before():
    once = made(dot(0.5, 0.5), Inverted())
    assert (once == 255 - made(dot(0.5, 0.5))).all()
    assert (made(dot(0.5, 0.5), Inverted(), Inverted()) == made(dot(0.5, 0.5))).all()


def test_a_picture_takes_the_place_of_what_was_there_and_strokes_go_on_from_it():
    grey = np.zeros((30, 40), np.uint8)
    grey[:, 20:] = 255
    mask = made(dot(0.1, 0.5), FromPicture("m"), dot(0.3, 0.5), picture={"m": Mask(grey)}.__getitem__)
    assert mask.shape == (768, 1024) and mask[384, 102] == 0 and mask[384, 307] == 255 and mask[384, 1000] == 255


def test_strokes_that_follow_edges_are_drawn_together_as_far_as_they_follow_each_other():
    follows, plain = dot(0.5, 0.5, follows=True), dot(0.2, 0.2)
    edits: Edits = (plain, follows, follows, plain, plain, follows)
    assert groups(edits) == ((plain,), (follows, follows), (plain,), (plain,), (follows,))
    assert groups(()) == ()
