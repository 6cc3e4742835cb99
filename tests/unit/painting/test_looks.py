"""How a picture is shown to a style network, as an id and as pixels."""

import numpy as np
import pytest

from impasto.imaging import fitting
from impasto.painting.explorations import Exploration
from impasto.painting.looks import WHOLE, Look, file_of
from impasto.painting.request import Picture
from impasto.painting.stylizer import Stylizer
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.runtime import FakeRuntime

PART = Look("abc", (0.25, 0.1, 0.5, 0.3), 384)


def test_an_id_says_all_of_it_and_as_usual_is_the_file_itself():
    assert Look.of(PART.id) == PART and PART.id != "abc"
    assert Look("abc").id == "abc" and Look.of("abc") == Look("abc", WHOLE, 256)
    assert Look.of("shown but not by us") == Look("shown but not by us")


@pytest.mark.parametrize(
    ("crop", "side", "nearest"),
    [
        ((0.0, 0.0, 1.0, 1.0), 256, (WHOLE, 256)),
        ((-1.0, 0.9, 0.5, 0.5), 200, ((0.0, 0.5, 0.5, 0.5), 192)),
        ((0.99, 0.5, 0.0, 7.0), 9000, ((0.95, 0.0, 0.05, 1.0), 512)),
        ((0.12345, 0.0, 0.33333, 1.0), -5, ((0.123, 0.0, 0.333, 1.0), 128)),
    ],
)
def test_what_cannot_be_is_brought_to_what_can(crop, side, nearest):
    look = Look("abc").shown(crop, side)
    assert (look.crop, look.side) == nearest and Look.of(look.id) == look


def test_the_file_of_a_style_is_found_through_all_that_was_made_of_it():
    assert file_of("abc") == "abc" and file_of(PART.id) == "abc"
    assert file_of(Exploration(PART.id, (1.0,) * 6).id) == "abc" and file_of(Exploration("").id) == ""


def test_a_part_is_cut_by_shares_and_has_at_least_a_pixel():
    picture = np.arange(4 * 8 * 3, dtype=np.uint8).reshape(4, 8, 3)
    np.testing.assert_array_equal(fitting.cropped(picture, (0.25, 0.5, 0.5, 0.5)), picture[2:4, 2:6])
    np.testing.assert_array_equal(fitting.cropped(picture, WHOLE), picture)
    assert fitting.cropped(picture[:1, :1], (0.95, 0.95, 0.05, 0.05)).shape == (1, 1, 3)


@pytest.mark.parametrize("network", ["seer", "sage"])
async def test_each_network_is_shown_the_size_that_was_asked_for(network, monkeypatch):
    runtime, shapes = FakeRuntime(), []
    ran = runtime.run

    async def run(graph, inputs):
        shapes.append(inputs["picture"].shape[1:3])
        return await ran(graph, inputs)

    monkeypatch.setattr(runtime, "run", run)
    stylizer = Stylizer(runtime, CATALOGUE)
    pixels = np.full((400, 400, 3), 90, np.uint8)
    for side in (256, 128, 512):
        await stylizer.style_vector(Picture(pixels, seen_at=side), network)
    assert shapes == [(256, 256), (128, 128), (512, 512)], "one picture in three sizes is three styles"
