"""Profiles of tables taken apart: parts that may be missing, and what does not fit together, so that curves count."""

import struct

import numpy as np
import pytest

from impasto.imaging import colours, iccprofiles, icctables
from impasto.imaging.conversion import Conversion
from impasto.imaging.iccprofiles import Profile
from impasto.imaging.icctables import Table
from tests.unit.imaging.iccfiles import (
    gamma,
    matrix_profile,
    modern_table_profile,
    para,
    points,
    press_profile,
    profile,
)

STRAIGHT = gamma(None) * 3
IDENTITY = struct.pack(">12i", *(65536 * (place in (0, 4, 8)) for place in range(12)))
HALVED = struct.pack(">12i", *(32768 * (place in (0, 4, 8)) for place in range(12)))


def grid(nodes: int = 2, wide: bool = True) -> bytes:
    """Return a table that gives each channel back."""
    values = np.stack(np.meshgrid(*[np.linspace(0, 1, nodes)] * 3, indexing="ij"), -1)
    stored = (values * 65535).astype(">u2") if wide else (values * 255).astype("u1")
    return bytes([nodes] * 3).ljust(16, b"\0") + bytes([2 if wide else 1, 0, 0, 0]) + stored.tobytes()


def a_to_b(
    *, b: bytes = STRAIGHT, matrix: bytes = b"", m: bytes = b"", table: bytes = b"", a: bytes = b"", inputs: int = 3
) -> bytes:
    """Return a tag of lutAToBType, in which each part but the first may be missing."""
    offsets, body = [], b""
    for part in (b, matrix, m, table, a):
        offsets.append(32 + len(body) if part else 0)
        body += part + bytes(-len(part) % 4)
    return b"mAB \0\0\0\0" + bytes([inputs, 3, 0, 0]) + struct.pack(">5I", *offsets) + body


def evaluated(tag: bytes, *colour: float) -> list[float]:
    return icctables._evaluated(tag, np.array([colour])).ravel().tolist()


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        (a_to_b(), [0.25, 0.5, 1.0]),
        (a_to_b(b=para(0, (2.0,)) * 3), [0.062, 0.25, 1.0]),
        (a_to_b(matrix=HALVED), [0.125, 0.25, 0.5]),
        (a_to_b(matrix=IDENTITY[:36] + struct.pack(">3i", 6554, 0, -65536)), [0.35, 0.5, 0.0]),
        (a_to_b(m=para(0, (2.0,)) * 3), [0.062, 0.25, 1.0]),
        (a_to_b(table=grid(3), m=STRAIGHT, matrix=IDENTITY), [0.25, 0.5, 1.0]),
        (a_to_b(table=grid(2, wide=False)), [0.25, 0.5, 1.0]),
        (a_to_b(table=grid(), a=points(np.array([0, 0.5, 1, 1])) * 3), [0.375, 0.75, 1.0]),
    ],
    ids=["b", "bent-b", "matrix", "matrix-and-more", "m", "table", "table-of-bytes", "a"],
)
def test_parts_of_tables_may_be_missing(tag, expected):
    assert evaluated(tag, 0.25, 0.5, 1.0) == pytest.approx(expected, abs=0.005)


# A curve that goes to infinity; whoever decodes a picture has such warnings off.
pytestmark = pytest.mark.filterwarnings("ignore:divide by zero")

LARGE = bytes([255] * 3).ljust(16, b"\0") + b"\2\0\0\0"


