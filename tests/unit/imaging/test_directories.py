"""Directories of TIFF and EXIF: what is damaged is left out, and nothing is raised."""

import struct

import pytest

from impasto.imaging import directories
from impasto.imaging.directories import pages
from tests.unit.imaging.tifffiles import directory, long, short

HEAD = b"II*\0\x08\0\0\0"


def entry(tag: int, kind: int, count: int, value: bytes) -> bytes:
    return struct.pack("<HHI", tag, kind, count) + value.ljust(4, b"\0")


def one(*entries: bytes, after: bytes = b"") -> directories.Page:
    """Return the page of a file with one directory of entries."""
    (page,) = pages(HEAD + struct.pack("<H", len(entries)) + b"".join(entries) + bytes(4) + after)
    return page


@pytest.mark.parametrize(
    "data", [b"", b"II*\0", b"XX*\0\x08\0\0\0", HEAD, b"II+\0\x08\0\0\0", HEAD + b"\5\0" + bytes(9)]
)
def test_what_is_no_such_file_has_no_pages(data):
    assert pages(data) == []


def test_entries_of_unknown_kinds_or_beyond_the_file_are_left_out():
    page = one(
        entry(256, 99, 1, b"\1"), entry(257, 4, 1, b"\x30"), entry(258, 3, 9, b"\xff\xff"), entry(259, 4, 1 << 30, b"")
    )
    assert set(page.entries) == {257} and page.height == 48 and page.width == 0


def test_too_many_values_are_none():
    count = directories.MOST_VALUES + 1
    page = one(entry(273, 1, count, struct.pack("<I", 26)), after=bytes(count))
    assert 273 not in page.entries


def test_numbers_bytes_and_words_are_told_apart():
    page = one(
        entry(256, 3, 1, b"\x40"),
        entry(700, 1, 4, b"\1\2\3\xff"),
        entry(271, 2, 4, b"Me \0"),
        entry(1, 6, 2, b"\xff\1"),
    )
    assert page.data(700) == b"\1\2\3\xff" and page.data(271) == b"Me \0" and page.data(999) is None
    assert page.data(1) is None, "a number below 0 is no byte"
    assert (page.text(271), page.text(256), page.text(999)) == ("Me", "", "")
    assert page.numbers(256) == (64,) and page.numbers(271, (5,)) == (5,) and page.number(999, 7) == 7


def test_fractions_without_a_denominator_are_nothing():
    page = one(entry(282, 5, 2, struct.pack("<I", 26)), after=struct.pack("<4I", 3, 2, 1, 0))
    assert page.numbers(282) == (1.5, 0.0)


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_numbers_without_end_are_the_default(value):
    page = one(entry(256, 12, 1, struct.pack("<I", 26)), after=struct.pack("<d", value))
    assert page.number(256, 5) == 5


def test_pages_in_a_circle_are_read_once_and_those_below_one_after_it():
    first = directory(long(256, 10), long(330, 60, 100), following=8, at=8)
    data = (HEAD + first).ljust(60, b"\0") + directory(long(256, 20), at=60)
    data = data.ljust(100, b"\0") + directory(short(256, 30), following=8, at=100)
    assert [page.width for page in pages(data)] == [10, 20, 30]


def test_there_are_no_more_pages_than_anybody_has():
    data = HEAD
    for number in range(directories.MOST_PAGES + 9):
        at = 8 + 18 * number
        data += directory(long(256, number), following=at + 18, at=at)
    assert len(pages(data)) == directories.MOST_PAGES


@pytest.mark.parametrize("order", ["<", ">"])
def test_big_files_have_places_and_counts_of_eight_bytes(order):
    def entry_of_eight(tag: int, kind: int, count: int, value: bytes) -> bytes:
        return struct.pack(f"{order}HHQ", tag, kind, count) + value

    head = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HHHQ", 43, 8, 0, 32)
    number = struct.pack(f"{order}I", 64).ljust(8, b"\0")
    entries = entry_of_eight(256, 4, 1, number) + entry_of_eight(273, 16, 2, struct.pack(f"{order}Q", 104))
    data = head.ljust(32, b"\0") + struct.pack(f"{order}Q", 2) + entries + struct.pack(f"{order}Q", 16)
    data = data.ljust(104, b"\0") + struct.pack(f"{order}2Q", 1 << 40, 7)
    page = pages(data)[0]
    assert page.width == 64 and page.numbers(273) == (1 << 40, 7)
