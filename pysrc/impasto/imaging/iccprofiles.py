"""Embedded colour profiles (ICC.1:2022 and the versions before it): what can be followed by curves and a matrix."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np

from impasto.imaging import curves
from impasto.imaging.conversion import Conversion, Matrix, of_grey, of_matrix
from impasto.imaging.curves import Curve

_HEADER = 128
_MOST_TAGS = 200


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile: its version, the spaces of its pixels and of connection (``RGB``, ``CMYK``, ``Lab``), and its tags."""

    version: int
    space: str
    connection: str
    tags: dict[bytes, bytes]

    @property
    def has_tables(self) -> bool:
        """Whether it brings tables of colours, which go before curves and a matrix."""
        return b"A2B0" in self.tags or b"A2B1" in self.tags

    def conversion(self) -> Conversion | None:
        """Return the conversion by curves and a matrix; None if the profile is not made of these, or is damaged."""
        try:
            if self.space == "GRAY":
                curve = curves.of_tag(self.tags[b"kTRC"])[0]
                return of_grey(_light_of_lightness(curve) if self.connection == "Lab" else curve)
            if self.space == "RGB" and self.connection == "XYZ":
                channels = [curves.of_tag(self.tags[tag])[0] for tag in (b"rTRC", b"gTRC", b"bTRC")]
                return of_matrix(channels, _matrix([self.tags[tag] for tag in (b"rXYZ", b"gXYZ", b"bXYZ")]))
        except (KeyError, ValueError, struct.error, ArithmeticError):
            return None
        return None


def parsed(data: bytes) -> Profile | None:
    """Return the profile, or None if the bytes are not one."""
    if len(data) < _HEADER + 4 or data[36:40] != b"acsp":
        return None
    (count,) = struct.unpack_from(">I", data, _HEADER)
    tags = {}
    for at in range(_HEADER + 4, min(_HEADER + 4 + 12 * min(count, _MOST_TAGS), len(data) - 11), 12):
        name, start, length = struct.unpack_from(">4sII", data, at)
        tags[name] = data[start : start + length]
    space, connection = (data[at : at + 4].decode("latin-1").strip() for at in (16, 20))
    return Profile(data[8], space, connection, tags)


def _matrix(columns: list[bytes]) -> Matrix:
    if any(column[:4] != b"XYZ " for column in columns):
        raise ValueError("no matrix")
    return np.array([struct.unpack_from(">3i", column, 8) for column in columns]).T / 65536


def _light_of_lightness(curve: Curve) -> Curve:
    """Return relative luminance for L* / 100 (CIE 15, 8.2.1)."""
    lightness = curve * 100
    return np.where(lightness > 8, ((lightness + 16) / 116) ** 3, lightness * (27 / 24389))
