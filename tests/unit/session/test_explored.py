"""Styles taken further in the whole application, and styles as numbers: asked for, saved, given back."""

import json

import pytest

from impasto.painting.explorations import Exploration
from impasto.painting.vectors import StyleVector
from impasto.studio import events as ev
from impasto.words import Text
from tests.unit.session.workbench import RED, Workbench, photo, png

SIZE = ev.SettingChanged("output_size", 256)


@pytest.fixture
async def painted(bench, directions) -> Workbench:
    """Return an application that has painted."""
    await bench.do(photo(), ev.StyleSelected("red"), SIZE, ev.StylizePressed())
    return bench


def colour(bench: Workbench) -> list[int]:
    return bench.page.pixels["result"][96, 128, :3].tolist()


async def test_a_preset_taken_further_is_painted_from_where_it_is(painted):
    before = colour(painted)
    await painted.do(ev.StyleExplored("light", 1.0))
    assert colour(painted) == pytest.approx([before[0], before[1] + 25, before[2]], abs=1)
    assert painted.page.wall["explore"]["amounts"]["light"] == 1.0
    [(id_, _)] = painted.app.state.settings.styles
    assert painted.page.pixels[f"style:{id_}"][80, 80].tolist() == colour(painted), "known by what it paints"
    await painted.do(ev.UndoPressed())
    assert colour(painted) == before and painted.page.wall["explore"]["amounts"]["light"] == 0.0


async def test_a_picture_of_the_users_is_looked_at_and_taken_further(painted):
    await painted.do(ev.StyleFilesChosen((ev.File("green.png", png((0, 200, 0), 256, 256)),)))
    before = colour(painted)
    await painted.do(ev.StyleExplored("bold", 1.0))
    assert colour(painted) == pytest.approx([before[0] + 25, before[1], before[2]], abs=1)


async def test_a_random_style_is_painted(painted):
    before = colour(painted)
    await painted.do(ev.RandomStylePressed())
    [(id_, _)] = painted.app.state.settings.styles
    exploration = Exploration.of(id_)
    assert exploration and exploration.base == "" and any(exploration.amounts) and colour(painted) != before


async def test_numbers_are_told_saved_and_taken_back(painted):
    before = colour(painted)
    await painted.do(ev.NumbersPressed())
    text = painted.page.wall["explore"]["numbers"]
    assert StyleVector.from_json(text) == RED
    await painted.do(ev.NumbersPressed(save=True))
    name, mime, data = painted.page.offered[-1]
    assert (name, mime, data.decode()) == ("style.json", "application/json", text)
    assert painted.app.state.message is not None
    assert painted.app.state.message.text == Text("saved-as", name="style.json")

    await painted.do(ev.RandomStylePressed())
    assert painted.page.wall["explore"]["numbers"] == ""
    await painted.do(ev.StyleFilesChosen((ev.File("mine.json", data),)))
    assert colour(painted) == before
    [own] = [style for style in painted.app.state.settings.own_styles if style.name == "mine"]
    assert own.network == "seer"


async def test_numbers_that_are_no_style_are_refused_by_name(painted):
    few = json.dumps({"network": "seer", "values": [1, 2, 3]})
    await painted.do(ev.StyleFilesChosen((ev.File("few.json", few.encode()),)))
    message = painted.page.view["message"]
    assert message["tone"] == "error" and message["text"].parameters["sentences"][0].parameters["name"] == "few.json"


@pytest.mark.parametrize("given", ["hello", "[1, 2, 3]", "0.5 " * 100, "", "NaN", "{" * 5000, "[" * 5000, "\x00\ufffd"])
async def test_anything_given_as_numbers_is_answered_as_numbers(painted, given):
    """Not as a picture that cannot be read, which is what it was taken for."""
    before = painted.app.state.settings
    await painted.do(ev.StyleFilesChosen((ev.File("Numbers.json", given.encode()),)))
    [problem] = painted.page.view["message"]["text"].parameters["sentences"]
    assert problem.parameters["problem"].key == "vector-malformed"
    assert painted.app.state.settings == before


async def test_a_picture_may_be_called_like_numbers(painted):
    await painted.do(ev.StyleFilesChosen((ev.File("mine.json.png", png((0, 150, 90), 256, 256)),)))
    assert painted.app.state.settings.own_styles[-1].name == "mine.json" and painted.page.view["message"] is None


async def test_a_fresh_start_knows_what_was_explored(painted):
    await painted.do(ev.StyleExplored("bold", 1.0))
    [(id_, _)] = painted.app.state.settings.styles
    source = await painted.app._shop.sources.styles.style(id_, "seer")
    assert isinstance(source, StyleVector)
    assert source.values[0] == pytest.approx(RED.values[0] + 0.2) and Exploration.of(id_)
