"""What a training step works on: repeatable, with styles mixed by their shares."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from training.data import PictureFolder
from training.samples import Sample, Sampler


def test_samples_depend_on_seed_and_step_alone(folder: Path) -> None:
    sampler = Sampler(PictureFolder(folder), PictureFolder(folder), seed=1, sides=[64], mixtures=0.5, flat=0.2)
    for step in range(4):
        first, second = sampler.sample(step), sampler.sample(step)
        assert torch.equal(first.content, second.content)
        assert first.shares == second.shares
        assert sum(first.shares) == pytest.approx(1)


def test_vectors_are_mixed_by_share() -> None:
    styles = [torch.full((1, 3, 4, 4), value) for value in (0.0, 1.0)]
    sample = Sample(styles[0], styles, [0.25, 0.75])
    assert float(sample.vector(lambda style: style.mean((2, 3)))[0, 0]) == pytest.approx(0.75)
