"""The second measure of style, worked out by hand."""

from __future__ import annotations

import pytest
import torch

from tests.unit.models.training.examples import CACHE, picture
from training.inception import BACKBONE
from training.moments import DEPTHS, MomentsNetwork, moment_distance, moments


def test_moments_are_means_and_deviations_of_each_channel() -> None:
    activations = torch.tensor([[[[1.0, 3.0]], [[2.0, 2.0]]]])
    assert moments(activations).tolist() == [[2.0, 2.0, 1.0, 0.0]]


def test_distance_is_a_part_of_the_style_at_each_depth() -> None:
    style = [torch.tensor([[3.0, 4.0]]), torch.tensor([[1.0, 0.0]])]
    painted = [torch.tensor([[3.0, 3.0]]), torch.tensor([[1.0, 2.0]])]
    assert moment_distance(painted, style).tolist() == [pytest.approx(1 / 25 + 4)]
    assert moment_distance(style, style).tolist() == [0]


@pytest.mark.skipif(not (CACHE / BACKBONE.file).exists(), reason=f"{BACKBONE.file} is not in the cache")
def test_moments_are_taken_at_five_depths_and_tell_pictures_apart() -> None:
    network = MomentsNetwork(CACHE)
    given = picture(128, 160)
    found = network(given)
    assert [depth.shape[1] for depth in found] == [2 * channels for channels in (64, 192, 288, 768, 768)]
    assert len(found) == len(DEPTHS)
    near, far = network(0.98 * given), network(torch.full_like(given, 0.5))
    assert 0 < float(moment_distance(near, found)) < 0.2 * float(moment_distance(far, found))
