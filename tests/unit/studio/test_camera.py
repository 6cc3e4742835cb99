"""The camera: its frames are painted as the sliders stand, at a size that the machine keeps up with."""

import pytest

from impasto.painting.maskedits import Stroke
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.events import camera as cam
from impasto.studio.pace import FIRST, JUDGED, SETTLING, SIZES, WANTED, Pace
from impasto.studio.parsing import parse
from impasto.studio.view import view
from impasto.words import Text
from tests.unit.studio.driver import Studio

START = cam.CameraStarted(640, 480)
FRAME = cam.CameraFrame(192, 144, bytes(192 * 144 * 4))


@pytest.fixture
def live(painted) -> Studio:
    return painted(START)


@pytest.mark.parametrize(
    ("record", "event"),
    [
        ({"kind": "camera-start", "width": 640, "height": 480}, START),
        ({"kind": "camera-frame", "width": 192, "height": 144, "bytes": bytes(192 * 144 * 4)}, FRAME),
        ({"kind": "camera-stop"}, cam.CameraStopped()),
        ({"kind": "camera-refused", "reason": "NotFoundError"}, cam.CameraRefused("NotFoundError")),
    ],
)
def test_the_page_tells_of_it(record, event):
    assert parse(record) == event


def test_a_frame_of_another_size_than_it_says_is_none():
    with pytest.raises(ValueError, match="not known"):
        parse({"kind": "camera-frame", "width": 10, "height": 10, "bytes": b"1234"})


def test_frames_are_painted_as_the_sliders_stand(live):
    live(ev.Sliding(ev.SettingChanged("strength", 0.5)), FRAME)
    (paint,) = live.effects
    assert isinstance(paint, fx.PaintFrame) and paint.largest == 640
    assert (paint.settings.strength, paint.settings.output_size, paint.settings.photo) == (0.5, 192, None)


def test_nothing_else_is_painted_meanwhile_and_the_photo_follows_afterwards(live):
    live(ev.StyleMixed("dots"), ev.SettingChanged("strength", 0.5), ev.StylizePressed(), ev.AutoStrengthPressed())
    assert live.state.job is None
    live(cam.CameraStopped())
    assert live.state.camera is None and fx.StopFrames() in live.effects and len(live.painting()) == 1


def test_what_was_being_painted_ends(ready):
    ready(ev.StylizePressed(), START)
    assert ready.state.job is None and any(isinstance(effect, fx.StopPainting) for effect in ready.effects)


def test_a_frame_that_comes_late_is_not_painted(live):
    assert live(cam.CameraStopped(), FRAME).effects == ()


@pytest.mark.parametrize(
    ("reason", "key"),
    [
        ("NotAllowedError", "no-camera-allowed"),
        ("NotFoundError", "no-camera-found"),
        ("NotReadableError", "no-camera-free"),
        ("ended", "no-camera-left"),
        ("TypeError", "no-camera-here"),
    ],
)
def test_a_machine_without_a_camera_is_told_so(ready, reason, key):
    assert ready(cam.CameraRefused(reason)).state.message.text == Text(key)


def test_size_and_rate_are_shown_and_say_how_large_the_next_frame_is(live):
    assert view(live.state)["camera"] == {"size": FIRST, "rate": 0.0, "text": Text("camera-begins")}
    live(cam.CameraPaced(192, 14.4, 256))
    assert view(live.state)["camera"] == {"size": 256, "rate": 14, "text": Text("camera-live", size=192, rate=14)}
    assert view(live(cam.CameraPaced(256, 0.0, 224)).state)["camera"]["rate"] == 14


@pytest.mark.parametrize("event", [ev.PhotoFileChosen(ev.File("a.png", b"")), ev.ExampleChosen("cat")])
def test_a_photo_that_is_given_takes_its_place(live, event):
    live(event)
    assert live.state.camera is None and fx.StopFrames() in live.effects
    assert any(isinstance(effect, fx.ReadPhoto | fx.FetchExample) for effect in live.effects)


def test_a_frame_that_cannot_be_painted_ends_it(live):
    live(cam.CameraFailed(Text("too-little-memory")))
    assert live.state.camera is None and live.state.message.text == Text("too-little-memory")


def settled(seconds_a_megapixel: float, overhead: float = 0.0, frames: int = 400, largest: int = 1280) -> Pace:
    """Return the pace of a machine that takes so long."""
    pace = Pace()
    for _ in range(frames):
        pace = pace.noted(overhead + seconds_a_megapixel * pace.size**2 * 0.75 / 1e6, largest)
    return pace


@pytest.mark.parametrize("seconds", [0.05, 0.2, 0.5, 1.0, 3.0])
@pytest.mark.parametrize("overhead", [0.0, 0.03])
def test_the_largest_size_with_ten_frames_a_second_is_found(seconds, overhead):
    pace = settled(seconds, overhead)
    assert pace.rate >= WANTED
    following = next((size for size in SIZES if size > pace.size), None)
    if following:
        assert 1 / (overhead + seconds * following**2 * 0.75 / 1e6) < WANTED * 1.6


def test_a_machine_that_is_too_slow_for_any_size_has_the_smallest():
    assert settled(50.0).size == SIZES[0]


def test_no_frame_is_larger_than_those_of_the_camera():
    assert settled(0.001, largest=320).size == 320


def test_one_slow_frame_changes_nothing():
    pace = Pace()
    for seconds in [0.09] * (SETTLING + JUDGED) + [3.0] + [0.09] * JUDGED:
        pace = pace.noted(seconds, 1280)
        assert pace.size == FIRST


def test_frames_have_neither_mask_nor_other_styles_and_always_fine_strokes(painted):
    stroke = Stroke(((0.5, 0.5, 1.0),), 0.2, 0.5)
    painted(ev.MaskStroked(stroke), ev.OutsideChosen("dots"), ev.SettingChanged("stroke_size", 1.0), START, FRAME)
    assert painted.state.settings.mask == (stroke,) and painted.state.settings.outside
    (paint,) = painted.effects
    assert isinstance(paint, fx.PaintFrame)
    chosen = paint.settings
    assert (chosen.mask, chosen.outside, chosen.own_styles, chosen.stroke_size) == ((), (), (), 0.0)
    assert chosen.styles == painted.state.settings.styles
