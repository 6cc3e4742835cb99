"""What a file tells of how its picture was made."""

import json

import numpy as np
import pytest

from impasto import __version__
from impasto.painting.making import MadeOf, made_of, told
from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.settings import SETTINGS, PaintSettings
from impasto.painting.vectors import StyleVector
from tests.unit.fixtures import noise, photo

SETTINGS_HERE = PaintSettings(strength=0.8, output_size="photo", style_network="seer", transformer="brush")


def vector(seed: int) -> StyleVector:
    return StyleVector.from_array(np.random.default_rng(seed).normal(0, 1.5, 100), "seer")


def test_all_that_a_painting_takes_is_told_but_the_photo():
    grey = StyleVector(vector(1).values, "seer", 0.0)
    text = told(SETTINGS_HERE, [MadeOf(vector(0), 1.0), MadeOf(grey, 0.3)], ["Omas Decke", "Kreide"])
    record = json.loads(text)
    assert record.keys() == {"version", "impasto", "settings", "styles"}
    assert (record["version"], record["impasto"]) == (1, __version__)
    assert record["settings"].keys() == SETTINGS.keys() and PaintSettings(**record["settings"]) == SETTINGS_HERE
    first, second = record["styles"]
    assert (first["name"], first["weight"], second["name"], second["weight"]) == ("Omas Decke", 1, "Kreide", 0.3)
    assert second["colour"] == 0 and "colour" not in first
    for style, of in ((first, vector(0)), (second, grey)):
        np.testing.assert_allclose(style["values"], of.values, atol=0.0005)


def test_a_mask_is_told_of_and_not_shown():
    masked = json.loads(told(SETTINGS_HERE, [MadeOf(vector(0), 1.0)], ["a"], masked=True))
    plain = json.loads(told(SETTINGS_HERE, [MadeOf(vector(0), 1.0)], ["a"]))
    assert masked == {**plain, "version": 2, "masked": True}


def test_a_name_that_is_no_utf_8_can_be_written():
    text = told(SETTINGS_HERE, [MadeOf(vector(0), 1.0)], ["caf\udce9"])
    assert json.loads(text.encode())["styles"][0]["name"] == "caf\ufffd"


def test_four_styles_stay_short():
    text = told(SETTINGS_HERE, [MadeOf(vector(seed), 0.25) for seed in range(4)], ["Night sky"] * 4)
    assert len(text) < 3600


def test_each_name_is_of_a_style():
    with pytest.raises(ValueError):
        told(SETTINGS_HERE, [MadeOf(vector(0), 1.0)], [])


async def test_pictures_are_told_by_their_vectors():
    picture, seen = Picture(noise(32, 32)), []

    async def see(given, network):
        seen.append((given, network))
        return vector(7)

    styles = (WeightedStyle(vector(3), 2.0), WeightedStyle(picture, 0.5))
    request = PaintRequest(Picture(photo(64, 48)), styles, SETTINGS_HERE)
    assert await made_of(request, see) == (MadeOf(vector(3), 2.0), MadeOf(vector(7), 0.5))
    assert seen == [(picture, "seer")]
