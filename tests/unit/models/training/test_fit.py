"""The bottleneck of the Inception style network, fitted to vectors that are known."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from training.data import PictureFolder, open_picture, tensor
from training.fit import fit_bottleneck
from training.inception import FEATURES, InceptionStyle
from training.samples import Sampler


class MeanColour(InceptionStyle):
    """Has the mean colour of a picture as its features, and a lot of noise that is very small."""

    def features(self, picture: torch.Tensor) -> torch.Tensor:
        return torch.cat([picture.mean((2, 3)), 1e-3 * torch.randn(1, FEATURES - 3)], 1)


def test_fit_finds_a_linear_map(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    network = MeanColour().requires_grad_(False)
    true = torch.randn(3, 100)
    sampler = Sampler(PictureFolder(folder), PictureFolder(folder), seed=0, sides=[32], mixtures=0.0, flat=0.0)
    fit_bottleneck(network, lambda given: given.mean((2, 3)) @ true + 2, sampler, 60)
    given = tensor(open_picture(next(folder.iterdir())))
    assert torch.allclose(network.bottleneck(network.features(given)), given.mean((2, 3)) @ true + 2, atol=0.1)
    assert "(taken)" in capsys.readouterr().out
