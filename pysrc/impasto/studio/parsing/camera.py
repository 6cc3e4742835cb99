"""The camera and its frames."""

from collections.abc import Mapping
from typing import Any

from impasto.studio.events.camera import CameraAction, CameraFrame, CameraRefused, CameraStarted
from impasto.studio.parsing.buffers import buffer


def read(record: Mapping[str, Any]) -> CameraAction | None:
    """Read a record, if it is one of these."""
    match record:
        case {"kind": "camera-frame", "width": int(width), "height": int(height), "bytes": data}:
            pixels = buffer(data)
            return CameraFrame(width, height, pixels) if len(pixels) == 4 * width * height > 0 else None
        case {"kind": "camera-start", "width": int(width), "height": int(height)}:
            return CameraStarted(width, height)
        case {"kind": "camera-refused", "reason": reason}:
            return CameraRefused(str(reason))
    return None
