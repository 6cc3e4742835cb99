"""Films painted by the committed networks: steady where nothing moves, and true to what an ordinary painting is."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pytest

from impasto.desktop.native import NativeRuntime
from impasto.errors import BadImage, RuntimeLost
from impasto.imaging.pixels import RGB, RGBA
from impasto.networks import parts
from impasto.networks.catalogue import Catalogue
from impasto.painting import presets
from impasto.painting.film.painter import FilmPainter, film_size
from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.settings import PaintSettings
from impasto.painting.stylizer import Stylizer
from impasto.painting.vectors import StyleVector
from import_magenta import MODELS
from tests.unit.fixtures import photo
from tests.unit.painting.film.films import entering

CATALOGUE = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))
STYLE = {preset.id: preset.vectors["style-mobilenet-v2"] for preset in presets.load()}
RATE = 25
RIGHT = np.s_[:, 128:]
"""The half of ``entering`` in which nothing moves, and that what does is too far from to be seen by a convolution."""


def settings(**given) -> PaintSettings:
    chosen = {"style_network": "style-mobilenet-v2", "transformer": "transformer-lite", "output_size": 256}
    return PaintSettings(**chosen | given)


def painter(style: StyleVector = STYLE["hokusai"], **given) -> FilmPainter:
    return FilmPainter(NativeRuntime(MODELS), CATALOGUE, style, settings(**given))


async def painted(film: FilmPainter, frames: Iterable[RGB]) -> list[RGBA]:
    return [await film.paint(frame, number / RATE) for number, frame in enumerate(frames)]


def flicker(frames: list[RGBA]) -> float:
    """Return by how many levels of 255 a frame differs from the one before, on average, where nothing moves."""
    pairs = pairwise(frames)
    return float(np.mean([np.abs(after[RIGHT].astype(int) - before[RIGHT]).mean() * 4 / 3 for before, after in pairs]))


async def plainly(frames: Iterable[RGB], style: StyleVector, **given) -> list[RGBA]:
    """Return frames painted each for itself."""
    stylizer, styles = Stylizer(NativeRuntime(MODELS), CATALOGUE), (WeightedStyle(style),)
    requests = [PaintRequest(Picture(frame), styles, settings(**given)) for frame in frames]
    return [(await stylizer.stylize(request)).pixels for request in requests]


@pytest.mark.parametrize("style", ["hokusai", "matisse"])
async def test_a_still_region_hardly_changes_though_there_is_noise_and_something_comes_in(style, record_property):
    frames = list(entering(30, 2))
    steady, plain = await painted(painter(STYLE[style]), frames), await plainly(frames[:8], STYLE[style])
    record_property("flicker", f"{flicker(steady):.3f} levels a frame, {flicker(plain):.2f} painted each for itself")
    assert flicker(steady) <= 1 / 3
    assert max(flicker([before, after]) for before, after in pairwise(steady)) <= 1
    assert flicker(plain) > 1.5, "or this film shows nothing"


@pytest.mark.parametrize("given", [{"strength": 0.6}, {"transformer": "transformer-separable"}], ids=str)
async def test_so_it_is_with_other_strengths_and_transformers(given):
    assert flicker(await painted(painter(**given), entering(16, 2))) <= 1 / 3


@pytest.mark.parametrize("transformer", CATALOGUE.transformers, ids=lambda each: each.id)
async def test_frames_of_a_shot_are_painted_as_the_first_one_is_for_itself(transformer):
    still = photo(256, 160)
    (alone,) = await plainly([still], STYLE["hokusai"], transformer=transformer.id)
    for frame in await painted(painter(transformer=transformer.id), [still] * 3):
        assert np.abs(frame.astype(int) - alone).max() <= 1


async def test_a_new_shot_is_painted_as_if_there_had_been_nothing_before():
    second, film = photo(256, 160, seed=5), painter()
    frames = await painted(film, [*entering(6, 2), second, second])
    (alone,) = await plainly([second], STYLE["hokusai"])
    assert film.shots == 2
    assert np.abs(frames[-1].astype(int) - alone).max() <= 1


async def test_what_stays_changed_is_taken_in_by_and_by():
    frames, film = list(entering(10, 0)), painter()
    last = (await painted(film, frames))[-1]
    (alone,) = await plainly(frames[-1:], STYLE["hokusai"])
    far = [np.abs(last[RIGHT].astype(int) - alone[RIGHT]).mean()]
    for seconds in (1, 4, 7, 30):
        far.append(np.abs((await film.paint(frames[-1], seconds))[RIGHT].astype(int) - alone[RIGHT]).mean())
    assert film.shots == 1 and far[0] > 1 > 0.2 > far[-1] and far == sorted(far, reverse=True), far


async def test_settings_that_cost_no_network_and_broad_strokes_are_those_of_a_photo():
    still = photo(800, 480)
    given = {"output_size": 800, "stroke_size": 0.5, "colours": 0.5, "photo_through": 0.25}
    (alone,) = await plainly([still], STYLE["hokusai"], **given)
    for frame in await painted(painter(**given), [still] * 2):
        apart = np.abs(frame.astype(int) - alone)
        assert apart.mean() < 0.1 and apart.max() <= 6  # a level of the first pass, seen by the second


class Dying(NativeRuntime):
    """Loses the next run of the part that paints with given norms."""

    losses = 0

    async def run(self, graph, inputs):
        if graph.layers == (parts.HELD,) and self.losses:
            self.losses -= 1
            raise RuntimeLost("encoded-photo-lost")
        return await super().run(graph, inputs)


async def test_a_runtime_that_is_lost_costs_no_frame():
    runtime, still = Dying(MODELS), photo(256, 160)
    film = FilmPainter(runtime, CATALOGUE, STYLE["hokusai"], settings())
    first = await film.paint(still, 0)
    runtime.losses = 2
    assert np.abs((await film.paint(still, 0.04)).astype(int) - first).max() <= 1
    runtime.losses = 3
    with pytest.raises(RuntimeLost):
        await film.paint(still, 0.08)


@pytest.mark.parametrize(
    ("width", "height", "size", "painted"),
    [(1920, 1080, 768, (768, 432)), (1080, 1920, 500, (280, 500)), (641, 360, "photo", (640, 360)),
     (1920, 818, 512, (512, 218)), (3840, 2160, 2048, (2048, 1152))],
)  # fmt: skip
def test_frames_have_even_sides(width, height, size, painted):
    assert film_size(width, height, settings(output_size=size)) == painted


@pytest.mark.parametrize(
    ("width", "height", "size", "key"),
    [
        (3840, 2160, "photo", "film-too-large"),
        (1920, 1080, 4096, "film-too-large"),
        (1920, 100, 256, "film-too-narrow"),
    ],
)
def test_sizes_that_films_are_not_painted_at_are_refused(width, height, size, key):
    with pytest.raises(BadImage) as refused:
        film_size(width, height, settings(output_size=size))
    assert refused.value.text.key == key
