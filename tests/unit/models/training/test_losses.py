"""The losses, worked out by hand, and the network that measures them."""

from __future__ import annotations

import pytest
import torch

from tests.unit.models.training.examples import CACHE, picture
from training.losses import VGG_WHEEL, Vgg, content_distance, grams, published_vgg, style_distances, total_variation


def test_gram_matrices_are_mean_products() -> None:
    features = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [0.0, 1.0]]]])
    (gram,) = grams([features])
    assert gram.tolist() == [[[7.5, 1.25], [1.25, 0.5]]]


def test_distances_are_parts_of_the_target() -> None:
    style = [torch.tensor([[[3.0, 0.0], [0.0, 4.0]]])]
    painted = [torch.tensor([[[3.0, 0.0], [0.0, 0.0]]])]
    assert style_distances(painted, style).tolist() == [[pytest.approx(16 / 25)]]
    content = [torch.zeros(1), torch.zeros(1), torch.tensor([[[[3.0, 4.0]]]])]
    moved = [torch.zeros(1), torch.zeros(1), torch.tensor([[[[3.0, 5.0]]]])]
    assert content_distance(moved, content).tolist() == [pytest.approx(1 / 25)]


def test_total_variation_counts_both_directions() -> None:
    steps = torch.tensor([[[[0.0, 0.5], [0.0, 0.5]]]])
    assert total_variation(steps).tolist() == [pytest.approx(0.5)]


@pytest.mark.skipif(not (CACHE / VGG_WHEEL.file).exists(), reason=f"{VGG_WHEEL.file} is not in the cache")
def test_vgg_is_the_published_one_and_tells_pictures_apart() -> None:
    vgg = Vgg(published_vgg(CACHE))  # checks the first kernel
    features = vgg(picture(64, 64))
    assert [block.shape[1:] for block in features] == [(64, 64, 64), (128, 32, 32), (256, 16, 16), (512, 8, 8)]
    assert len(vgg(picture(64, 64), 3)) == 3
