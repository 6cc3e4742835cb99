"""Projects as the end of a link (``#p=…``): styles and settings, never a picture.

The JSON of a project (``projects``), in which the numbers of vectors are 16 bits each, in units of the largest of
their vector: closer than a painting can tell. It is compressed (RFC 1951) and written in base64url (RFC 4648).
"""

import base64
import binascii
import json
import zlib
from typing import Any

import numpy as np

from impasto.errors import BadProject
from impasto.painting.nesting import check_nesting
from impasto.painting.projects import Project, from_record
from impasto.painting.vectors import LENGTH

PREFIX = "#p="

LONGEST_LINK = 16_000
"""Characters of what is read."""

_LONGEST_TEXT = 2**18
"""Bytes that it may become: what is compressed may claim any size."""

_NAME, _SHA256 = 40, 16
"""Characters of a name and of a sha256 that go into a link."""

_STEPS = 2**15 - 1
"""To each side of 0."""


def to_link(project: Project) -> str:
    """Return the link's end, from ``#`` on. Photo and masks are left out, and names are cut short."""
    record = project.without_pictures().to_record()
    for style in record["styles"]:
        style["name"] = style["name"][:_NAME]
        style["packed"] = _packed(style.pop("values"))
    for network in record["networks"].values():
        network["sha256"] = [each[:_SHA256] for each in network["sha256"]]
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
    compressor = zlib.compressobj(9, wbits=-15)
    data = compressor.compress(text) + compressor.flush()
    return PREFIX + base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_link(link: str) -> Project:
    """Return the project of a link, or of its end from ``#p=`` on.

    Raises:
        BadProject: it is none, is cut off, or is longer than any that would be made.
    """
    text = link.rpartition(PREFIX)[2]
    if len(text) > LONGEST_LINK:
        raise BadProject("link-malformed")
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
        unpacking = zlib.decompressobj(wbits=-15)
        unpacked = unpacking.decompress(data, _LONGEST_TEXT)
        if not unpacking.eof:
            raise BadProject("link-malformed")
        text = unpacked.decode()
        check_nesting(text)
        record = json.loads(text)
        for style in record["styles"]:
            style["values"] = _unpacked(style.pop("packed"))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, zlib.error, binascii.Error) as error:
        raise BadProject("link-malformed") from error
    return from_record(record)


def _packed(values: list[float]) -> list[Any]:
    largest = max(map(abs, values)) or 1.0
    steps = np.rint(np.array(values) / largest * _STEPS).astype("<i2")
    return [float(f"{largest:.9g}"), base64.b64encode(steps.tobytes()).decode()]


def _unpacked(packed: list[Any]) -> list[float]:
    largest, text = packed
    steps = np.frombuffer(base64.b64decode(text, validate=True), "<i2")
    if len(steps) != LENGTH or not isinstance(largest, float):
        raise ValueError("not the numbers of a vector")
    values: list[float] = (steps.astype(np.float64) / _STEPS * largest).tolist()
    return values
