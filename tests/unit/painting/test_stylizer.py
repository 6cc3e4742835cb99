import asyncio
from dataclasses import replace

import numpy as np
import pytest

from impasto.errors import BadImage, BadStyle, Cancelled, RuntimeFailed, UnknownNetwork
from impasto.imaging.grain import grained
from impasto.imaging.padding import padded, without_padding
from impasto.painting.progress import Progress
from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.stylizer import Stylizer
from impasto.painting.vectors import StyleVector
from impasto.words import Text
from tests.unit.fakes import CATALOGUE, FakeRuntime


def plain(colour: tuple[int, int, int], width: int = 320, height: int = 256) -> Picture:
    return Picture(np.full((height, width, 3), colour, np.uint8))


def gradient(width: int = 320, height: int = 240) -> Picture:
    across = np.linspace(0, 255, width).astype(np.uint8)
    return Picture(np.stack([np.tile(across, (height, 1))] * 3, axis=2))


def vector(value: float, network: str = "seer") -> StyleVector:
    return StyleVector((value,) * 100, network)


def job(**changes) -> PaintRequest:
    base = PaintRequest(
        content=gradient(),
        styles=(WeightedStyle(plain((200, 40, 40))),),
        strength=1.0,
        size=256,
        style_network="seer",
        transformer="brush",
    )
    return replace(base, **changes)


@pytest.fixture
def runtime() -> FakeRuntime:
    return FakeRuntime()


@pytest.fixture
def stylizer(runtime) -> Stylizer:
    return Stylizer(runtime, CATALOGUE)


async def test_the_picture_is_that_of_the_networks(stylizer):
    painting = await stylizer.stylize(job(content=plain((100, 100, 100))))
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
    painting = await stylizer.stylize(job(content=gradient(width, height), size=size))
    expected = (round(height * size / max(width, height)), round(width * size / max(width, height)), 4)
    assert painting.pixels.shape == expected


async def test_strength_mixes_with_the_contents_own_vector(stylizer):
    content = plain((100, 100, 100))

    async def red(strength: float) -> float:
        painting = await stylizer.stylize(job(content=content, strength=strength))
        return float(painting.pixels[..., 0].mean())

    # own vector 100, style 200: photo and vector are mixed half and half
    assert [await red(strength) for strength in (0.0, 0.5, 1.0, 2.0)] == pytest.approx([100, 125, 150, 200], abs=1)


async def test_weights_are_relative(stylizer):
    styles = (WeightedStyle(plain((200, 0, 0)), 3.0), WeightedStyle(plain((0, 200, 0)), 1.0))
    painting = await stylizer.stylize(job(content=plain((100, 100, 100)), styles=styles))
    assert painting.pixels.mean((0, 1)) == pytest.approx([125, 75, 50, 255], abs=1)


async def test_a_new_strength_runs_neither_encoder_nor_style_network(stylizer, runtime):
    await stylizer.stylize(job(strength=0.5))
    runtime.calls.clear()
    await stylizer.stylize(job(strength=0.75))
    assert runtime.runs() == ["brush-decoder.onnx"]


async def test_a_new_style_runs_the_style_network_once_and_no_encoder(stylizer, runtime):
    await stylizer.stylize(job())
    runtime.calls.clear()
    await stylizer.stylize(job(styles=(WeightedStyle(plain((1, 2, 3))),)))
    assert runtime.runs() == ["seer.onnx", "brush-decoder.onnx"]


async def test_a_finished_vector_needs_no_style_network_at_strength_one(stylizer, runtime):
    await stylizer.stylize(job(styles=(WeightedStyle(vector(0.5)),)))
    assert runtime.runs() == ["brush-encoder.onnx", "brush-decoder.onnx"]
    assert ("load", "seer.onnx") not in runtime.calls


async def test_the_same_job_is_painted_once(stylizer, runtime):
    first = await stylizer.stylize(job())
    runtime.calls.clear()
    again = await stylizer.stylize(job())
    assert runtime.runs() == [] and np.array_equal(first.pixels, again.pixels)


async def test_another_size_or_transformer_encodes_again(stylizer, runtime):
    await stylizer.stylize(job())
    for change in ({"size": 300}, {"transformer": "knife"}):
        runtime.calls.clear()
        await stylizer.stylize(job(**change))
        assert len(runtime.runs()) == 2 and "encoder" in runtime.runs()[0]


async def test_vectors_are_kept_for_each_network_apart(stylizer, runtime):
    picture = plain((9, 9, 9))
    assert (await stylizer.style_vector(picture, "seer")).network == "seer"
    assert (await stylizer.style_vector(picture, "sage")).network == "sage"
    await stylizer.style_vector(picture, "seer")
    assert runtime.runs() == ["seer.onnx", "sage.onnx"]


