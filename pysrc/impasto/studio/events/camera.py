"""The camera, painted live."""

from dataclasses import dataclass

from impasto.words import Text


@dataclass(frozen=True, slots=True)
class CameraStarted:
    """The camera is on; its frames are so large, in px."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class CameraFrame:
    """The newest frame, RGBA, 8 bits each, as large as it is to be painted. The next one follows once it is shown."""

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class CameraStopped:
    """The camera is off."""


@dataclass(frozen=True, slots=True)
class CameraRefused:
    """There is no camera to be had; ``reason`` is the name of the error of ``getUserMedia``."""

    reason: str


@dataclass(frozen=True, slots=True)
class CameraPaced:
    """Frames with the long side ``size`` px are shown so many times a second; the next ones are to have ``next`` px."""

    size: int
    rate: float
    next: int


@dataclass(frozen=True, slots=True)
class CameraFailed:
    """A frame could not be painted; ``text`` says why."""

    text: Text


CameraAction = CameraStarted | CameraFrame | CameraStopped | CameraRefused
"""What the user does."""

CameraNews = CameraPaced | CameraFailed
"""What comes back."""

CameraEvent = CameraAction | CameraNews
