"""Oklab against its published values, and back to the same bytes."""

from itertools import product

import numpy as np
import pytest

from impasto.imaging.oklab import to_oklab, to_srgb
from tests.unit.fixtures import noise

PUBLISHED = {
    # Of CSS Color 4 and Ottosson's page, to three decimals.
    (255, 255, 255): (1.0, 0.0, 0.0),
    (0, 0, 0): (0.0, 0.0, 0.0),
    (255, 0, 0): (0.628, 0.225, 0.126),
    (0, 255, 0): (0.866, -0.234, 0.179),
    (0, 0, 255): (0.452, -0.032, -0.312),
    (128, 128, 128): (0.600, 0.0, 0.0),
}


@pytest.mark.parametrize(("level", "lab"), PUBLISHED.items())
def test_colours_have_their_published_coordinates(level, lab):
    assert to_oklab(np.array([level], np.uint8))[:, 0] == pytest.approx(lab, abs=6e-4)


def test_every_colour_comes_back_as_it_was():
    levels = np.array([*range(0, 256, 9), 1, 2, 3, 255], np.uint8)
    colours = np.array(list(product(levels, repeat=3)), np.uint8)
    assert (to_srgb(to_oklab(colours)) == colours).all()


def test_grey_has_no_chroma_and_stays_neutral():
    greys = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    lab = to_oklab(greys)
    assert np.abs(lab[1:]).max() < 1e-5
    assert (to_srgb(lab) == greys).all()


def test_what_srgb_does_not_have_turns_paler_at_its_lightness_and_hue():
    lab = to_oklab(noise(64, 64).reshape(-1, 3))
    lab[1:] *= 2
    within = to_oklab(to_srgb(lab))
    assert np.abs(within[0] - lab[0]).max() < 0.01  # 0.16 where channels are cut off
    chroma, before = np.hypot(*within[1:]), np.hypot(*lab[1:])
    assert (chroma <= before + 0.01).all()
    cosine = (within[1:] * lab[1:]).sum(axis=0) / np.maximum(chroma * before, 1e-6)
    assert cosine[chroma > 0.03].min() > 0.9
