"""Previews in the whole application, with a fake runtime and a fake page: in which order what is painted."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from impasto.studio import events as ev
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.session.workbench import Workbench, photo


@pytest.fixture(autouse=True)
def in_haste(monkeypatch):
    monkeypatch.setattr("impasto.session.previewer.IDLE_SECONDS", 0.01)
    monkeypatch.setattr("impasto.session.previewer.REST_SECONDS", 0.05)


@pytest.fixture
async def painted(bench: Workbench) -> Workbench:
    """A bench with a picture of 512 px of a grey photo in red, and previews ready."""
    await bench.do(photo(), ev.StyleSelected("red"), ev.SettingChanged("output_size", 512), ev.StylizePressed())
    await bench.until(lambda: bench.app.state.preview_size is not None)
    bench.runtime.calls.clear()
    bench.page.drawn.clear()
    return bench


@pytest.fixture
def undisturbed(painted: Workbench, monkeypatch) -> Workbench:
    """The same, where no further previews are prepared: that begins soon after a painting, or later."""
    monkeypatch.setattr("impasto.session.previewer.IDLE_SECONDS", 60)
    return painted


def slide(*values: float) -> list[ev.Sliding]:
    return [ev.Sliding(ev.SettingChanged("strength", value)) for value in values]


async def test_previews_find_everything_ready(painted):
    for event in slide(0.4):
        painted.app.post(event)
    await painted.until(lambda: "preview" in painted.page.pixels)
    assert painted.runtime.runs() == ["brush-decoder.onnx"]
    preview, result = painted.page.pixels["preview"], painted.page.pixels["result"]
    assert max(preview.shape) == painted.app.state.preview_size and result.shape == (384, 512, 4)
    # two fifths of the way from the photo's own grey to the style's red, and half photo in the fake transformer
    assert preview.mean((0, 1))[:3] == pytest.approx([120, 80, 80], abs=1)


async def test_the_latest_values_win_and_those_between_are_dropped(undisturbed):
    undisturbed.runtime.gate.clear()
    undisturbed.app.post(slide(0.9)[0])
    await undisturbed.until(lambda: len(undisturbed.runtime.runs()) == 1)
    for event in slide(0.8, 0.7, 0.6):
        undisturbed.app.post(event)
    await undisturbed.app._inbox.join()
    assert len(undisturbed.runtime.runs()) == 1  # one at a time
    undisturbed.runtime.gate.set()
    await undisturbed.do(ev.SettingChanged("strength", 0.6))
    assert undisturbed.runtime.runs() == ["brush-decoder.onnx"] * 3
    assert undisturbed.page.drawn[:3] == ["preview", "preview", "result"]
    assert undisturbed.page.view["result"]["number"] == 2
    assert [settings.strength for settings in undisturbed.app.state.past[-1:]] == [1.0]


async def test_the_full_picture_is_painted_where_the_slider_rests(painted):
    for event in slide(0.9, 0.8):
        painted.app.post(event)
    await painted.until(lambda: painted.page.view["result"]["number"] == 2)
    assert "result" in painted.page.drawn[-2:] and painted.app.state.settings.strength == 1.0
    await painted.do(ev.SettingChanged("strength", 0.8))
    assert painted.page.view["result"]["number"] == 2 and painted.app.state.settings.strength == 0.8


async def test_the_phase_stays_ready_and_no_result_is_counted_while_previews_run(painted):
    since = len(painted.page.views)
    for event in slide(0.9, 0.8):
        painted.app.post(event)
    await painted.until(lambda: "preview" in painted.page.drawn)
    views = painted.page.views[since:]
    assert {view["phase"] for view in views} == {"ready"} and {view["result"]["number"] for view in views} == {1}
    assert not any(view["result"]["stale"] or view["progress"] or view["can_cancel"] for view in views)


async def test_download_saves_the_finished_picture_while_previews_are_shown(painted):
    painted.app.post(slide(0.4)[0])
    await painted.until(lambda: "preview" in painted.page.drawn)
    before = painted.page.pixels["result"]
    painted.app.post(ev.DownloadPressed())
    await painted.until(lambda: bool(painted.page.offered))
    saved = np.asarray(Image.open(BytesIO(painted.page.offered[0][2])))
    assert (saved == before[..., :3]).all()


async def test_cancel_draws_the_finished_picture_again(painted):
    finished = painted.page.pixels["result"]
    painted.app.post(slide(0.4)[0])
    await painted.until(lambda: "preview" in painted.page.drawn)
    await painted.do(ev.CancelPressed())
    assert painted.page.drawn[-1] == "result" and painted.page.pixels["result"] is finished
    assert ("interrupt", "") not in painted.runtime.calls  # nothing was running that is worth a restart


async def test_a_held_key_throws_no_pictures_away(painted):
    values = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
    await painted.do(*(ev.SettingChanged("strength", value) for value in values))
    assert painted.page.drawn.count("result") == 1 and painted.page.view["result"]["number"] == 2
    assert painted.app.state.result.settings.strength == 0.7
    assert len(painted.app.state.past) >= len(values)


async def test_superseded_paintings_that_have_not_begun_never_run(undisturbed):
    undisturbed.runtime.gate.clear()
    undisturbed.app.post(ev.StyleSelected("bare"))
    await undisturbed.until(lambda: len(undisturbed.runtime.runs()) == 1)
    for style in ("red", "bare", "red", "bare"):
        undisturbed.app.post(ev.StyleSelected(style))
    await undisturbed.app._inbox.join()
    undisturbed.runtime.gate.set()
    await undisturbed.do()
    assert undisturbed.runtime.runs().count("brush-decoder.onnx") == 1


async def test_preparations_give_way_to_what_the_user_asks_for(bench, monkeypatch):
    await bench.do(photo(), ev.SettingChanged("output_size", 512))
    show, runs = bench.page.show, 0

    def closing(view):
        nonlocal runs
        show(view)
        if view["result"] and not runs:  # what is to be prepared has not begun yet
            bench.runtime.gate.clear()
            runs = len(bench.runtime.runs())

    monkeypatch.setattr(bench.page, "show", closing)
    bench.app.post(ev.StyleSelected("red"))
    await bench.until(lambda: runs and len(bench.runtime.runs()) == runs + 1)  # the first of the preparations
    bench.app.post(ev.StyleSelected("bare"))
    await bench.app._inbox.join()
    bench.runtime.gate.set()
    await bench.do()
    after = bench.runtime.runs()[runs + 1 :]
    assert after[0] == CATALOGUE.style_networks[0].style.file  # that of the style that was chosen
    assert bench.page.view["result"]["number"] == 2


async def test_previews_that_fail_are_left_out_quietly(painted):
    painted.runtime.broken["brush-decoder.onnx"] = "Out of memory."
    painted.app.post(slide(0.4)[0])
    await painted.until(lambda: painted.app.state.preview_size is None)
    assert painted.said() == "" and "preview" not in painted.page.drawn
    painted.runtime.broken.clear()
    await painted.do(ev.SettingChanged("strength", 0.4))
    assert painted.page.view["result"]["number"] == 2
