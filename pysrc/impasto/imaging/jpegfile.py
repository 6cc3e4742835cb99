"""JPEG files (ITU-T T.81) made unambiguous and whole, so that all of libjpeg's kinds read the same picture in them.

What the components are is told by their numbers, by the marker of JFIF and by that of Adobe. libjpeg 9, which the
browser's Pillow has, goes by the numbers first, libjpeg-turbo, which browsers and the desktop have, by the markers. So
the numbers are rewritten to say what libjpeg-turbo makes of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from impasto.words import Text

_END = b"\xff\xd9"
_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_PROGRESSIVE = {0xC2, 0xC6, 0xCA, 0xCE}
_LOSSLESS, _ARITHMETIC = {0xC3, 0xC7, 0xCB, 0xCF}, {0xC9, 0xCA, 0xCD, 0xCE}
_HIERARCHICAL = {0xC5, 0xC6, 0xC7, 0xCD, 0xCE, 0xCF}
_SCAN, _EOI, _APP0, _APP14 = 0xDA, 0xD9, 0xE0, 0xEE
_ALONE = {0x01, *range(0xD0, 0xD9)}
_MARKER = re.compile(rb"\xff+[^\x00\xff]", re.DOTALL)
_AFTER_ENTROPY = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
"""The next marker after coded data, in which 0xFF is followed by 0, and which restart markers do not end."""

_YCBCR, _RGB, _CMYK, _YCCK = bytes((1, 2, 3)), b"RGB", b"CMYK", bytes((1, 2, 3, 4))


@dataclass(frozen=True, slots=True)
class Mended:
    """A JPEG file with its components numbered as they are meant, and with an end.

    ``cut``: it had no end marker, so that part of the picture may be missing. ``coarse``: it is progressive, and some
    of its scans are missing altogether.
    """

    data: bytes
    cut: bool
    coarse: bool


def mended(data: bytes) -> Mended:
    """Return the file with an end marker, and with numbers of components that are read the same way everywhere."""
    frame: tuple[int, int] | None = None  # where its components stand, and how many
    progressive, ended = False, False
    jfif, adobe = False, -1
    scans: list[tuple[int, int]] = []  # where their components stand, and how many
    missing: dict[tuple[int, int], int] = {}  # for each component and coefficient, how many low bits are not there
    for marker, at, length in _segments(data):
        body = data[at : at + min(length, 64)]
        if marker == _APP0 and body.startswith(b"JFIF"):
            jfif = True
        elif marker == _APP14 and body.startswith(b"Adobe") and len(body) >= 12:
            adobe = body[11]
        elif marker in _FRAMES and frame is None and len(body) >= 6:
            frame = (at + 6, body[5])
            progressive = marker in _PROGRESSIVE
            missing = {(number, place): 16 for number in data[at + 6 : at + 6 + 3 * body[5] : 3] for place in range(64)}
        elif marker == _SCAN and body:
            scans.append((at + 1, body[0]))
            _scanned(body, missing)
        elif marker == _EOI:
            ended = True
    whole = data if ended else data.rstrip(b"\xff") + _END
    coarse = progressive and not ended and any(missing.values())
    if frame is None:
        return Mended(whole, not ended, coarse)
    return Mended(_renumbered(whole, frame, scans, jfif, adobe), not ended, coarse)


def rare_kind(data: bytes) -> Text | None:
    """Return what to tell the user of a JPEG that hardly anything reads, by its first frame (T.81, B.2.2); else None.

    libjpeg-turbo and libjpeg 9 each read some of them, so that all should be tried.
    """
    for marker, at, length in _segments(data):
        if marker not in _FRAMES:
            continue
        if marker in _HIERARCHICAL:
            return Text("file-is-jpeg-hierarchical")
        if marker in _LOSSLESS:
            return Text("file-is-jpeg-lossless")
        if marker in _ARITHMETIC:
            return Text("file-is-jpeg-arithmetic")
        return Text("file-is-jpeg-of-bits", bits=data[at]) if length and data[at] != 8 else None
    return None


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (marker, where its content begins, length of it), up to the end marker or to where the file is cut."""
    at = 2
    while True:
        found = _MARKER.search(data, at)
        if found is None:
            return
        marker, at = data[found.end() - 1], found.end()
        if marker in _ALONE:
            continue
        if marker == _EOI:
            yield marker, at, 0
            return
        length = int.from_bytes(data[at : at + 2], "big")
        if length < 2 or at + length > len(data):
            return
        yield marker, at + 2, length - 2
        at += length
        if marker == _SCAN:
            following = _AFTER_ENTROPY.search(data, at)
            if following is None:
                return
            at = following.start()


def _scanned(body: bytes, missing: dict[tuple[int, int], int]) -> None:
    """Note what a scan brings: coefficients of some components down to a bit (T.81, B.2.3)."""
    count = body[0]
    if len(body) < 1 + 2 * count + 3:
        return
    first, last, bits = body[1 + 2 * count : 4 + 2 * count]
    for number in body[1 : 1 + 2 * count : 2]:
        for place in range(first, min(last, 63) + 1):
            missing[number, place] = bits & 15


def _renumbered(data: bytes, frame: tuple[int, int], scans: list[tuple[int, int]], jfif: bool, adobe: int) -> bytes:
    at, count = frame
    numbers = data[at : at + 3 * count : 3]
    if len(set(numbers)) != count:
        return data
    if count == 3:
        wanted = _RGB if not jfif and (adobe == 0 or (adobe < 0 and numbers == _RGB)) else _YCBCR
    elif count == 4:
        wanted = _CMYK if adobe <= 0 else _YCCK
    else:
        return data
    if wanted == numbers:
        return data
    new = dict(zip(numbers, wanted, strict=True))
    changed = bytearray(data)
    changed[at : at + 3 * count : 3] = wanted
    for start, parts in scans:
        for place in range(start, min(start + 2 * parts, len(changed)), 2):
            changed[place] = new.get(changed[place], changed[place])
    return bytes(changed)
