"""What is measured piece by piece is what the whole has."""

import numpy as np
import pytest

from impasto.painting.statistics import EPSILON, Statistics


def measured(values: np.ndarray, cuts: list[int]) -> Statistics:
    statistics = Statistics()
    for piece in np.split(values, cuts, axis=1):
        mean, variance = (np.float32(of(piece, axis=1)).reshape(1, -1, 1, 1) for of in (np.mean, np.var))
        statistics.add(piece.shape[1], mean, variance)
    return statistics


@pytest.mark.parametrize("cuts", [[], [1], [10, 700], [333, 334, 335]])
def test_a_norm_brings_the_whole_to_mean_and_deviation(cuts):
    values = np.random.default_rng(0).normal([[3.0], [-200.0]], [[0.5], [7.0]], (2, 1000))
    gamma, beta = np.float32([2, 0.1]), np.float32([-1, 4])
    scale, offset = measured(values, cuts).normalisation(gamma, beta)
    assert scale.dtype == offset.dtype == np.float32 and scale.shape == offset.shape == (1, 2, 1, 1)
    normal = values * scale.reshape(2, 1) + offset.reshape(2, 1)
    np.testing.assert_allclose(normal.mean(1), beta, atol=1e-4)
    np.testing.assert_allclose(normal.std(1), gamma, rtol=1e-3)


def test_nothing_is_lost_where_the_mean_is_large_and_the_variance_small():
    values = 1000 + np.random.default_rng(1).normal(0, 0.1, (1, 4096))
    scale, _ = measured(values, [512, 2048]).normalisation(np.float32([1]), np.float32([0]))
    assert scale.item() == pytest.approx(1 / np.sqrt(values.var() + EPSILON), rel=1e-3)
