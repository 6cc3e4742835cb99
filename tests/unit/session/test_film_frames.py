"""A film in the whole application, with a fake runtime and a fake page."""

import numpy as np
import pytest

from impasto.imaging.pixels import RGB
from impasto.session.jobs import Priority
from impasto.studio import events as ev
from tests.unit.session.workbench import Workbench, photo

WIDTH, HEIGHT = 256, 144


def frame(level: int) -> RGB:
    return np.full((HEIGHT, WIDTH, 3), level, np.uint8)


@pytest.fixture
async def begun(bench: Workbench) -> Workbench:
    """A film of four seconds whose painting has begun."""
    await bench.do(photo(), ev.StyleSelected("red"), ev.SettingChanged("output_size", 256))
    await bench.do(ev.FilmGiven("clip.mp4", 1920, 1080, 4.0), ev.FilmPressed())
    await bench.until(lambda: bench.page.view["film"]["width"] > 0)
    bench.runtime.calls.clear()
    return bench


def job(bench: Workbench) -> int:
    number = bench.page.view["film"]["job"]
    assert isinstance(number, int)
    return number


async def painted(bench: Workbench, count: int) -> None:
    await bench.until(lambda: len(bench.page.film) == count)


async def test_frames_are_painted_at_their_size_in_their_order(begun):
    assert (begun.page.view["film"]["width"], begun.page.view["film"]["height"]) == (WIDTH, HEIGHT)
    for number in (1, 2, 3):
        begun.app.paint_frame(job(begun), number, number / 25, frame(40 * number))
    await painted(begun, 3)
    assert [number for _, number, _ in begun.page.film] == [1, 2, 3]
    for number, (_, _, pixels) in enumerate(begun.page.film, 1):
        assert pixels is not None and pixels.shape == (HEIGHT, WIDTH, 4)
        assert abs(int(pixels[70, 100, 1]) - 20 * number) <= 6, "half of it, as the fake paints, and grain"


async def test_norms_are_measured_at_a_shot_and_then_held(begun):
    for number in range(4):
        begun.app.paint_frame(job(begun), number, number / 25, frame(100))
    await painted(begun, 4)
    assert begun.runtime.runs().count("brush-encoder.onnx") == 4
    assert begun.runtime.runs().count("brush-decoder.onnx") == 4
    assert not any(file.startswith("seer") for file in begun.runtime.runs())


async def test_the_first_frame_tells_how_far_it_is_and_nothing_of_it_is_kept(begun):
    before = begun.page.view["result"]
    begun.app.paint_frame(job(begun), 25, 1.0, frame(100))
    await painted(begun, 1)
    await begun.until(lambda: begun.page.view["film"]["progress"]["fraction"] == 0.25)
    assert begun.page.view["result"] == before
    assert all(tensor.released for tensor in begun.runtime.held if tensor.tensor.shape[2] == HEIGHT // 4 + 4)


async def test_what_the_user_wants_comes_between_two_frames(begun):
    begun.runtime.gate.clear()
    for number in (1, 2):
        begun.app.paint_frame(job(begun), number, number / 25, frame(100))
    await begun.until(lambda: begun.runs(Priority.SHEET))
    before = begun.page.view["result"]["number"]
    begun.app.post(ev.SettingChanged("output_size", 384))
    await begun.read()
    begun.runtime.gate.set()
    await begun.until(lambda: begun.page.view["result"]["number"] > before)
    await painted(begun, 2)
    assert all(pixels is not None for _, _, pixels in begun.page.film)


async def test_a_network_that_is_ended_for_something_else_costs_no_frame(begun):
    begun.runtime.gate.clear()
    begun.app.paint_frame(job(begun), 1, 0.0, frame(100))
    await begun.until(lambda: bool(begun.runtime.runs()))
    begun.runtime.interrupt()
    begun.runtime.gate.set()
    await painted(begun, 1)
    assert begun.page.film[0][2] is not None


async def test_after_a_stop_frames_that_are_on_their_way_are_answered_with_none(begun):
    number = job(begun)
    begun.runtime.gate.clear()
    for each in (1, 2):
        begun.app.paint_frame(number, each, each / 25, frame(100))
    await begun.until(lambda: begun.runs(Priority.SHEET))
    begun.app.post(ev.FilmStopped())
    await begun.read()
    begun.runtime.gate.set()
    begun.app.paint_frame(number, 3, 0.2, frame(100))
    await painted(begun, 3)
    assert begun.page.film[-1] == (number, 3, None) or any(pixels is None for _, _, pixels in begun.page.film)
    assert begun.told() is None


async def test_a_frame_that_fails_ends_the_film_in_words(begun):
    begun.runtime.broken["brush-decoder.onnx"] = "Out of memory."
    begun.app.paint_frame(job(begun), 1, 0.0, frame(100))
    await begun.until(lambda: begun.said() == "Out of memory.")
    await painted(begun, 1)
    assert begun.page.film[0][2] is None and begun.page.view["film"]["job"] is None


@pytest.mark.parametrize(("width", "height"), [(3840, 2160), (1920, 100)])
async def test_a_size_that_cannot_be_painted_is_told(bench, width, height):
    await bench.do(photo(), ev.StyleSelected("red"), ev.SettingChanged("output_size", "photo"))
    await bench.do(ev.FilmGiven("clip.mp4", width, height, 4.0), ev.FilmPressed())
    if width > 2048:
        await bench.until(lambda: bench.told() is not None)
        assert bench.told().key == "film-too-large" and bench.page.view["film"]["job"] is None
    else:
        await bench.until(lambda: bench.page.view["film"]["width"] == 1920)
