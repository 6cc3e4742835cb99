"""Gradient noise (Perlin, "Improving Noise", 2002) that can be read at any coordinates."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

_PERIOD = 256


class Noise:
    """A fixed random landscape; equal seeds give equal landscapes."""

    def __init__(self, seed: int) -> None:
        """Shuffle the lattice by ``seed``."""
        angles = np.random.default_rng(seed).integers(64, size=_PERIOD * _PERIOD) * (2.0 * np.pi / 64)
        self._right, self._down = np.cos(angles), np.sin(angles)

    def __call__(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
        """Return the noise at (x, y), about -1..1, with hills about one unit wide."""
        x, y = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(y, np.float64))
        left, top = np.floor(x), np.floor(y)
        dx, dy = x - left, y - top
        column, row = left.astype(np.int64), top.astype(np.int64)
        columns = [(column + right) & (_PERIOD - 1) for right in (0, 1)]
        rows = [((row + down) & (_PERIOD - 1)) * _PERIOD for down in (0, 1)]
        corners = []
        for down in (0, 1):
            for right in (0, 1):
                lattice = rows[down] + columns[right]
                corners.append(self._right.take(lattice) * (dx - right) + self._down.take(lattice) * (dy - down))
        u = dx * dx * dx * (dx * (dx * 6.0 - 15.0) + 10.0)
        v = dy * dy * dy * (dy * (dy * 6.0 - 15.0) + 10.0)
        top = corners[0] + u * (corners[1] - corners[0])
        bottom = corners[2] + u * (corners[3] - corners[2])
        return np.asarray(1.5 * (top + v * (bottom - top)))

    def fractal(self, x: ArrayLike, y: ArrayLike, octaves: int) -> NDArray[np.float64]:
        """Return ``octaves`` of noise, each half as wide and half as high as the one before, about -1..1."""
        x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
        total, height = np.zeros(np.broadcast_shapes(x.shape, y.shape)), 1.0
        for octave in range(octaves):
            # The shift keeps the lattices of the octaves from lying on top of each other.
            total += height * self(x * 2.0**octave + 17.3 * octave, y * 2.0**octave + 9.1 * octave)
            height *= 0.5
        return total / (2.0 - 2.0 * height)
