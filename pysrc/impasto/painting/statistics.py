"""Mean and variance of something that is seen piece by piece.

By pairs, as in Chan, Golub and LeVeque, *Updating formulae and a pairwise algorithm for computing sample variances*
(1979): no two large sums are taken from each other, so nothing is lost where the variance is small.
"""

import numpy as np
from numpy.typing import NDArray

from impasto.networks.runtime import Tensor

EPSILON = 1e-5
"""What instance normalisation adds to the variance; the same as in the networks (``models/importing``)."""


class Statistics:
    """Of each channel; everything is added up in float64."""

    def __init__(self) -> None:
        self._count = 0
        self._mean: NDArray[np.float64] = np.zeros(1)
        self._squares: NDArray[np.float64] = np.zeros(1)

    def add(self, count: int, mean: Tensor, variance: Tensor) -> None:
        """Take in a piece of ``count`` pixels, given mean and variance of each channel [1, channels, 1, 1]."""
        total = self._count + count
        apart = mean.astype(np.float64) - self._mean
        self._squares = self._squares + variance.astype(np.float64) * count + apart**2 * (self._count * count / total)
        self._mean = self._mean + apart * (count / total)
        self._count = total

    def normalisation(self, gamma: Tensor, beta: Tensor) -> tuple[Tensor, Tensor]:
        """Return scale and offset that bring what was seen to the mean ``beta`` and the deviation ``gamma``.

        All float32: ``gamma`` and ``beta`` [channels], what is returned [1, channels, 1, 1].
        """
        scale = gamma.reshape(1, -1, 1, 1) / np.sqrt(self._squares / self._count + EPSILON)
        offset = beta.reshape(1, -1, 1, 1) - self._mean * scale
        return scale.astype(np.float32), offset.astype(np.float32)
