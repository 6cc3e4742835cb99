"""Films of which parts are painted in styles of their own, or stay as they were filmed."""

import numpy as np
import pytest

from impasto.desktop.native import NativeRuntime
from impasto.errors import BadStyle
from impasto.painting.masks import Mask
from impasto.painting.request import EVERYWHERE, Area, WeightedStyle, Where
from impasto.painting.stylizer import Stylizer
from import_magenta import MODELS
from tests.unit.painting.film.films import entering
from tests.unit.painting.film.test_film_painter import CATALOGUE, STYLE, flicker, painted, settings

HOKUSAI, MATISSE = ((WeightedStyle(STYLE[name]),) for name in ("hokusai", "matisse"))
GIVEN = settings(feather=0.0, photo_through=0.25)
FRAMES = list(entering(3, 0))
WIDTH = FRAMES[0].shape[1]


def side(left: float, right: float) -> Mask:
    grey = np.zeros(FRAMES[0].shape[:2], np.uint8)
    grey[:, round(left * WIDTH) : round(right * WIDTH)] = 255
    return Mask(grey)


async def film(styles, where=EVERYWHERE, frames=FRAMES):
    stylizer = Stylizer(NativeRuntime(MODELS), CATALOGUE)
    return await painted(await stylizer.film(styles, GIVEN, where), frames)


async def test_each_part_is_what_is_painted_of_it_alone():
    hokusai, matisse = await film(HOKUSAI), await film(MATISSE)
    half = WIDTH // 2
    masked = await film(HOKUSAI, Where(side(0, 0.5)))
    both = await film(HOKUSAI, Where(side(0, 0.5), outside=MATISSE))
    inside = await film(HOKUSAI, Where(areas=(Area(side(0.5, 1), MATISSE),)))
    for at, frame in enumerate(FRAMES):
        assert (masked[at][:, :half] == hokusai[at][:, :half]).all()
        assert (masked[at][:, half:, :3] == frame[:, half:]).all()
        for seen in (both, inside):
            assert (seen[at][:, :half] == hokusai[at][:, :half]).all()
            assert (seen[at][:, half:] == matisse[at][:, half:]).all()


async def test_what_stands_still_stays_still_under_a_mask():
    frames = list(entering(10, 2))
    masked = await film(HOKUSAI, Where(side(0.25, 1), outside=MATISSE), frames)
    assert flicker(masked[1:]) <= 1


async def test_without_a_style_there_is_no_film():
    with pytest.raises(BadStyle):
        await film((), Where(side(0, 0.5)))
