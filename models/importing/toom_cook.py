"""Convolutions with fewer multiplications along the rows (Toom-Cook, known from Winograd 1980; Lavin and Gray 2016).

A convolution with ``taps`` rows gives ``tile`` rows at a time from ``n = tile + taps - 1`` products in place of
``tile * taps``: y = A ((G g) * (B d)), with g the kernel, d the rows under the tile and * element by element. Columns
and channels are summed up as usual, so that the products are ``n`` convolutions of one row each.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

# Small numbers and their reciprocals keep the rounding errors small; infinity is always one more.
POINTS = tuple(
    map(Fraction, ["0", "1", "-1", "2", "-2", "1/2", "-1/2", "4", "-1/4", "1/4", "-4", "4/3", "-3/4", "3/4", "-4/3"])
)


@dataclass(frozen=True)
class Transforms:
    """The matrices A [tile, n], G [n, taps] and B [n, n]."""

    output: Matrix
    kernel: Matrix
    input: Matrix


def transforms(tile: int, taps: int) -> Transforms:
    """Return the matrices for so many rows of output and of the kernel."""
    count = tile + taps - 1
    points = POINTS[: count - 1]
    output = [[point**row for point in points] + [Fraction(int(row == tile - 1))] for row in range(tile)]
    kernel, rows = [], []
    for point in points:
        others = [other for other in points if other != point]
        scale = Fraction(1)
        for other in others:
            scale *= point - other
        kernel.append([point**column / scale for column in range(taps)])
        rows.append([*_polynomial(others), Fraction(0)])
    kernel.append([Fraction(int(column == taps - 1)) for column in range(taps)])
    rows.append(_polynomial(list(points)))
    return Transforms(_array(output), _array(kernel), _array(rows))


def _polynomial(roots: list[Fraction]) -> list[Fraction]:
    """Return the coefficients of the product of (x - root), the constant one first."""
    coefficients = [Fraction(1)]
    for root in roots:
        raised, lowered = [Fraction(0), *coefficients], [*coefficients, Fraction(0)]
        coefficients = [a - root * b for a, b in zip(raised, lowered, strict=True)]
    return coefficients


def _array(rows: list[list[Fraction]]) -> Matrix:
    return np.array([[float(value) for value in row] for row in rows], np.float32)
