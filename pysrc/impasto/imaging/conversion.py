"""From the colours that a file has to those of sRGB: curves to light, a matrix to other primaries, and back to levels.

It is numpy throughout, the same in the browser as on the desktop. Colours that sRGB does not have are cut off channel
by channel, as LittleCMS does it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from impasto.imaging import curves
from impasto.imaging.curves import Curve
from impasto.imaging.pixels import RGB

Matrix = NDArray[np.float64]
"""3 x 3, with which a column of three values is multiplied."""

STRIP = 1 << 17
"""Pixels at a time, so that what stands between takes a few megabytes however large the picture is."""

STEPS = 1 << 14
"""Steps of light for which the level is known; the steepest part of the curve, at black, has five of them a level."""

SRGB_TO_D50: Matrix = np.array(
    [[0.43606567, 0.38514709, 0.14307784], [0.22248840, 0.71687317, 0.06060791], [0.01391602, 0.09707642, 0.71409607]]
)
"""Light of sRGB to CIE XYZ under D50, as ICC profiles of it have it (IEC 61966-2-1, adapted by Bradford's matrix)."""

D50 = (0.96422, 1.0, 0.82521)
MOST_BLACK = 0.18418651851244416
"""The greatest relative luminance, that of L* 50, which is taken for black and brought to it, as in LittleCMS."""

_BRADFORD: Matrix = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


def inverse(matrix: Matrix) -> Matrix:
    """Return the inverse of a 3 x 3 matrix by its cofactors, because the browser's numpy comes without LAPACK.

    Raises:
        ValueError: it has none.
    """
    rows = [np.cross(matrix[:, (i + 1) % 3], matrix[:, (i + 2) % 3]) for i in range(3)]
    determinant = float(matrix[:, 0] @ rows[0])
    if not abs(determinant) > 1e-9:
        raise ValueError("a matrix without an inverse")
    return np.array(rows) / determinant


def primaries_to_d50(chromaticities: Sequence[float]) -> Matrix:
    """Return light to CIE XYZ under D50, from x and y of white, red, green and blue (SMPTE RP 177, Bradford).

    Raises:
        ValueError: no colours have these chromaticities.
    """
    white, *colours = [_xyz(*chromaticities[at : at + 2]) for at in range(0, 8, 2)]
    columns = np.array(colours).T
    to_xyz = columns * (inverse(columns) @ white)
    cones = _BRADFORD @ white
    adapted = inverse(_BRADFORD) @ ((_BRADFORD @ np.array(D50) / cones)[:, None] * _BRADFORD)
    return np.asarray(adapted @ to_xyz)


def _xyz(x: float, y: float) -> NDArray[np.float64]:
    if not y > 0:
        raise ValueError("a chromaticity without light")
    return np.array([x / y, 1.0, (1 - x - y) / y])


@dataclass(frozen=True, slots=True)
class Conversion:
    """How pixels become sRGB: ``curves`` to light, float64 ``[3, 256]``; ``matrix`` to light of sRGB, or None.

    ``shown`` is what is done to light ``[3, n]`` before the matrix, and ``toned`` whether it may be above 1 and is
    brought down.
    """

    curves: NDArray[np.float64]
    matrix: Matrix | None
    shown: Callable[[NDArray[np.float32]], NDArray[np.float32]] | None = None
    toned: bool = False

    def apply(self, picture: RGB) -> None:
        """Make sRGB of a picture, uint8 ``[height, width, 3]``, C-contiguous, in place."""
        flat = picture.reshape(-1, 3)
        light_of = self.curves.astype(np.float32)
        for start in range(0, len(flat), STRIP):
            strip = flat[start : start + STRIP]
            light = np.stack([light_of[channel][strip[:, channel]] for channel in range(3)])
            if self.shown is not None:
                light = self.shown(light)
            if self.matrix is not None:
                light = np.stack(
                    [sum(float(m) * part for m, part in zip(row, light, strict=True)) for row in self.matrix]
                )
            if self.toned:
                light = curves.toned(np.maximum(light, 0))
            steps = (np.clip(light, 0, 1) * np.float32(STEPS) + np.float32(0.5)).astype(np.intp)
            strip[:] = _LEVELS[steps].T

    @property
    def changes_nothing(self) -> bool:
        """Whether no colour would change by more than one level, as with profiles of sRGB itself."""
        samples = np.array(np.meshgrid(*[np.arange(0, 256, 17)] * 3), np.uint8).reshape(3, 1, -1).transpose(1, 2, 0)
        changed = samples.copy()
        self.apply(changed)
        return int(np.abs(changed.astype(int) - samples).max()) <= 1


def _levels() -> NDArray[np.uint8]:
    light = np.arange(STEPS + 1) / STEPS
    stored = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.asarray(stored * 255 + 0.5).astype(np.uint8)


_LEVELS = _levels()


def of_matrix(channels: Sequence[Curve], to_d50: Matrix) -> Conversion:
    """Return the conversion from three curves and a matrix from light to CIE XYZ under D50."""
    light = np.stack(channels)
    black = float(to_d50[1] @ light[:, 0])
    return Conversion(_from_black(light, black), inverse(SRGB_TO_D50) @ to_d50)


def of_grey(curve: Curve) -> Conversion:
    """Return the conversion of grey, which stays grey."""
    return Conversion(_from_black(np.stack([curve] * 3), float(curve[0])), None)


def _from_black(light: NDArray[np.float64], black: float) -> NDArray[np.float64]:
    """Return light, of which white is 1, with the luminance of black as 0 (black point compensation)."""
    black = min(max(black, 0.0), MOST_BLACK)
    return (light - black) / (1 - black)
