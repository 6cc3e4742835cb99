"""The directories of TIFF 6.0 and BigTIFF: pages and their entries. EXIF and camera raw files are made of them too.

What is damaged is left out in place of raising, because most of it does not matter to the picture.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MOST_PAGES = 64
MOST_ENTRIES = 4096
MOST_VALUES = 1_000_000
"""Beyond these a file is not what it claims to be."""

_FORMATS = {1: "B", 2: "c", 3: "H", 4: "I", 5: "II", 6: "b", 7: "B", 8: "h", 9: "i", 10: "ii", 11: "f", 12: "d"}
_FORMATS |= {13: "I", 16: "Q", 17: "q", 18: "Q"}
_RATIONAL = (5, 10)
_NEW_SUBFILE_TYPE, _SUBFILE_TYPE, _SUB_IFDS = 254, 255, 330


@dataclass(frozen=True, slots=True)
class Page:
    """One directory: its entries by tag, each as (type, numbers or bytes); ``order`` is ``<`` or ``>``."""

    order: str
    entries: Mapping[int, tuple[float, ...] | bytes]

    def numbers(self, tag: int, default: tuple[float, ...] = ()) -> tuple[float, ...]:
        """Return the numbers of an entry, or ``default`` where there are none."""
        found = self.entries.get(tag)
        return tuple(found) if found and not (isinstance(found, bytes)) else default

    def number(self, tag: int, default: int = 0) -> int:
        """Return the first number of an entry, whole, or ``default``."""
        found = self.numbers(tag, (default,))[0]
        return int(found) if isinstance(found, int) or math.isfinite(found) else default

    def data(self, tag: int) -> bytes | None:
        """Return the bytes of an entry, or None where there are none."""
        found = self.entries.get(tag)
        if found is None or isinstance(found, bytes):
            return found
        return bytes(found) if all(isinstance(each, int) and 0 <= each < 256 for each in found) else None  # type: ignore[arg-type]

    def text(self, tag: int) -> str:
        """Return the words of an entry, or none."""
        found = self.entries.get(tag, b"")
        return found.split(b"\0")[0].decode("ascii", "replace").strip() if isinstance(found, bytes) else ""

    @property
    def width(self) -> int:
        return self.number(256)

    @property
    def height(self) -> int:
        return self.number(257)

    @property
    def compression(self) -> int:
        return self.number(259, 1)

    @property
    def photometric(self) -> int:
        return self.number(262, -1)

    @property
    def reduced(self) -> bool:
        """Whether it says that it is a smaller picture of another page, or a mask of one."""
        return bool(self.number(_NEW_SUBFILE_TYPE) & 5) or self.number(_SUBFILE_TYPE) == 2


def pages(data: bytes | memoryview) -> list[Page]:
    """Return the pages of a file, those below a page (SubIFDs) after it; none if it is not of this kind."""
    return [page for _, page in zip(range(MOST_PAGES), _walk(memoryview(data)), strict=False)]


def _walk(data: memoryview) -> Iterator[Page]:
    order = {b"II": "<", b"MM": ">"}.get(bytes(data[:2]))
    if order is None or len(data) < 8:
        return
    big = struct.unpack_from(f"{order}H", data, 2)[0] == 43
    if big and len(data) < 16:
        return
    waiting = [struct.unpack_from(f"{order}Q", data, 8)[0] if big else struct.unpack_from(f"{order}I", data, 4)[0]]
    seen: set[int] = set()
    while waiting:
        at = waiting.pop(0)
        if at in seen or not 8 <= at < len(data):
            continue
        seen.add(at)
        try:
            entries, following = _directory(data, at, order, big)
        except struct.error:
            continue
        yield Page(order, entries)
        below = entries.get(_SUB_IFDS, ())
        inside = [] if isinstance(below, bytes) else [each for each in below[:MOST_PAGES] if isinstance(each, int)]
        waiting = [*inside, following, *waiting]


def _directory(data: memoryview, at: int, order: str, big: bool) -> tuple[dict[int, tuple[float, ...] | bytes], int]:
    count_format, entry_format, inline = ("Q", "HHQ", 8) if big else ("H", "HHI", 4)
    (count,) = struct.unpack_from(order + count_format, data, at)
    at += struct.calcsize(order + count_format)
    entries: dict[int, tuple[float, ...] | bytes] = {}
    size = struct.calcsize(order + entry_format) + inline
    for start in range(at, at + min(count, MOST_ENTRIES) * size, size):
        tag, kind, length = struct.unpack_from(order + entry_format, data, start)
        value = _value(data, start + size - inline, order, kind, length, inline)
        if value is not None:
            entries.setdefault(tag, value)
    end = at + count * size
    offset_format = order + ("Q" if big else "I")
    following = struct.unpack_from(offset_format, data, end)[0] if end + inline <= len(data) else 0
    return entries, following


def _value(
    data: memoryview, at: int, order: str, kind: int, length: int, inline: int
) -> tuple[float, ...] | bytes | None:
    format = _FORMATS.get(kind)
    if format is None:
        return None
    size = struct.calcsize("<" + format) * length
    if size > inline:
        (at,) = struct.unpack_from(order + ("Q" if inline == 8 else "I"), data, at)
    if at + size > len(data):
        return None
    if kind in (2, 7):
        return bytes(data[at : at + size])
    if length > MOST_VALUES:
        return None
    values = struct.unpack_from(f"{order}{length * len(format)}{format[0]}", data, at)
    if kind in _RATIONAL:
        return tuple(top / bottom if bottom else 0.0 for top, bottom in zip(values[::2], values[1::2], strict=True))
    return values
