"""Embedded profiles made of tables (ICC.1:2022, 10.10 to 10.12): of presses, scanners and printers.

Such a profile is evaluated once, at the nodes of a grid over all that its channels can be, and pixels are interpolated
between the nodes. The profile's black becomes black, as LittleCMS has it by default (black point compensation). It is
numpy, so the browser, whose Pillow has no LittleCMS, gives the same colours as the desktop.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from impasto.imaging import curves
from impasto.imaging.conversion import D50, MOST_BLACK, SRGB_TO_D50, STRIP, inverse
from impasto.imaging.iccprofiles import Profile

Values = NDArray[np.float64]
"""Samples as ``[n, channels]``, 0..1."""

_Float = TypeVar("_Float", np.float32, np.float64)

_NODES = {1: 256, 3: 33, 4: 17}
"""Nodes along each channel, by the number of channels: as many as profiles themselves have, or more."""

_SPACES = {"GRAY": 1, "RGB": 3, "CMYK": 4}
_PERCEPTUAL_BLACK = 0.0034731
"""Relative luminance of black in tables for the perceptual intent of version 4 (ICC.1:2022, 6.3.3)."""

_MOST_VALUES = 8_000_000
_CUBE_ROOT_ENDS = 6 / 29


@dataclass(frozen=True, slots=True)
class Table:
    """Levels of sRGB at the nodes of a grid: float32 ``[nodes of the first channel, …, of the last, 3]``, 0..255."""

    grid: NDArray[np.float32]

    def apply(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return sRGB, uint8 ``[n, 3]``, for pixels, uint8 ``[n, channels]``."""
        converted = np.empty((len(pixels), 3), np.uint8)
        for start in range(0, len(pixels), STRIP // 4):
            strip = pixels[start : start + STRIP // 4]
            levels = _interpolated(self.grid, strip * np.float32(1 / 255))
            converted[start : start + STRIP // 4] = np.clip(levels + np.float32(0.5), 0, 255)
        return converted


def table(profile: Profile) -> Table | None:
    """Return what the profile makes of its channels, or None if it has no table that can be followed."""
    channels = _SPACES.get(profile.space)
    tag = profile.tags.get(b"A2B0") or profile.tags.get(b"A2B1")
    if channels is None or tag is None or profile.connection not in ("Lab", "XYZ"):
        return None
    nodes = _NODES[channels]
    at_nodes = np.stack(np.meshgrid(*[np.linspace(0, 1, nodes)] * channels, indexing="ij"), -1).reshape(-1, channels)
    try:
        connected = _evaluated(tag, at_nodes)
    except (ValueError, IndexError, struct.error, ArithmeticError):
        return None
    if connected.shape[1] != 3 or not np.isfinite(connected).all():
        return None
    old = tag[:4] == b"mft2"
    xyz = _xyz_of_lab(connected, old) if profile.connection == "Lab" else connected * (1 + 32767 / 32768)
    white = np.array(D50)
    darkest = xyz[-1 if profile.space == "CMYK" else 0]
    black = white * _PERCEPTUAL_BLACK if profile.version >= 4 else np.clip(darkest, 0, white * MOST_BLACK)
    xyz = (xyz - black) * (white / (white - black))
    return Table(_srgb_of_xyz(xyz).astype(np.float32).reshape(*[nodes] * channels, 3))


def _evaluated(tag: bytes, values: Values) -> Values:
    if tag[:4] in (b"mft1", b"mft2"):
        return _evaluated_lut(tag, values)
    if tag[:4] == b"mAB ":
        return _evaluated_a_to_b(tag, values)
    raise ValueError("no table")


def _evaluated_lut(tag: bytes, values: Values) -> Values:
    """Follow lut8Type or lut16Type: curves, a table, curves (its matrix is only for XYZ as what comes in)."""
    inputs, outputs, nodes = tag[8:11]
    size, type_, scale = (1, "u1", 255.0) if tag[:4] == b"mft1" else (2, ">u2", 65535.0)
    at, before, after = (48, 256, 256) if size == 1 else (52, *struct.unpack_from(">2H", tag, 48))
    if inputs != values.shape[1] or min(nodes, before, after) < 2 or nodes**inputs * outputs > _MOST_VALUES:
        raise ValueError("a table that does not fit")

    def taken(count: int) -> Values:
        nonlocal at
        found = np.frombuffer(tag, type_, count, at) / scale
        at += count * size
        return found

    curves_in = taken(inputs * before).reshape(inputs, before)
    grid = taken(nodes**inputs * outputs).reshape(*[nodes] * inputs, outputs)
    curves_out = taken(outputs * after).reshape(outputs, after)
    return _through(curves_out, _interpolated(grid, _through(curves_in, values)))


def _evaluated_a_to_b(tag: bytes, values: Values) -> Values:
    """Follow lutAToBType: A curves, a table, M curves, a matrix, B curves; all but the last may be missing."""
    inputs, outputs = tag[8:10]
    b, matrix, m, table, a = struct.unpack_from(">5I", tag, 12)
    if inputs != values.shape[1]:
        raise ValueError("a table that does not fit")
    if a:
        values = _through_tags(tag, a, values)
    if table:
        nodes = tuple(tag[table : table + inputs])
        precision = tag[table + 16]
        count = int(np.prod(nodes, dtype=np.int64)) * outputs
        if count > _MOST_VALUES or min(nodes) < 2:
            raise ValueError("a table that does not fit")
        type_, scale = ("u1", 255.0) if precision == 1 else (">u2", 65535.0)
        grid = np.frombuffer(tag, type_, count, table + 20) / scale
        values = _interpolated(grid.reshape(*nodes, outputs), values)
    if m:
        values = _through_tags(tag, m, values)
    if matrix:
        numbers = np.array(struct.unpack_from(">12i", tag, matrix)) / 65536
        values = values @ numbers[:9].reshape(3, 3).T + numbers[9:]
    return _through_tags(tag, b, np.clip(values, 0, 1))


def _through(samples: Values, values: Values) -> Values:
    """Return each channel through its curve, ``samples [channels, points]``."""
    at = np.linspace(0, 1, samples.shape[1])
    return np.stack([np.interp(values[:, i], at, curve) for i, curve in enumerate(samples)], axis=1)


def _through_tags(tag: bytes, at: int, values: Values) -> Values:
    """Return each channel through its curve, which stand one after the other, each padded to four bytes."""
    columns = []
    for channel in range(values.shape[1]):
        curve, length = curves.of_tag(tag[at:])
        columns.append(np.interp(values[:, channel], np.linspace(0, 1, len(curve)), curve))
        at += length + -length % 4
    return np.stack(columns, axis=1)


def _interpolated(grid: NDArray[_Float], values: NDArray[_Float]) -> NDArray[_Float]:
    """Return what stands between the nodes around each of ``values [n, channels]``, linear in each channel."""
    nodes = np.array(grid.shape[:-1])
    place = np.clip(values, 0, 1) * (nodes - 1).astype(values.dtype)
    lower = np.minimum(place.astype(np.intp), nodes - 2)
    part = place - lower.astype(values.dtype)
    steps = np.append(np.cumprod(nodes[:0:-1])[::-1], 1)
    flat = grid.reshape(-1, grid.shape[-1])
    first = lower @ steps
    found = np.zeros((len(values), grid.shape[-1]), values.dtype)
    for corner in product((0, 1), repeat=len(nodes)):
        weight = np.prod([part[:, i] if up else 1 - part[:, i] for i, up in enumerate(corner)], axis=0)
        found += weight[:, None] * flat[first + int(np.dot(corner, steps))]
    return found


def _xyz_of_lab(lab: Values, old: bool) -> Values:
    """Return CIE XYZ under D50 for CIELAB as profiles code it; in 16 bits version 2 ends at 0xFF00 (6.3.4.2)."""
    coded = lab * (65535 / 65280 if old else 1)
    lightness, a, b = coded[:, 0] * 100, coded[:, 1] * 255 - 128, coded[:, 2] * 255 - 128
    return _xyz_of_cielab(lightness, a, b)


def srgb_of_lab(lightness: NDArray[np.floating], a: NDArray[np.floating], b: NDArray[np.floating]) -> Values:
    """Return levels of sRGB, 0..255 and not rounded, ``[n, 3]``, for L* 0..100, a* and b* under D50."""
    return _srgb_of_xyz(_xyz_of_cielab(lightness, a, b))


def _xyz_of_cielab(lightness: NDArray[np.floating], a: NDArray[np.floating], b: NDArray[np.floating]) -> Values:
    """Return CIE XYZ under D50, ``[n, 3]``, for L* 0..100, a* and b* (CIE 15, 8.2.1)."""
    f = np.stack([(lightness + 16) / 116 + a / 500, (lightness + 16) / 116, (lightness + 16) / 116 - b / 200], axis=1)
    linear = (f - 4 / 29) * (3 * _CUBE_ROOT_ENDS**2)
    return np.asarray(np.where(f > _CUBE_ROOT_ENDS, f**3, linear) * np.array(D50))


def _srgb_of_xyz(xyz: Values) -> Values:
    """Return levels of sRGB, 0..255 and not rounded, for CIE XYZ under D50, ``[n, 3]``."""
    light = np.clip(xyz @ inverse(SRGB_TO_D50).T, 0, 1)
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055) * 255
