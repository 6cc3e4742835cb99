"""Pictures written by Pillow, or, in formats that it has no encoder of here, by the system it runs on.

The browser's Pillow encodes no AVIF; some browsers do.
"""

from typing import Protocol, get_args

import numpy as np

from impasto.imaging import encoding
from impasto.imaging.encoding import Encoded
from impasto.imaging.formats import Format
from impasto.imaging.pixels import RGB, RGBA, to_rgba

_XMP_BOX = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
"""The type of a box that holds XMP at the end of any file of boxes (ISO 16684-3, as in MP4 and JPEG 2000)."""


class SystemEncoder(Protocol):
    """What the system encodes besides. Implementations: ``browser.systemencoder`` and the fake of the unit tests."""

    async def encode(self, picture: RGBA, mime: str, quality: int) -> bytes | None:
        """Return the picture as a file, marked as sRGB (``quality`` 1..100); None where no encoder of it is there."""


async def formats(encoder: SystemEncoder | None) -> tuple[Format, ...]:
    """Return the formats that pictures can be saved in here: the system's are found out by a small picture."""
    pillows = encoding.available()
    probe = np.full((16, 16, 4), 255, np.uint8)
    found: list[Format] = []
    for format in get_args(Format):
        if format in pillows or (encoder and await encoder.encode(probe, f"image/{format}", 50) is not None):
            found.append(format)
    return tuple(found)


async def write_picture(
    picture: RGB | RGBA, format: Format, quality: int, *, made: str = "", encoder: SystemEncoder | None = None
) -> Encoded:
    """Return the picture as a file, as ``encoding.encode`` does; raises as that does."""
    if encoder is not None and format not in encoding.available():
        encoding.check_quality(quality)
        mime = f"image/{format}"
        data = await encoder.encode(to_rgba(picture), mime, quality)
        if data is not None:
            return Encoded(data + (_box(encoding.xmp(made)) if made else b""), mime, f".{format}")
    return encoding.encode(picture, format, quality, made=made)


def _box(xmp: bytes) -> bytes:
    content = b"uuid" + _XMP_BOX + xmp
    return (4 + len(content)).to_bytes(4, "big") + content
