"""Learning from another style network, with small ones in place of both."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from tests.unit.models.training.examples import picture
from training.data import PictureFolder
from training.distil import Distillation, varied
from training.train import train


class MeanColourStyle(torch.nn.Module):
    """Vectors that are a linear map of the mean colour."""

    def __init__(self) -> None:
        super().__init__()
        self.map = torch.nn.Linear(3, 100)

    def forward(self, picture: torch.Tensor) -> torch.Tensor:
        vector: torch.Tensor = self.map(picture.mean((2, 3)))
        return vector


def test_distillation_comes_close_to_another_network(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    torch.manual_seed(5)
    network, target = MeanColourStyle(), MeanColourStyle().requires_grad_(False)
    pictures, effect = PictureFolder(folder), torch.randn(7, 100)

    def task() -> Distillation:
        return Distillation(network, target, effect, pictures, pictures, seed=0, batch=2)

    at_first = task().loss(1000)[1]["unexplained"]
    train(network, task(), 60, 5e-2, tmp_path / "d.pt")
    assert task().loss(1000)[1]["unexplained"] < 0.2 * at_first
    assert "unexplained" in capsys.readouterr().out


def test_a_distillation_goes_on_with_the_variance_it_had(folder: Path) -> None:
    pictures, network = PictureFolder(folder), MeanColourStyle()
    first, second = (
        Distillation(
            network, MeanColourStyle().requires_grad_(False), torch.eye(100), pictures, pictures, seed=0, batch=2
        )
        for _ in range(2)
    )
    first.loss(0)
    second.restore(first.state())
    assert second.variance == first.variance > 0


def test_varied_pictures_stay_pictures_and_differ() -> None:
    given = picture(16, 16)
    random = np.random.default_rng(1)
    made = [varied(given, random) for _ in range(20)]
    assert all(each.shape == given.shape and each.min() >= 0 and each.max() <= 1 for each in made)
    assert len({each.numpy().tobytes() for each in made}) > 5
