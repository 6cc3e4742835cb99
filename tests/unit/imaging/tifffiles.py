"""TIFF files made by code, of all that Pillow does not write."""

import struct
import zlib
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

Entry: TypeAlias = tuple[int, int, bytes]
"""(tag, type, content)"""

WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, CMYK, YCBCR, LAB, ICC_LAB = 0, 1, 2, 3, 5, 6, 8, 9
"""Photometric interpretations."""


def deep(picture: np.ndarray, bits: int) -> np.ndarray:
    """Return levels of 8 bits in another depth."""
    return (picture.astype(np.int64) * ((1 << bits) - 1) + 127) // 255


def directory(*entries: Entry, following: int = 0, at: int = 8) -> bytes:
    """Return a directory of Intel's order that stands ``at``."""
    after = at + 2 + 12 * len(entries) + 4
    packed, beyond = b"", b""
    for tag, kind, content in sorted(entries):
        count = len(content) // {2: 1, 3: 2, 4: 4, 7: 1}[kind]
        if len(content) <= 4:
            packed += struct.pack("<HHI", tag, kind, count) + content.ljust(4, b"\0")
        else:
            packed += struct.pack("<HHII", tag, kind, count, after + len(beyond))
            beyond += content
    return struct.pack("<H", len(entries)) + packed + struct.pack("<I", following) + beyond


def short(tag: int, *values: int) -> Entry:
    return tag, 3, struct.pack(f"<{len(values)}H", *values)


def long(tag: int, *values: int) -> Entry:
    return tag, 4, struct.pack(f"<{len(values)}I", *values)


def packed_bits(values: np.ndarray, bits: int) -> bytes:
    """Return rows of samples, ``[rows, columns, samples]``, of so many bits, each row padded to whole bytes."""
    if bits % 8 == 0:
        return values.astype({8: "u1", 16: "<u2", 32: "<u4"}[bits]).tobytes()
    shifts = np.arange(bits - 1, -1, -1)
    spread = (values.reshape(len(values), -1, 1).astype(np.int64) >> shifts) & 1
    return np.packbits(spread.reshape(len(values), -1).astype(np.uint8), axis=1).tobytes()


def tiff(
    values: np.ndarray,
    bits: int,
    photometric: int,
    *entries: Entry,
    rows: int = 0,
    tile: int = 0,
    planar: bool = False,
    deflate: bool = False,
    stored: Sequence[bytes] | None = None,
) -> bytes:
    """Return a TIFF of ``values`` ``[height, width, samples]`` in strips of ``rows``, or in square tiles.

    ``stored`` are its strips as they shall be stored.
    """
    height, width, samples = values.shape
    planes = [values[..., i : i + 1] for i in range(samples)] if planar else [values]
    parts: list[np.ndarray] = []
    for plane in planes:
        if tile:
            padded = np.pad(plane, ((0, -height % tile), (0, -width % tile), (0, 0)))
            parts += [
                padded[top : top + tile, left : left + tile]
                for top in range(0, height, tile)
                for left in range(0, width, tile)
            ]
        else:
            parts += [plane[top : top + (rows or height)] for top in range(0, height, rows or height)]
    segments = list(stored or (packed_bits(part, bits) for part in parts))
    if deflate:
        segments = [zlib.compress(segment) for segment in segments]
    lengths = [len(segment) for segment in segments]
    given = {tag for tag, _, _ in entries}
    own = [long(256, width), long(257, height), short(258, *[bits] * samples), short(259, 8 if deflate else 1)]
    own += [short(262, photometric), short(277, samples), short(284, 2 if planar else 1)]
    own += [long(322, tile), long(323, tile)] if tile else [long(278, rows or height)]
    all_but_places = [*(entry for entry in own if entry[0] not in given), *entries]

    def beginning(offsets: list[int]) -> bytes:
        places = [long(324 if tile else 273, *offsets), long(325 if tile else 279, *lengths)]
        return b"II*\0\x08\0\0\0" + directory(*all_but_places, *places)

    begins = len(beginning([0] * len(segments)))
    offsets = [begins + sum(lengths[:number]) for number in range(len(segments))]
    return beginning(offsets) + b"".join(segments)
