"""Frames of the camera."""

from dataclasses import dataclass

from impasto.studio.settings import Settings


@dataclass(frozen=True, slots=True)
class PaintFrame:
    """Paint a frame of the camera, RGBA, and show it in the place of the one before.

    ``largest`` is the long side of the camera's own frames, px. Without styles it is shown as it is.
    """

    width: int
    height: int
    pixels: bytes
    settings: Settings
    largest: int


@dataclass(frozen=True, slots=True)
class StopFrames:
    """Paint no more frames."""


CameraEffect = PaintFrame | StopFrames