async def test_pictures_are_recognised_by_content(stylizer, runtime):
    await stylizer.style_vector(plain((9, 9, 9)), "seer")
    await stylizer.style_vector(plain((9, 9, 9)), "seer")
    assert runtime.runs() == ["seer.onnx"]
    assert plain((9, 9, 9), 64, 32).fingerprint != plain((9, 9, 9), 32, 64).fingerprint


async def test_progress_counts_every_step_and_the_bytes_of_networks(stylizer):
    heard: list[Progress] = []
    await stylizer.stylize(job(strength=0.5), heard.append)
    assert {progress.steps for progress in heard} == {4}  # style, photo, encoder, decoder
    assert sorted({progress.step for progress in heard}) == [1, 2, 3, 4]
    fractions = [progress.fraction for progress in heard]
    assert fractions == sorted(fractions) and fractions[0] == 0 and fractions[-1] <= 1
    assert any(progress.text.key == "loading-network" for progress in heard)
    heard.clear()
    await stylizer.stylize(job(strength=0.6), heard.append)
    assert heard == [Progress(Text("painting"), 1, 1, 0.0)], "a step that has nothing to load is told of once"


async def test_cancel_stops_between_steps(stylizer, runtime):
    def cancel_at_the_second_step(progress: Progress) -> None:
        if progress.step == 2:
            stylizer.cancel()

    with pytest.raises(Cancelled):
        await stylizer.stylize(job(), cancel_at_the_second_step)
    assert "brush-decoder.onnx" not in runtime.runs()
    await stylizer.stylize(job())  # a later job is not touched


async def test_interrupting_the_runtime_ends_a_running_network(stylizer, runtime):
    runtime.gate.clear()
    painting = asyncio.ensure_future(stylizer.stylize(job()))
    while not runtime.runs():
        await asyncio.sleep(0)
    runtime.interrupt()
    with pytest.raises(Cancelled):
        await painting


async def test_a_failing_network_says_so(stylizer, runtime):
    runtime.broken["brush-decoder.onnx"] = "brush-decoder.onnx arrived damaged."
    with pytest.raises(RuntimeFailed, match="arrived damaged"):
        await stylizer.stylize(job())


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"styles": ()}, BadStyle, "at least one style"),
        ({"strength": 2.1}, BadStyle, "0 to 2"),
        ({"size": 100}, BadImage, "128 to 2048"),
        ({"style_network": "nobody"}, UnknownNetwork, "nobody"),
        ({"transformer": "nobody"}, UnknownNetwork, "nobody"),
        ({"styles": (WeightedStyle(vector(0, "sage")),)}, BadStyle, "sage"),
        ({"styles": (WeightedStyle(vector(0), 0.0),)}, BadStyle, "weight 0"),
    ],
)
async def test_bad_jobs_are_refused_in_words(stylizer, change, error, words):
    with pytest.raises(error, match=words):
        await stylizer.stylize(job(**change))


async def test_one_apart_knows_the_style_vectors_and_is_not_cancelled_with_the_other(runtime, stylizer):
    other = stylizer.apart()
    await stylizer.stylize(job(strength=0.5))
    before = len(runtime.runs())
    runtime.gate.clear()
    painting = asyncio.ensure_future(other.stylize(job(strength=0.5)))
    await asyncio.sleep(0.01)
    stylizer.cancel()
    runtime.gate.set()
    assert not (await painting).kept and "seer.onnx" not in runtime.runs()[before:]
    assert (await other.stylize(job(strength=0.5))).kept


async def test_encoded_photos_stay_in_the_runtime_and_are_released_when_the_cache_lets_go(runtime, monkeypatch):
    monkeypatch.setattr("impasto.painting.stylizer.FEATURES_BUDGET", 1)
    stylizer = Stylizer(runtime, CATALOGUE)
    await stylizer.stylize(job())
    (first,) = runtime.held
    assert first.alive
    await stylizer.stylize(job(size=300))
    assert first.released and [held.alive for held in runtime.held] == [False, True]


async def test_what_was_lost_by_interrupting_is_encoded_again(stylizer, runtime):
    await stylizer.stylize(job(strength=0.5))
    runtime.interrupt()
    runtime.calls.clear()
    painting = await stylizer.stylize(job(strength=0.6))
    assert runtime.runs() == ["brush-encoder.onnx", "brush-decoder.onnx"]
    assert painting.pixels.shape[1] == 256
    assert [held.alive for held in runtime.held] == [False, True]


async def test_a_runtime_that_is_lost_midway_costs_the_job_only_time(stylizer, runtime):
    expected = (await Stylizer(FakeRuntime(), CATALOGUE).stylize(job())).pixels
    runtime.dying = 2
    assert ((await stylizer.stylize(job())).pixels == expected).all()
    runtime.dying = 9
    with pytest.raises(RuntimeFailed, match="lost"):
        await stylizer.stylize(job(size=300))
