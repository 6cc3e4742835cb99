"""Painting with a network: what is done to the picture before, and undone after."""

from __future__ import annotations

import torch

from impasto.imaging.grain import REACH, grained
from impasto.imaging.padding import padded
from tests.unit.models.training.examples import picture
from training.data import tensor
from training.onnxnetworks import levels, paint, with_edge_and_grain


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


def test_edge_and_grain_of_a_batch_are_those_of_the_application() -> None:
    pictures = torch.cat([picture(33, 50), torch.zeros(1, 3, 33, 50), torch.ones(1, 3, 33, 50)])
    expected = torch.cat([tensor(grained(padded(levels(each[None])[0]))) for each in pictures])
    assert torch.allclose(with_edge_and_grain(pictures), expected, atol=1e-6)
