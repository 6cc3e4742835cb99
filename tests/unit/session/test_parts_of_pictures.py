"""Parts of own pictures in the whole application: shown, painted with, and there again in the next visit."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from impasto.painting.looks import Look
from impasto.session import visits
from impasto.session.renewal import Knowledge
from impasto.session.visit_records import to_json
from impasto.studio import events as ev
from impasto.studio.visits import kept
from tests.unit.session.workbench import Workbench, photo

LEFT = (0.0, 0.0, 0.4, 1.0)


def halves() -> bytes:
    """Return a picture that is green at the left and blue at the right."""
    pixels = np.zeros((600, 1200, 3), np.uint8)
    pixels[:, :600, 1] = pixels[:, 600:, 2] = 200
    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
async def opened(bench) -> Workbench:
    """An own picture is painted with, and open."""
    await bench.do(photo(), ev.StyleFilesChosen((ev.File("halves.png", halves()),)))
    await bench.do(ev.SettingChanged("output_size", 256), ev.StylizePressed())
    [tile] = bench.app.state.settings.own_styles
    await bench.do(ev.LookPressed(tile.id))
    return bench


def painted(bench: Workbench) -> list[int]:
    return bench.page.pixels["result"][96, 128, :3].tolist()


async def test_the_whole_picture_is_shown_to_choose_from(opened):
    assert opened.page.pixels["look"].shape == (320, 640, 3)
    assert opened.page.wall["look"]["crop"] == [0, 0, 1, 1]


async def test_a_part_is_what_is_painted_with_and_seen_on_its_tile(opened):
    both = painted(opened)
    await opened.do(ev.LookChanged(LEFT, 256))
    green = painted(opened)
    assert green[1] > both[1] + 30 and green[2] < both[2] - 30
    [style] = [each for each in opened.page.choices["styles"] if each["own"]]
    assert opened.page.pixels[f"style:{style['id']}"].shape == (160, 160, 3)
    assert opened.page.pixels[f"style:{style['id']}"][..., 2].max() == 0 and style["file"] == Look.of(style["id"]).base
    await opened.do(ev.UndoPressed())
    assert painted(opened) == both


async def test_the_same_file_again_adds_no_tile(opened):
    await opened.do(ev.LookChanged(LEFT, 128), ev.StyleFilesChosen((ev.File("halves.png", halves()),)))
    assert len(opened.app.state.settings.own_styles) == 1
    assert opened.page.wall["look"]["side"] == 128


async def test_a_project_has_the_part_as_a_vector_and_knows_its_tile_again(opened):
    await opened.do(ev.LookChanged(LEFT, 384))
    before = painted(opened)
    await opened.do(ev.ProjectPressed(False))
    name, _, data = opened.page.offered[-1]
    tiles = opened.app.state.settings.own_styles
    await opened.do(ev.StyleSelected("red"), ev.ProjectFileChosen(ev.File(name, data)))
    assert painted(opened) == before and opened.app.state.settings.own_styles == tiles


async def test_a_fresh_python_and_the_next_visit_show_the_same_part(opened, running, monkeypatch):
    monkeypatch.setattr(visits, "DELAY", 0.001)
    await opened.do(ev.LookChanged(LEFT, 384), ev.StyleExplored("bold", 1.0), ev.UndoPressed(), ev.KeepingChosen(True))
    knowledge = Knowledge.from_bytes(opened.app._shop.renewal.knowledge(opened.app.state).to_bytes())
    assert knowledge.state.settings == opened.app.state.settings and len(knowledge.styles) == 1
    await opened.until(lambda: not opened.app._shop.paintings.busy)
    text = to_json(kept(opened.app.state)).encode()
    await opened.until(lambda: opened.store.values.get("visit") == text)
    opened.store.next_visit()
    other = await running(store=opened.store)
    await other.do(ev.SettingsRemembered(opened.page.remembered["settings"]), ev.ContinuePressed())
    assert other.app.state.settings == opened.app.state.settings and painted(other) == painted(opened)
    [style] = [each for each in other.page.choices["styles"] if each["own"]]
    np.testing.assert_array_equal(other.page.pixels[f"style:{style['id']}"], opened.page.pixels[f"style:{style['id']}"])
    await other.do(ev.RedoPressed())
    assert other.app.state.settings.styles[0][0].startswith("explored")
