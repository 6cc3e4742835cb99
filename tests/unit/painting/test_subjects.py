"""Strokes on a thing become that thing: on scenes whose things are known."""

import numpy as np
import pytest
from PIL import Image, ImageFilter

from impasto.imaging.guided import guided
from impasto.painting.brush import drawn, ground
from impasto.painting.maskedits import Stroke, groups
from impasto.painting.masks import Grey, Mask, fitted


def scene(disc=(200, 90, 60), ground=(60, 110, 160), noise: int = 12) -> tuple[np.ndarray, np.ndarray]:
    """Return a photograph of a disc that touches the lower border, and where it is, bool ``[300, 400]``."""
    y, x = np.mgrid[0:300, 0:400]
    inside = (x - 180) ** 2 + (y - 230) ** 2 < 110**2
    picture = np.where(inside[..., None], disc, ground) + 25 * np.sin(x / 40)[..., None]
    picture = picture + np.random.default_rng(0).normal(0, noise, (300, 400, 1))
    image = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(0.8))), inside


def stroke(*points: tuple[float, float], erases: bool = False) -> Stroke:
    return Stroke(tuple((x, y, 1.0) for x, y in points), 0.03, 1.0, erases, follows=True)


def made(photo: np.ndarray, *edits: Stroke) -> Grey:
    grey = ground(edits, *photo.shape[:2])
    for group in groups(edits):
        grey = drawn(grey, group, photo, lambda _: pytest.fail("no picture is needed"))
    return fitted(Mask(grey), *photo.shape[:2])


def share_wrong(found: Grey, inside: np.ndarray) -> float:
    return float(np.abs(found / 255 - inside).mean())


def test_one_stroke_takes_all_of_a_thing_even_where_it_touches_the_border():
    photo, inside = scene()
    found = made(photo, stroke((0.4, 0.6), (0.5, 0.8)))
    assert share_wrong(found, inside) < 0.02
    assert found[290, 180] == 255 and found[20, 20] == 0


def test_its_border_is_the_edge_of_the_photo():
    photo, inside = scene()
    found = made(photo, stroke((0.4, 0.6), (0.5, 0.8)))
    row = found[200].astype(int)
    edge = int(np.flatnonzero(inside[200])[0])
    assert row[edge - 5] < 40 and row[edge + 5] > 215


def test_a_stroke_on_something_else_keeps_it_out():
    photo, _ = scene()
    photo = photo.copy()
    photo[120:290, 270:380] = (205, 95, 65)  # a thing of nearly the same colours, beside the disc
    mark = stroke((0.4, 0.6), (0.5, 0.8))
    without, with_other = made(photo, mark), made(photo, mark, stroke((0.8, 0.5), (0.8, 0.9), erases=True))
    assert without[200, 350] == 255 and with_other[200, 350] == 0
    assert with_other[230, 180] == 255


def test_erasing_takes_a_thing_away():
    photo, inside = scene()
    assert share_wrong(made(photo, stroke((0.4, 0.6), (0.5, 0.8), erases=True)), ~inside) < 0.02


def test_what_was_marked_is_in_and_what_was_marked_otherwise_is_out_whatever_the_edges_say():
    photo, _ = scene()
    found = made(photo, stroke((0.4, 0.6), (0.9, 0.2)), stroke((0.45, 0.9), (0.45, 0.95), erases=True))
    assert found[int(0.2 * 300), int(0.9 * 400)] > 250 and found[int(0.92 * 300), int(0.45 * 400)] < 5


def test_surroundings_that_a_thing_encloses_are_not_the_thing():
    y, x = np.mgrid[0:300, 0:400]
    ring = np.abs(np.hypot(x - 200, y - 150) - 90) < 30
    photo = np.where(ring[..., None], (200, 90, 60), (60, 110, 160)).astype(np.uint8)
    found = made(photo, stroke((0.275, 0.5), (0.3, 0.35)))
    assert found[150, 200] == 0 and share_wrong(found, ring) < 0.02


def test_a_small_patch_like_the_surroundings_stays_within():
    photo, inside = scene()
    photo = photo.copy()
    photo[226:234, 176:184] = (60, 110, 160)
    assert share_wrong(made(photo, stroke((0.35, 0.6), (0.35, 0.8))), inside) < 0.02


def test_a_dot_smaller_than_a_pixel_of_the_small_copy_still_marks():
    photo, inside = scene(noise=3)
    found = made(photo, Stroke(((0.45, 0.75, 0.01),), 0.01, 1.0, follows=True))
    assert share_wrong(found, inside) < 0.05


def test_a_plain_picture_has_no_edges_to_follow_and_still_answers():
    found = made(np.full((200, 300, 3), 77, np.uint8), stroke((0.5, 0.5)))
    assert found[100, 150] == 255 and found.dtype == np.uint8


def test_the_guided_filter_brings_a_border_to_an_edge_of_the_guide():
    guide = np.zeros((40, 60), np.float32)
    guide[:, 30:] = 1
    rough = np.zeros((40, 60), np.float32)
    rough[:, 27:] = 1
    steps = np.diff(guided(rough, guide, 5, 1e-4)[20])
    assert steps.argmax() == 29 and steps[29] > 2 * steps[26], "most of the way is at the guide's edge"
    assert guided(rough, np.zeros_like(guide), 5, 1e-4)[20, 20:35] == pytest.approx(
        np.convolve(np.convolve(rough[20], np.ones(11) / 11, "same"), np.ones(11) / 11, "same")[20:35], abs=1e-4
    ), "without an edge it is the mean of means"
