"""Frames of the camera in the whole application, with a fake runtime and a fake page."""

import numpy as np
import pytest

from impasto.studio import events as ev
from impasto.studio.events import camera as cam
from tests.unit.session.workbench import Workbench, photo

START = cam.CameraStarted(640, 480)


def frame(level: int, width: int = 192, height: int = 144) -> cam.CameraFrame:
    return cam.CameraFrame(width, height, np.full((height, width, 4), level, np.uint8).tobytes())


@pytest.fixture
async def live(bench: Workbench) -> Workbench:
    await bench.do(photo(), ev.StyleSelected("red"), START)
    return bench


async def painted(bench: Workbench, given: cam.CameraFrame) -> np.ndarray:
    bench.page.pixels.pop("live", None)
    bench.app.post(given)
    await bench.until(lambda: "live" in bench.page.pixels)
    return bench.page.pixels["live"]


async def test_frames_are_painted_at_their_size_and_never_shown_as_the_result(live):
    pixels = await painted(live, frame(100))
    assert pixels.shape == (144, 192, 4) and int(pixels[5, 5, 0]) == pytest.approx(150, abs=4)
    assert live.page.view["result"] is None and live.page.view["phase"] == "ready"


async def test_a_frame_is_shown_as_it_is_where_no_style_is_chosen(bench):
    await bench.do(START)
    assert (await painted(bench, frame(77)))[0, 0].tolist() == [77, 77, 77]
    assert bench.runtime.runs() == []


async def test_the_strength_needs_no_look_at_each_frame(live):
    await live.do(ev.SettingChanged("strength", 0.5))
    live.runtime.calls.clear()
    for level in (10, 60, 110):
        await painted(live, frame(level))
    assert live.runtime.runs().count("seer.onnx") == 1
    assert live.runtime.runs().count("brush-decoder.onnx") == 3


async def test_the_page_is_told_how_large_the_next_frame_is(live):
    for level in range(30):
        size = live.page.view["camera"]["size"]
        await painted(live, frame(level, size, size * 3 // 4))
    camera = live.page.view["camera"]
    assert camera["size"] > 192 and camera["text"].key == "camera-live"


async def test_a_frame_that_fails_turns_the_camera_off_and_says_why(live):
    live.runtime.broken["brush-decoder.onnx"] = "Out of memory."
    live.app.post(frame(1))
    await live.until(lambda: live.said() == "Out of memory.")
    assert live.page.view["camera"] is None
