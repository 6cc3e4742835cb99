"""The colour profile of sRGB, as small as it can be, for formats that have no shorter way to say that they are sRGB.

JPEG, WebP and AVIF without a profile are shown in the colours of the screen by some programs, far too strong on a wide
screen. It is half a kilobyte: ICC.1:2001-04, which all programs read, with one curve for all channels, of 64 points.
"""

import struct
from functools import cache

import numpy as np

from impasto.imaging.conversion import D50, SRGB_TO_D50

_POINTS = 64


def _xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))


def _curve() -> bytes:
    stored = np.linspace(0, 1, _POINTS)
    light = np.where(stored <= 0.04045, stored / 12.92, ((stored + 0.055) / 1.055) ** 2.4)
    values = np.asarray(light * 65535).round().astype(">u2")
    return b"curv\0\0\0\0" + struct.pack(">I", _POINTS) + values.tobytes()


def _description() -> bytes:
    name = b"sRGB\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(4 + 4 + 2 + 1 + 67)


@cache
def srgb_profile() -> bytes:
    """The profile's bytes: made when first asked for, which only saving does."""
    curve = _curve()
    tags = {
        b"desc": _description(),
        b"cprt": b"text\0\0\0\0CC0\0",
        b"wtpt": _xyz(D50),
        **{name: _xyz(tuple(SRGB_TO_D50[:, at])) for at, name in enumerate((b"rXYZ", b"gXYZ", b"bXYZ"))},
        **{name: curve for name in (b"rTRC", b"gTRC", b"bTRC")},
    }
    places: dict[bytes, int] = {}
    body, begins = b"", 128 + 4 + 12 * len(tags)
    for content in tags.values():
        if content not in places:  # the three curves are one
            places[content] = begins + len(body)
            body += content + bytes(-len(content) % 4)
    table = b"".join(struct.pack(">4sII", name, places[content], len(content)) for name, content in tags.items())
    size = begins + len(body)
    header = struct.pack(
        ">I4s4s4s4s4s12s4s4sI4s4s8sI3i4s44s",
        *(size, b"", b"\x02\x40\0\0", b"mntr", b"RGB ", b"XYZ ", struct.pack(">6H", 2026, 1, 1, 0, 0, 0), b"acsp", b""),
        *(0, b"", b"", b"", 0, *(round(value * 65536) for value in D50), b"", b""),
    )
    return header + struct.pack(">I", len(tags)) + table + body
