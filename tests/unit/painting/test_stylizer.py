import asyncio

import numpy as np
import pytest

from impasto.errors import BadImage, BadSetting, BadStyle, Cancelled, RuntimeFailed, UnknownNetwork
from impasto.imaging.grain import grained
from impasto.imaging.padding import padded, without_padding
from impasto.painting.progress import Progress
from impasto.painting.request import WeightedStyle
from impasto.painting.steps import CancelToken
from impasto.painting.stylizer import Stylizer
from impasto.words import Text
from tests.unit.fakes import runtime as fakes
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.runtime import FakeRuntime
from tests.unit.painting.requests import gradient, plain, request, vector


async def test_the_picture_is_that_of_the_networks(stylizer):
    painting = await stylizer.stylize(request(content=plain((100, 100, 100))))
    assert painting.pixels.dtype == np.uint8
    # the fake mixes photo, which has got an edge and grain, and mean colour of the style half and half
    photo = grained(padded(plain((100, 100, 100), 256, 205).pixels))
    mixed = (without_padding(photo, 205, 256) + np.array([200, 40, 40])) / 2
    assert painting.pixels.shape == (*mixed.shape[:2], 4)
    assert np.abs(painting.pixels[..., :3] - mixed).max() <= 3, "features have a quarter of the pixels"
    assert painting.pixels[..., 0].std() > 1
    assert (painting.pixels[..., 3] == 255).all()


@pytest.mark.parametrize(
    ("width", "height", "size"), [(640, 480, 256), (333, 250, 333), (97, 300, 301), (300, 33, 999)]
)
async def test_output_has_the_size_asked_for_whatever_the_ratio(stylizer, width, height, size):
    painting = await stylizer.stylize(request(content=gradient(width, height), output_size=size))
    expected = (round(height * size / max(width, height)), round(width * size / max(width, height)), 4)
    assert painting.pixels.shape == expected


async def test_strength_mixes_with_the_contents_own_vector(stylizer):
    content = plain((100, 100, 100))

    async def red(strength: float) -> float:
        painting = await stylizer.stylize(request(content=content, strength=strength))
        return float(painting.pixels[..., 0].mean())

    # own vector 100, style 200: photo and vector are mixed half and half
    assert [await red(strength) for strength in (0.0, 0.5, 1.0, 2.0)] == pytest.approx([100, 125, 150, 200], abs=1)


async def test_weights_are_relative(stylizer):
    styles = (WeightedStyle(plain((200, 0, 0)), 3.0), WeightedStyle(plain((0, 200, 0)), 1.0))
    painting = await stylizer.stylize(request(content=plain((100, 100, 100)), styles=styles))
    assert painting.pixels.mean((0, 1)) == pytest.approx([125, 75, 50, 255], abs=1)


async def test_progress_counts_every_step_and_the_bytes_of_networks(stylizer):
    heard: list[Progress] = []
    await stylizer.stylize(request(strength=0.5), heard.append)
    assert {progress.steps for progress in heard} == {4}  # style, photo, encoder, decoder
    assert sorted({progress.step for progress in heard}) == [1, 2, 3, 4]
    fractions = [progress.fraction for progress in heard]
    assert fractions == sorted(fractions) and fractions[0] == 0 and fractions[-1] <= 1
    assert any(progress.text.key == "loading-network" for progress in heard)
    heard.clear()
    await stylizer.stylize(request(strength=0.6), heard.append)
    assert heard == [Progress(Text("painting"), 1, 1, 0.0)], "a step that has nothing to load is told of once"


async def test_cancel_stops_between_steps(stylizer, runtime):
    token = CancelToken()

    def cancel_at_the_second_step(progress: Progress) -> None:
        if progress.step == 2:
            token.cancel()

    with pytest.raises(Cancelled):
        await stylizer.stylize(request(), cancel_at_the_second_step, token)
    assert "brush-decoder.onnx" not in runtime.runs()
    await stylizer.stylize(request())  # a later job is not touched


async def test_interrupting_the_runtime_ends_a_running_network(stylizer, runtime):
    runtime.gate.clear()
    painting = asyncio.ensure_future(stylizer.stylize(request()))
    while not runtime.runs():
        await asyncio.sleep(0)
    runtime.interrupt()
    with pytest.raises(Cancelled):
        await painting


async def test_a_failing_network_says_so(stylizer, runtime):
    runtime.broken["brush-decoder.onnx"] = "brush-decoder.onnx arrived damaged."
    with pytest.raises(RuntimeFailed, match="arrived damaged"):
        await stylizer.stylize(request())


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"styles": ()}, BadStyle, "at least one style"),
        ({"strength": 2.1}, BadSetting, "0 to 2"),
        ({"output_size": 100}, BadImage, "128 to 80000"),
        ({"style_network": "nobody"}, UnknownNetwork, "nobody"),
        ({"transformer": "nobody"}, UnknownNetwork, "nobody"),
        ({"styles": (WeightedStyle(vector(0, "sage")),)}, BadStyle, "sage"),
        ({"styles": (WeightedStyle(vector(0), 0.0),)}, BadStyle, "weight 0"),
    ],
)
async def test_bad_jobs_are_refused_in_words(stylizer, change, error, words):
    with pytest.raises(error, match=words):
        await stylizer.stylize(request(**change))


async def test_a_request_is_not_cancelled_with_another(stylizer, runtime):
    await stylizer.stylize(request(strength=0.5))
    runtime.gate.clear()
    painting = asyncio.ensure_future(stylizer.stylize(request(strength=0.6), token=CancelToken()))
    other = CancelToken()
    other.cancel()
    with pytest.raises(Cancelled):
        await stylizer.stylize(request(strength=0.7), token=other)
    runtime.gate.set()
    assert not (await painting).from_cache


async def test_a_runtime_that_is_lost_midway_costs_the_job_only_time(stylizer, runtime):
    expected = (await Stylizer(FakeRuntime(), CATALOGUE).stylize(request())).pixels
    runtime.dying = 2
    assert ((await stylizer.stylize(request())).pixels == expected).all()
    runtime.dying = 9
    with pytest.raises(RuntimeFailed, match="lost"):
        await stylizer.stylize(request(output_size=300))


# colours


def spread(picture) -> int:
    """Return how far a picture is from neutral: the largest difference between the channels of a pixel."""
    colours = picture.pixels[..., :3].astype(int)
    return int((colours.max(axis=2) - colours.min(axis=2)).max())


async def test_grey_on_grey_is_neutral_though_the_network_tints_it(stylizer, runtime, monkeypatch):
    computed = fakes._computed

    def tinting(graph, inputs):
        outputs = computed(graph, inputs)
        if "picture" in outputs:
            outputs["picture"][..., 2] += np.uint8(7)
        return outputs

    monkeypatch.setattr(fakes, "_computed", tinting)
    grey = (WeightedStyle(plain((90, 90, 90))),)
    for strength in (0.0, 0.5, 1.0, 1.5):
        assert spread(await stylizer.stylize(request(styles=grey, strength=strength))) <= 1
    coloured = await stylizer.stylize(request())
    runs = runtime.runs().count("brush-decoder.onnx")
    assert spread(coloured) > 60
    mixed = (*grey, WeightedStyle(plain((200, 40, 40))))
    assert spread(await stylizer.stylize(request(styles=mixed))) > 30
    assert runtime.runs().count("brush-decoder.onnx") == runs + 1
