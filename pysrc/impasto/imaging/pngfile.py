"""PNG files reduced to what the picture is made of, and what they say about their colours (PNG, third edition).

Everything else is left out before Pillow sees it: damaged or huge text, a wrong checksum where it does not matter.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST_PROFILE = 16_000_000
"""Bytes of an embedded profile, unpacked: press profiles have up to a few millions."""

_CRITICAL = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
_GREY, _GREY_WITH_ALPHA = 0, 4
_UNPACKED_AT_ONCE = 1 << 20
_END = b"\0\0\0\0IEND\xaeB`\x82"


@dataclass(frozen=True, slots=True)
class PngFile:
    """``data`` is the file without what does not matter; the others are contents of its chunks, or None.

    ``depth`` is bits a channel, 0 where the header is damaged; ``grey`` whether there is no channel of colour.
    ``gamma`` is the exponent of encoding (gAMA); ``chromaticities`` are x and y of white, red, green and blue (cHRM);
    ``cicp`` are primaries, transfer function, matrix and range. ``transparent_grey`` is the one of 16 bits (tRNS).
    """

    data: bytes
    depth: int
    grey: bool
    exif: bytes | None
    profile: bytes | None
    srgb: bool
    gamma: float | None
    chromaticities: tuple[float, ...] | None
    cicp: tuple[int, ...] | None
    transparent_grey: int | None


def opened(data: bytes) -> PngFile:
    """Take the file apart; what is damaged is left out, or left to Pillow where the picture needs it."""
    kept = [memoryview(SIGNATURE)]
    found: dict[bytes, bytes] = {}
    for kind, body, whole, right in _chunks(data):
        if kind in _CRITICAL or (kind == b"tRNS" and right):
            kept.append(whole)
        if right and kind != b"IDAT":
            found.setdefault(kind, bytes(body))
    header = found.get(b"IHDR", b"")
    depth, colour = header[8:10] if len(header) == 13 else (0, 0)
    gamma, primaries = _numbers(found.get(b"gAMA"), 1), _numbers(found.get(b"cHRM"), 8)
    grey = found.get(b"tRNS", b"") if depth == 16 and colour == _GREY else b""
    cicp = found.get(b"cICP", b"")
    return PngFile(
        data=b"".join(kept),
        depth=depth,
        grey=len(header) == 13 and colour in (_GREY, _GREY_WITH_ALPHA),
        exif=found.get(b"eXIf"),
        profile=_profile(found.get(b"iCCP", b"")),
        srgb=b"sRGB" in found,
        gamma=gamma[0] if gamma and gamma[0] > 0 else None,
        chromaticities=primaries,
        cicp=tuple(cicp) if len(cicp) == 4 else None,
        transparent_grey=int.from_bytes(grey, "big") if len(grey) == 2 else None,
    )


def with_right_sum(data: bytes) -> bytes | None:
    """Return the file with another sum at the end of its packed pixels, or None if more than the sum is wrong.

    Browsers show such a file as a whole; Pillow leaves out the last rows.
    """
    chunks = list(_chunks(data))
    packed = b"".join(body for kind, body, _, _ in chunks if kind == b"IDAT")
    unpacking, total = zlib.decompressobj(-zlib.MAX_WBITS), 1
    following = packed[2:]
    try:
        while following and not unpacking.eof:
            total = zlib.adler32(unpacking.decompress(following, _UNPACKED_AT_ONCE), total)
            following = unpacking.unconsumed_tail
    except zlib.error:
        return None
    if not unpacking.eof:
        return None
    ends = len(packed) - len(unpacking.unused_data)
    body = b"IDAT" + packed[:ends] + total.to_bytes(4, "big")
    pixels = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    before = b"".join(whole for kind, _, whole, _ in chunks if kind not in (b"IDAT", b"IEND"))
    return SIGNATURE + before + pixels + _END


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview, memoryview, bool]]:
    """Yield (type, content, all of it, whether the checksum is right), the last one as long as it is."""
    view = memoryview(data)
    at = len(SIGNATURE)
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = view[at + 8 : at + 8 + length]
        whole = view[at : at + 12 + length]
        right = len(whole) == 12 + length
        if kind != b"IDAT":  # pixels, of which there are many, have a checksum of their own inside
            right = right and zlib.crc32(whole[4:-4]) == int.from_bytes(whole[-4:], "big")
        yield kind, body, whole, right
        if kind == b"IEND":
            return
        at += 12 + length


def _numbers(body: bytes | None, count: int) -> tuple[float, ...] | None:
    if body is None or len(body) != 4 * count:
        return None
    return tuple(value / 100_000 for value in struct.unpack(f">{count}I", body))


def _profile(body: bytes) -> bytes | None:
    """Return the profile of an iCCP chunk: a name, a zero, the method 0, and the profile packed."""
    _, _, packed = body.partition(b"\0")
    if packed[:1] != b"\0":
        return None
    unpacking = zlib.decompressobj()
    try:
        profile = unpacking.decompress(packed[1:], LARGEST_PROFILE)
    except zlib.error:
        return None
    return profile if unpacking.eof else None
