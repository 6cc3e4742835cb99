"""What was computed for one painting is not computed again for the next."""

import asyncio

import numpy as np
import pytest

from impasto.errors import Cancelled
from impasto.imaging.fitting import fit
from impasto.painting.request import Picture, WeightedStyle
from impasto.painting.steps import CancelToken
from impasto.painting.stylizer import Stylizer
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fixtures import noise
from tests.unit.painting.requests import plain, request, vector


async def test_a_new_strength_runs_neither_encoder_nor_style_network(stylizer, runtime):
    await stylizer.stylize(request(strength=0.5))
    runtime.calls.clear()
    await stylizer.stylize(request(strength=0.75))
    assert runtime.runs() == ["brush-decoder.onnx"]


async def test_a_new_style_runs_the_style_network_once_and_no_encoder(stylizer, runtime):
    await stylizer.stylize(request())
    runtime.calls.clear()
    await stylizer.stylize(request(styles=(WeightedStyle(plain((1, 2, 3))),)))
    assert runtime.runs() == ["seer.onnx", "brush-decoder.onnx"]


async def test_a_finished_vector_needs_no_style_network_at_strength_one(stylizer, runtime):
    await stylizer.stylize(request(styles=(WeightedStyle(vector(0.5)),)))
    assert runtime.runs() == ["brush-encoder.onnx", "brush-decoder.onnx"]
    assert ("load", "seer.onnx") not in runtime.calls


async def test_the_same_job_is_painted_once(stylizer, runtime):
    first = await stylizer.stylize(request())
    runtime.calls.clear()
    again = await stylizer.stylize(request())
    assert runtime.runs() == [] and np.array_equal(first.pixels, again.pixels)


async def test_another_size_or_transformer_encodes_again(stylizer, runtime):
    await stylizer.stylize(request())
    for change in ({"output_size": 300}, {"transformer": "knife"}):
        runtime.calls.clear()
        await stylizer.stylize(request(**change))
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


async def test_what_passes_by_is_kept_apart_but_shares_the_style_vectors(stylizer, runtime):
    await stylizer.stylize(request(strength=0.5))
    runtime.calls.clear()
    assert not (await stylizer.stylize(request(strength=0.5, passing=True))).from_cache
    assert runtime.runs() == ["brush-encoder.onnx", "brush-decoder.onnx"]
    assert (await stylizer.stylize(request(strength=0.5, passing=True))).from_cache


async def test_what_a_cancelled_request_has_computed_is_there_for_the_next(stylizer, runtime):
    token = CancelToken()
    runtime.gate.clear()
    painting = asyncio.ensure_future(stylizer.stylize(request(styles=(WeightedStyle(vector(0.5)),)), token=token))
    while not runtime.runs():
        await asyncio.sleep(0)
    token.cancel()
    runtime.gate.set()
    with pytest.raises(Cancelled):
        await painting
    assert runtime.runs() == ["brush-encoder.onnx"]
    await stylizer.stylize(request(styles=(WeightedStyle(vector(0.5)),)))
    assert runtime.runs() == ["brush-encoder.onnx", "brush-decoder.onnx"]


async def test_the_photo_shows_through_without_a_network(stylizer, runtime):
    content = plain((100, 100, 100), 256, 256)
    painted = (await stylizer.stylize(request(content))).pixels
    runtime.calls.clear()
    half = await stylizer.stylize(request(content, photo_through=0.5))
    assert half.from_cache and runtime.runs() == []
    assert np.abs(half.pixels[..., :3].astype(int) - (painted[..., :3].astype(int) + 100) / 2).max() <= 1
    assert (half.pixels[..., 3] == 255).all()
    whole = await stylizer.stylize(request(content, photo_through=1.0))
    assert (whole.pixels[..., :3] == 100).all()
    assert np.array_equal((await stylizer.stylize(request(content))).pixels, painted)


async def test_encoded_photos_stay_in_the_runtime_and_are_released_when_the_cache_lets_go(runtime, monkeypatch):
    monkeypatch.setattr("impasto.painting.stages.Encode.budget", 1)
    stylizer = Stylizer(runtime, CATALOGUE)
    await stylizer.stylize(request())
    (first,) = runtime.held
    assert first.alive
    await stylizer.stylize(request(output_size=300))
    assert first.released and [held.alive for held in runtime.held] == [False, True]


async def test_all_that_was_computed_is_let_go_at_once(stylizer, runtime):
    await stylizer.stylize(request())
    (held,) = runtime.held
    stylizer.forget()
    assert held.released
    assert not (await stylizer.stylize(request())).from_cache


async def test_what_was_lost_by_interrupting_is_encoded_again(stylizer, runtime):
    await stylizer.stylize(request(strength=0.5))
    runtime.interrupt()
    runtime.calls.clear()
    painting = await stylizer.stylize(request(strength=0.6))
    assert runtime.runs() == ["brush-encoder.onnx", "brush-decoder.onnx"]
    assert painting.pixels.shape[1] == 256
    assert [held.alive for held in runtime.held] == [False, True]


async def test_colours_and_lightness_cost_no_network(stylizer, runtime):
    content = Picture(noise(320, 240))
    first = await stylizer.stylize(request(content=content))
    runs = len(runtime.runs())
    coloured = await stylizer.stylize(request(content=content, colours=1.0))
    photo = await stylizer.stylize(request(content=content, colours=1.0, lightness=1.0))
    assert len(runtime.runs()) == runs and coloured.from_cache and photo.from_cache
    assert (coloured.pixels != first.pixels).any()
    assert np.abs(photo.pixels[..., :3].astype(int) - fit(content.pixels, 256)).max() <= 1
