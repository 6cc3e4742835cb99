"""PNG files whose chunks have the right sums, so that what is in them is looked at (``imaging.pngfile``)."""

import struct
import zlib

from fuzz.targets import limits, pictures
from impasto.errors import BadImage
from impasto.imaging.decoding import decode
from impasto.imaging.pngfile import SIGNATURE

SIDE = 32

KINDS = (b"iCCP", b"gAMA", b"cHRM", b"sRGB", b"cICP", b"tRNS", b"eXIf", b"PLTE", b"iTXt", b"pHYs", b"acTL", b"IDAT")

PICTURES = ((8, 2), (8, 0), (16, 0), (8, 3), (2, 0), (8, 4), (16, 6), (16, 2), (1, 3), (8, 6))
"""Depth and colour type of what the chunks are about."""

_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def run(data: bytes) -> None:
    """Decode a PNG with the chunks that the bytes tell of: kind, length in two bytes, content."""
    with limits.small():
        try:
            pictures.check(decode(file(data), longest=limits.LONGEST))
        except BadImage as error:
            assert str(error)


def file(data: bytes) -> bytes:
    """Return the PNG that the bytes tell of; the first of them says what its pixels are."""
    depth, colour = PICTURES[data[0] % len(PICTURES)] if data else PICTURES[0]
    header = struct.pack(">IIBBBBB", SIDE, SIDE, depth, colour, 0, 0, 0)
    row = b"\0" + bytes(range(SIDE * depth * _CHANNELS[colour] // 8 % 256)).ljust(SIDE * depth * _CHANNELS[colour] // 8)
    parts, at = [], 1
    while at + 3 <= len(data):
        kind, length = KINDS[data[at] % len(KINDS)], int.from_bytes(data[at + 1 : at + 3], "big")
        body, at = data[at + 3 : at + 3 + length], at + 3 + length
        parts.append(_chunk(kind, b"x\0\0" + zlib.compress(body, 1) if kind == b"iCCP" else body))
    pixels = _chunk(b"IDAT", zlib.compress(row * SIDE, 1))
    return SIGNATURE + _chunk(b"IHDR", header) + b"".join(parts) + pixels + _chunk(b"IEND", b"")


def described(picture: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """Return the bytes that tell of a picture (its place in ``PICTURES``) with these chunks; a profile is unpacked."""
    told = (bytes([KINDS.index(kind)]) + struct.pack(">H", len(body)) + body for kind, body in chunks)
    return bytes([picture]) + b"".join(told)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
