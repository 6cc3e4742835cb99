"""A large painting on its way to the page, with a fake in the place of what paints in tiles."""

import asyncio
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from impasto.imaging import fitting
from impasto.imaging.pixels import RGB, RGBA, to_rgba
from impasto.painting import large, stylizer
from impasto.painting.regions import Region
from impasto.painting.steps import Steps
from impasto.studio import events as ev
from tests.unit.session.workbench import Workbench, photo


class Tiles:
    """Paints grey in two tiles: the left half at once, the right one when ``gate`` is set."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()

    async def stream(self, runtime: object, transformer: object, ground: RGB, vector: object, steps: Steps, *_) -> RGBA:
        painted = to_rgba(np.full_like(ground, 77))
        height, width, _ = ground.shape
        for left, right in ((0, width // 2), (width // 2, width)):
            await steps.advance(left / width, steps.text)
            assert steps.show is not None
            steps.show(Region(left, 0, painted[:, left:right], (height, width)))
            await self.gate.wait()
        return painted


@pytest.fixture
def tiles(monkeypatch) -> Tiles:
    tiles = Tiles()
    monkeypatch.setattr(stylizer, "LARGEST_SIZE", 300)
    monkeypatch.setattr(large, "stream", tiles.stream)
    return tiles


@pytest.fixture
async def painted(bench: Workbench, tiles: Tiles) -> Workbench:
    """A small picture lies on the easel, and a large one is being painted."""
    await bench.do(photo(), ev.StyleSelected("red"), ev.SettingChanged("output_size", 256), ev.StylizePressed())
    for event in (ev.SettingChanged("output_size", "photo"), ev.StylizePressed()):
        bench.app.post(event)
    await bench.until(lambda: bool(bench.page.regions))
    return bench


async def test_regions_are_shown_by_the_job_that_paints_them_and_then_the_whole(painted, tiles):
    ((job, region),) = painted.page.regions
    assert job == painted.page.view["painting"] and painted.page.view["phase"] == "working"
    assert (region.left, region.top, region.whole) == (0, 0, (240, 320)) and region.pixels.shape == (240, 160, 4)
    assert painted.page.pixels["result"].shape[1] == 256, "the picture before lies under it"
    tiles.gate.set()
    await painted.do()
    assert [region.left for _, region in painted.page.regions] == [0, 160]
    assert ("renew", "") in painted.runtime.calls, "what smaller pictures were painted in is given back"
    assert painted.page.view["painting"] is None and painted.page.pixels["result"].shape[1] == 320


async def test_cancel_at_a_tile_leaves_the_picture_before_on_the_easel(painted, tiles):
    before, drawn = painted.page.pixels["result"], len(painted.page.drawn)
    painted.app.post(ev.CancelPressed())
    await painted.read()
    tiles.gate.set()
    await painted.do()
    assert painted.page.view["painting"] is None and painted.page.view["phase"] == "ready"
    assert painted.page.view["result"]["number"] == 1 and painted.page.pixels["result"] is before
    assert len(painted.page.regions) == 1 and len(painted.page.drawn) == drawn
    await painted.do(ev.UndoPressed())
    assert painted.page.view["settings"]["output-size"] == 256


async def test_a_picture_larger_than_a_canvas_is_shown_reduced_and_saved_whole(painted, tiles, monkeypatch):
    monkeypatch.setattr(fitting, "LARGEST_CANVAS", 160 * 120)
    tiles.gate.set()
    await painted.do()
    assert painted.page.pixels["result"].shape == (120, 160, 4)
    await painted.do(ev.DownloadPressed())
    (_, _, data) = painted.page.offered[-1]
    assert Image.open(BytesIO(data)).size == (320, 240)
