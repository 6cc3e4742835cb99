"""Parts of a file behind an address."""

from __future__ import annotations

import io
import zipfile

import pytest
from hosts import archive, hosted

from builder.transfers import RangeReader, RangesRefused


def test_range_reader_takes_one_member_with_little_traffic():
    members = {"large": bytes(3_000_000), "small": b"a few bytes", "other": bytes(3_000_000)}
    with hosted({"/a.whl": archive(members)}) as (address, sent):
        reader = io.BufferedReader(RangeReader(f"{address}/a.whl"), 1 << 16)
        assert zipfile.ZipFile(reader).read("small") == b"a few bytes"
        assert sum(sent) < 1_000_000


def test_range_reader_reads_and_seeks_like_a_file():
    content = bytes(range(256)) * 10
    with hosted({"/file": content}) as (address, _):
        reader = RangeReader(f"{address}/file")
        assert reader.read() == content
        assert reader.read(1) == b""
        assert reader.seek(-3, io.SEEK_END) == 2557
        assert reader.read(10) == content[-3:]
        reader.seek(5)
        reader.seek(-2, io.SEEK_CUR)
        assert reader.read(2) == content[3:5]


def test_range_reader_says_when_there_are_no_ranges():
    with (
        hosted({"/file": b"content"}, ranges=False) as (address, _),
        pytest.raises(RangesRefused, match=r"127\.0"),
    ):
        RangeReader(f"{address}/file")
