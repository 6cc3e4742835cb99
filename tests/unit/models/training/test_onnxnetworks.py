"""Painting with a network: what is done to the picture before, and undone after."""

from __future__ import annotations

import torch

from impasto.imaging.grain import REACH
from tests.unit.models.training.examples import picture
from training.onnxnetworks import paint


def test_a_picture_is_painted_with_edge_and_grain_and_cropped() -> None:
    seen = []

    def transformer(given: torch.Tensor, vector: torch.Tensor) -> torch.Tensor:
        seen.append(given)
        return given + vector.mean()

    given = picture(33, 50)
    painted = paint(transformer, given, torch.full((1, 100), 2.0))
    assert seen[0].shape == (1, 3, 52, 68)
    assert painted.shape == given.shape
    difference = (painted - 2 - given).abs()
    assert 0 < float(difference.max()) <= 2 * REACH / 255 + 1e-5
