"""Paintings with masks: what is painted where, and what has to run for it."""

from dataclasses import replace

import numpy as np
import pytest

from impasto.errors import BadImage
from impasto.imaging.fitting import fit
from impasto.painting.auto_strength import auto_strength
from impasto.painting.masks import Mask
from impasto.painting.progress import Progress
from impasto.painting.request import Area, Picture, WeightedStyle
from impasto.painting.steps import CancelToken
from impasto.painting.stylizer import Stylizer
from tests.unit.fixtures import photo
from tests.unit.painting.requests import gradient, plain, request, vector

GREEN = (WeightedStyle(plain((20, 200, 40))),)
BLUE = (WeightedStyle(plain((20, 40, 200))),)


def left(width: int = 320, height: int = 240, share: float = 0.5) -> Mask:
    grey = np.zeros((height, width), np.uint8)
    grey[:, : int(width * share)] = 255
    return Mask(grey)


async def pixels(stylizer: Stylizer, asked) -> np.ndarray:
    return (await stylizer.stylize(asked)).pixels


async def test_style_within_and_the_photo_as_it_is_outside(stylizer):
    asked = request()
    everywhere = await pixels(stylizer, asked)
    masked = await pixels(stylizer, replace(asked, mask=left()))
    assert (masked[:, :127] == everywhere[:, :127]).all()
    assert (masked[:, 129:, :3] == fit(gradient().pixels, 256)[:, 129:]).all()


async def test_one_style_within_and_another_outside(stylizer):
    asked = request()
    red, green = await pixels(stylizer, asked), await pixels(stylizer, replace(asked, styles=GREEN))
    masked = await pixels(stylizer, replace(asked, mask=left(), outside=GREEN))
    assert (masked[:, :127] == red[:, :127]).all() and (masked[:, 129:] == green[:, 129:]).all()


async def test_several_masks_for_several_styles(stylizer):
    asked = request()
    red, green, blue = [await pixels(stylizer, replace(asked, styles=styles)) for styles in (asked.styles, GREEN, BLUE)]
    grey = np.zeros((240, 320), np.uint8)
    grey[:, 240:] = 255
    areas = (Area(left(share=0.25), GREEN), Area(Mask(grey), BLUE))
    masked = await pixels(stylizer, replace(asked, areas=areas))
    assert (masked[:, :63] == green[:, :63]).all() and (masked[:, 193:] == blue[:, 193:]).all()
    assert (masked[:, 65:191] == red[:, 65:191]).all(), "without a mask of their own the styles have what is left"
    photo_between = await pixels(stylizer, replace(asked, mask=left(share=0.1), areas=areas))
    assert (photo_between[:, 65:191, :3] == fit(gradient().pixels, 256)[:, 65:191]).all()


async def test_a_later_mask_lies_over_an_earlier_one(stylizer):
    asked = request()
    red, green = await pixels(stylizer, asked), await pixels(stylizer, replace(asked, styles=GREEN))
    masked = await pixels(stylizer, replace(asked, mask=left(share=0.75), areas=(Area(left(share=0.25), GREEN),)))
    assert (masked[:, :63] == green[:, :63]).all() and (masked[:, 65:191] == red[:, 65:191]).all()
    assert (masked[:, 193:, :3] == fit(gradient().pixels, 256)[:, 193:]).all()


async def test_strength_colours_and_photo_through_hold_on_both_sides(stylizer):
    settings = {"strength": 0.5, "colours": 0.6, "lightness": 0.2, "photo_through": 0.3}
    asked = request(content=Picture(photo(320, 240)), **settings)
    red, green = await pixels(stylizer, asked), await pixels(stylizer, replace(asked, styles=GREEN))
    masked = await pixels(stylizer, replace(asked, mask=left(), outside=GREEN))
    assert (masked[:, :127] == red[:, :127]).all() and (masked[:, 129:] == green[:, 129:]).all()


async def test_a_grey_style_is_grey_only_on_its_own_side(stylizer):
    asked = request(content=Picture(photo(320, 240)), styles=(WeightedStyle(plain((99, 99, 99))),))
    masked = (await pixels(stylizer, replace(asked, mask=left(), outside=GREEN))).astype(int)
    assert np.ptp(masked[:, :120, :3], axis=2).max() <= 1 and np.ptp(masked[:, 136:, :3], axis=2).mean() > 20


async def test_broad_strokes_are_broad_on_both_sides(stylizer):
    asked = request(output_size=720, stroke_size=0.5)
    red, green = await pixels(stylizer, asked), await pixels(stylizer, replace(asked, styles=GREEN))
    masked = await pixels(stylizer, replace(asked, mask=left(), outside=GREEN))
    assert (masked[:, :355] == red[:, :355]).all() and (masked[:, 365:] == green[:, 365:]).all()


async def test_a_cut_out_keeps_its_shape(stylizer):
    alpha = np.full((240, 320), 255, np.uint8)
    alpha[:120] = 0
    content = Picture(gradient().pixels, alpha)
    masked = await pixels(stylizer, replace(request(content=content), mask=left()))
    assert (masked[:90, :, 3] == 0).all() and (masked[102:, :, 3] == 255).all()


async def test_another_mask_or_softness_runs_no_network(stylizer, runtime):
    asked = replace(request(), mask=left(), outside=GREEN)
    await stylizer.stylize(asked)
    runtime.calls.clear()
    softer = replace(asked.settings, feather=1.0)
    first = await stylizer.stylize(replace(asked, mask=left(share=0.75)))
    second = await stylizer.stylize(replace(asked, settings=softer))
    assert runtime.runs() == [] and first.from_cache and second.from_cache
    assert (first.pixels != second.pixels).any()


async def test_another_style_outside_runs_one_decoder(stylizer, runtime):
    await stylizer.stylize(replace(request(), mask=left(), outside=GREEN))
    runtime.calls.clear()
    painting = await stylizer.stylize(replace(request(), mask=left(), outside=BLUE))
    assert runtime.runs() == ["seer.onnx", "brush-decoder.onnx"] and not painting.from_cache


async def test_steps_count_the_painting_of_each_part(stylizer):
    told: list[Progress] = []
    await stylizer.stylize(replace(request(), mask=left(), outside=GREEN), told.append)
    counted = [(progress.text.key, progress.step) for progress in told if not progress.text.key.startswith("loading")]
    assert list(dict.fromkeys(counted)) == [
        ("looking-at-style", 1),
        ("looking-at-style", 2),
        ("studying-photo", 3),
        ("painting", 4),
        ("painting", 5),
    ]
    assert {progress.steps for progress in told} == {told[0].steps} and told[-1].step <= told[0].steps


async def test_the_styles_outside_are_seen_ahead(stylizer, runtime):
    asked = replace(request(), mask=left(), outside=GREEN)
    while await stylizer.prefetch(asked, CancelToken()):
        pass
    runtime.calls.clear()
    await stylizer.stylize(asked)
    assert runtime.runs() == ["brush-decoder.onnx"] * 2


async def test_a_mask_of_another_ratio_is_refused_before_anything_runs(stylizer, runtime):
    with pytest.raises(BadImage) as caught:
        await stylizer.stylize(replace(request(), areas=(Area(left(240, 240), GREEN),)))
    assert caught.value.text.key == "mask-of-another-ratio" and runtime.calls == []


async def test_the_strength_that_suits_does_not_depend_on_what_is_masked(stylizer):
    asked = request(content=Picture(photo(320, 240)), styles=(WeightedStyle(vector(0.5)),))
    assert await auto_strength(stylizer, asked) == await auto_strength(stylizer, replace(asked, mask=left(share=0.02)))