@pytest.mark.parametrize(
    "tag",
    [
        b"mBA \0\0\0\0" + bytes(24),
        a_to_b(inputs=4),
        a_to_b(table=LARGE),
        a_to_b(table=grid().replace(b"\2\2\2", b"\1\2\2", 1)),
        a_to_b(table=grid()[:40]),
        a_to_b(b=b"cruv" + bytes(8)),
        a_to_b(b=para(9, (1.0,)) * 3),
        a_to_b(b=para(0, (-1.0,)) * 3),
        b"mft2\0\0\0\0" + bytes([4, 3, 2, 0]) + bytes(36) + struct.pack(">2H", 2, 2),
        b"mft2\0\0\0\0" + bytes([3, 3, 1, 0]) + bytes(36) + struct.pack(">2H", 2, 2),
        b"mft2\0\0\0\0" + bytes([3, 3, 255, 0]) + bytes(36) + struct.pack(">2H", 2, 2),
        b"mft1\0\0\0\0" + bytes([3, 3, 2, 0]) + bytes(100),
    ],
    ids=lambda tag: tag[:12].hex(),
)
def test_what_does_not_fit_is_no_table(tag):
    assert icctables.table(Profile(4, "RGB", "Lab", {b"A2B0": tag})) is None


@pytest.mark.parametrize(("space", "connection"), [("Lab", "XYZ"), ("RGB", "RGB"), ("5CLR", "Lab")])
def test_tables_of_other_spaces_are_not_followed(space, connection):
    found = iccprofiles.parsed(modern_table_profile())
    assert found is not None and icctables.table(found) is not None
    assert icctables.table(Profile(4, space, connection, found.tags)) is None
    assert icctables.table(Profile(4, "RGB", "Lab", {})) is None


def test_a_table_of_another_number_of_outputs_is_not_followed():
    tag = press_profile(3, 2)
    found = iccprofiles.parsed(tag)
    assert found is not None
    lut = bytearray(found.tags[b"A2B0"])
    lut[9] = 1
    assert icctables.table(Profile(2, "RGB", "Lab", {b"A2B0": bytes(lut)})) is None


def test_where_the_table_is_damaged_curves_and_matrix_count():
    plain = iccprofiles.parsed(matrix_profile("display-p3"))
    assert plain is not None
    tags = {name: content for name, content in plain.tags.items() if name not in (b"desc", b"cprt", b"wtpt")}
    with_damage = profile(b"RGB ", b"XYZ ", {**tags, b"A2B0": b"mft2" + bytes(8)})
    expected = colours.of_profile(matrix_profile("display-p3"), "RGB")
    found = colours.of_profile(with_damage, "RGB")
    assert isinstance(found, Conversion) and isinstance(expected, Conversion)
    np.testing.assert_array_equal(found.curves, expected.curves)
    assert isinstance(colours.of_profile(modern_table_profile(), "RGB"), Table)


@pytest.mark.parametrize(
    "change",
    [
        {b"rTRC": b"cruv" + bytes(8)},
        {b"gTRC": para(0, (-1.0,))},
        {b"bTRC": para(7, (1.0,))},
        {b"rXYZ": b"xyz " + bytes(16)},
        {b"rXYZ": b"XYZ " + bytes(4)},
    ],
)
def test_profiles_with_a_damaged_part_are_passed_over(change):
    plain = iccprofiles.parsed(matrix_profile("display-p3"))
    assert plain is not None and plain.conversion() is not None
    assert Profile(4, "RGB", "XYZ", plain.tags | change).conversion() is None


def test_profiles_of_other_spaces_have_no_conversion():
    plain = iccprofiles.parsed(matrix_profile("display-p3"))
    assert plain is not None
    for space, connection in (("RGB", "Lab"), ("Lab", "XYZ"), ("CMYK", "Lab")):
        assert Profile(4, space, connection, plain.tags).conversion() is None


def test_the_table_of_another_intent_will_do_and_the_perceptual_one_goes_first():
    found = iccprofiles.parsed(press_profile(3, 3))
    assert found is not None
    other = {b"A2B1": found.tags[b"A2B0"]}
    only = colours.of_profile(profile(b"RGB ", b"Lab ", other, 2, b"prtr"), "RGB")
    both = colours.of_profile(profile(b"RGB ", b"Lab ", {**other, b"A2B0": a_to_b()}, 2, b"prtr"), "RGB")
    whole = colours.of_profile(press_profile(3, 3), "RGB")
    assert isinstance(only, Table) and isinstance(both, Table) and isinstance(whole, Table)
    np.testing.assert_array_equal(only.grid, whole.grid)
    assert np.abs(both.grid - whole.grid).max() > 20
