"""Fits the bottleneck of the Inception style network to the vectors of another, by ridge regression."""

from __future__ import annotations

import torch
from torch import Tensor

from training.inception import InceptionStyle
from training.samples import Sampler, StyleEncoder

PRINT_EVERY = 500
# Strengths of the ridge that are tried, as parts of the mean variance of a feature; the best on a tenth is taken.
RIDGES = (1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1)


def fit_bottleneck(network: InceptionStyle, target: StyleEncoder, sampler: Sampler, samples: int) -> None:
    """Set the bottleneck so that vectors come out close to ``target``'s, over paintings and as many photographs.

    Photographs count too: their vectors are what a strength below 1 mixes with.
    """
    features, vectors = [], []
    with torch.no_grad():
        for step in range(samples):
            sample = sampler.sample(step)
            for picture in (sample.styles[0], sample.content) if step % 4 == 0 else (sample.styles[0],):
                features.append(network.features(picture).float())
                vectors.append(target(picture))
            if (step + 1) % PRINT_EVERY == 0:
                print(f"{step + 1} of {samples} samples", flush=True)
    x, y = torch.cat(features).double(), torch.cat(vectors).double()
    kept = len(x) * 9 // 10
    errors = {ridge: _error(_solve(x[:kept], y[:kept], ridge), x[kept:], y[kept:]) for ridge in RIDGES}
    best = min(errors, key=errors.__getitem__)
    for ridge, error in errors.items():
        print(f"ridge {ridge:g}: {error:.4f} of the variance is not explained{' (taken)' if ridge == best else ''}")
    matrix, offset = _solve(x, y, best)
    with torch.no_grad():
        network.bottleneck.weight.copy_(matrix.T)
        network.bottleneck.bias.copy_(offset)


def _solve(x: Tensor, y: Tensor, ridge: float) -> tuple[Tensor, Tensor]:
    """Return matrix and offset of the linear map from ``x`` [samples, n] to ``y`` [samples, m]."""
    mean_x, mean_y = x.mean(0), y.mean(0)
    centred = x - mean_x
    covariance = centred.T @ centred / len(x)
    covariance += ridge * covariance.diagonal().mean() * torch.eye(x.shape[1], dtype=x.dtype)
    matrix = torch.linalg.solve(covariance, centred.T @ (y - mean_y) / len(x))
    return matrix, mean_y - mean_x @ matrix


def _error(solution: tuple[Tensor, Tensor], x: Tensor, y: Tensor) -> float:
    matrix, offset = solution
    return float(((x @ matrix + offset - y) ** 2).sum() / ((y - y.mean(0)) ** 2).sum())
