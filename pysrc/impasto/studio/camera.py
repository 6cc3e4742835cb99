"""The camera: its newest frame is painted again and again with what is chosen, in the place of the photo.

Nothing else is painted meanwhile. What it saw when the visitor took a snapshot comes as the file of a photo.
"""

from dataclasses import replace
from typing import Any

from impasto.painting.settings import DEFAULTS
from impasto.studio import repainting
from impasto.studio.effects import PaintFrame, StopFrames
from impasto.studio.events.camera import (
    CameraEvent,
    CameraFailed,
    CameraFrame,
    CameraPaced,
    CameraRefused,
    CameraStarted,
    CameraStopped,
)
from impasto.studio.pace import FIRST
from impasto.studio.repainting import Step
from impasto.studio.settings import Settings
from impasto.studio.state import LiveCamera, Message, State
from impasto.words import Text

REASONS = {
    "NotAllowedError": "allowed",
    "SecurityError": "allowed",
    "NotFoundError": "found",
    "OverconstrainedError": "found",
    "NotReadableError": "free",
    "AbortError": "free",
    "ended": "left",
}
"""What is said, by what ``getUserMedia`` fails with (https://www.w3.org/TR/mediacapture-streams/); ``ended`` is what
becomes of a camera that is unplugged, or taken away."""


def update(state: State, event: CameraEvent) -> Step:
    """Take in what the camera does, and news of its frames."""
    match event:
        case CameraStarted(width, height):
            state, effects = repainting.supersede(replace(state, waiting=False))
            state = replace(state, camera=LiveCamera(width, height, FIRST), sliding=None, message=None)
            return state, effects
        case CameraRefused(reason):
            words = Text(f"no-camera-{REASONS.get(reason, 'here')}")
            return replace(state, camera=None, message=Message("error", words)), ()
    camera = state.camera
    if camera is None:
        return state, ()
    match event:
        case CameraFrame(width, height, pixels):
            effect = PaintFrame(width, height, pixels, _settings(state, max(width, height)), _largest(camera))
            return state, (effect,) if state.phase == "ready" else ()
        case CameraPaced(size, rate, following):
            if rate:  # of a new size nothing is known yet
                camera = replace(camera, painted=size, rate=rate)
            return replace(state, camera=replace(camera, size=following)), ()
        case CameraStopped():
            return _stop(state)
        case CameraFailed(text):
            state, effects = _stop(state)
            return replace(state, message=Message("error", text)), effects


def make_room(state: State) -> Step:
    """Turn the camera off because a photo was given, which has its place."""
    return (state, ()) if state.camera is None else _stop(state)


def view(camera: LiveCamera | None) -> dict[str, Any] | None:
    """Return what the page shows of the camera; ``size`` is the long side of the frame that it sends next."""
    if camera is None:
        return None
    if not camera.rate:
        return {"size": camera.size, "rate": 0.0, "text": Text("camera-begins")}
    rate = round(camera.rate)
    return {"size": camera.size, "rate": rate, "text": Text("camera-live", size=camera.painted, rate=rate)}


def _stop(state: State) -> Step:
    """Go back to the photo, and paint it with what was chosen meanwhile."""
    state, effects = repainting.repaint(replace(state, camera=None, sliding=None))
    return state, (StopFrames(), *effects)


def _settings(state: State, size: int) -> Settings:
    """Return how a frame is painted: as the sliders stand, with fine strokes and without a mask."""
    plain = replace(state.wanted, photo=None, mask=(), outside=(), areas=(), own_styles=())
    return replace(plain, output_size=size, stroke_size=DEFAULTS["stroke_size"])


def _largest(camera: LiveCamera) -> int:
    return max(camera.width, camera.height)
