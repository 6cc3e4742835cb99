"""What is computed before it is asked for, in the whole application with a fake runtime and a fake page."""

import numpy as np
import pytest

from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.settings import PaintSettings
from impasto.painting.steps import CancelToken
from impasto.painting.stylizer import Stylizer
from impasto.studio import events as ev
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.runtime import FakeRuntime
from tests.unit.session.workbench import photo, png

ENCODER, DECODER, SEER = "brush-encoder.onnx", "brush-decoder.onnx", "seer.onnx"


@pytest.fixture(autouse=True)
def no_previews(monkeypatch):
    monkeypatch.setattr("impasto.session.previewer.IDLE_SECONDS", 60)


def own_style() -> ev.StyleFilesChosen:
    return ev.StyleFilesChosen((ev.File("a.png", png((9, 9, 9))),))


async def test_what_is_chosen_is_studied_and_a_click_runs_only_the_decoder(bench):
    await bench.do(ev.SettingChanged("output_size", 256), photo())
    assert bench.runtime.runs() == [ENCODER, SEER]
    assert bench.page.view["result"] is None and not bench.page.view["progress"]  # nothing of it is seen
    bench.runtime.calls.clear()
    await bench.do(ev.StyleSelected("red"))
    await bench.do(ev.SettingChanged("strength", 0.5))
    assert bench.runtime.runs() == [DECODER, DECODER]


async def test_styles_that_wait_on_the_shelf_are_studied_last(bench):
    bench.runtime.gate.clear()
    bench.app.post(photo())
    await bench.until(lambda: bench.runtime.runs() == [ENCODER])
    for level in (9, 99):
        bench.app.post(ev.StyleFilesChosen((ev.File("a.png", png((level, level, level))),)))
    await bench.read()
    bench.runtime.gate.set()
    await bench.do()
    runs = bench.runtime.runs()
    assert runs.index(DECODER) < len(runs) - 1 and runs[-1] == SEER  # what is painted with, and then the other one
    bench.runtime.calls.clear()
    other = bench.page.choices["styles"][-2]
    await bench.do(ev.StyleSelected(other["id"]))
    assert bench.runtime.runs() == [DECODER]
    assert SEER not in bench.runtime.runs()


async def test_another_size_or_photo_is_studied_too(bench):
    await bench.do(ev.SettingChanged("output_size", 256), photo())
    bench.runtime.calls.clear()
    await bench.do(ev.SettingChanged("output_size", 512))
    assert bench.runtime.runs() == [ENCODER]
    await bench.do(photo("dog.png", (1, 2, 3)))
    assert bench.runtime.runs() == [ENCODER, ENCODER, SEER]


async def test_very_large_photos_are_not_encoded_ahead(bench):
    await bench.do(ev.SettingChanged("output_size", 1536), photo())
    assert bench.runtime.runs() == [SEER]


async def test_studying_gives_way_to_a_picture_and_goes_on_after_it(bench):
    bench.runtime.gate.clear()
    bench.app.post(ev.StyleSelected("red"))
    bench.app.post(photo())
    await bench.until(lambda: bench.runtime.runs() == [ENCODER])
    bench.app.post(ev.StylizePressed())
    await bench.read()
    bench.runtime.gate.set()
    await bench.until(lambda: len(bench.runtime.runs()) == 3)
    assert bench.runtime.runs() == [ENCODER, DECODER, SEER]


async def test_only_what_was_chosen_last_is_studied(bench):
    bench.runtime.gate.clear()
    bench.app.post(photo())
    await bench.until(lambda: bench.runtime.runs() == [ENCODER])
    for size in (256, 384, 512):
        bench.app.post(ev.SettingChanged("output_size", size))
    await bench.read()
    bench.runtime.gate.set()
    await bench.do()
    assert bench.runtime.runs() == [ENCODER, ENCODER, SEER]


async def test_networks_that_could_not_be_fetched_are_not_asked_for_again(bench, caplog):
    caplog.set_level("INFO")
    bench.runtime.broken["knife-encoder.onnx"] = "knife-encoder.onnx could not be fetched."
    await bench.do(photo(), ev.SettingChanged("transformer", "knife"))
    await bench.until(lambda: "knife" in bench.said())
    await bench.do(ev.SettingChanged("output_size", 384))
    assert "not computed ahead" not in caplog.text
    bench.runtime.broken.clear()
    bench.app.post(ev.SettingChanged("transformer", "knife"))
    await bench.until(lambda: "knife-encoder.onnx" in bench.runtime.runs())


async def test_what_fails_ahead_is_told_with_the_picture_that_fails(bench, caplog):
    caplog.set_level("INFO")
    bench.runtime.broken[ENCODER] = "No memory."
    await bench.do(photo())
    await bench.until(lambda: "not computed ahead: No memory." in caplog.text)
    assert bench.said() == ""
    await bench.do(ev.StyleSelected("red"))
    assert bench.said() == "No memory."


async def test_one_thing_at_a_time_is_studied_until_nothing_is_missing():
    runtime = FakeRuntime()
    stylizer = Stylizer(runtime, CATALOGUE)
    content, style = (Picture(np.full((64, 64, 3), level, np.uint8)) for level in (50, 100))
    settings = PaintSettings(output_size=256, style_network="seer", transformer="brush")
    request = PaintRequest(content, (WeightedStyle(style),), settings)
    for runs in ([SEER], [SEER, ENCODER], [SEER, ENCODER, SEER]):
        assert await stylizer.prefetch(request, CancelToken())
        assert runtime.runs() == runs
    assert not await stylizer.prefetch(request, CancelToken())
    runtime.life += 1  # as after an interruption: what was held is gone
    assert not await stylizer.prefetch(request, CancelToken(), encode=False)
    assert await stylizer.prefetch(request, CancelToken()) and runtime.runs()[-1] == ENCODER
