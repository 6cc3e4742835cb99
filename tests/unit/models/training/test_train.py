"""Short runs of training: they repeat, are taken up again, and get better."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from tests.unit.models.training.examples import objective
from training.data import PictureFolder
from training.networks import Transformer
from training.painting import Painting
from training.samples import Sample, Sampler
from training.train import load_averaged, train


def run(folder: Path, checkpoint: Path, steps: Iterator[int]) -> dict[str, torch.Tensor]:
    """Train a narrow transformer, once up to each number of steps, and return the averaged weights."""
    for stop in steps:
        torch.manual_seed(3)
        network = Transformer(widths=(4, 4, 4))
        sampler = Sampler(PictureFolder(folder), PictureFolder(folder), seed=0, sides=[32], mixtures=0.5, flat=0.2)

        def paint(sample: Sample, network: Transformer = network) -> torch.Tensor:
            painted: torch.Tensor = network(sample.content, torch.zeros(1, 100))
            return painted

        task = Painting([(paint, lambda sample: 0.9 * sample.content)], objective(), sampler)
        train(network, task, stop, 1e-3, checkpoint)
    return load_averaged(checkpoint)


def test_a_run_can_be_repeated_and_taken_up_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = run(folder, tmp_path / "a.pt", iter([4]))
    again = run(folder, tmp_path / "b.pt", iter([4]))
    assert all(torch.equal(first[name], again[name]) for name in first)
    # Finished already: going on changes nothing.
    resumed = run(folder, tmp_path / "a.pt", iter([4]))
    assert all(torch.equal(first[name], resumed[name]) for name in first)
    longer = run(folder, tmp_path / "a.pt", iter([6]))
    assert any(not torch.equal(first[name], longer[name]) for name in first)
    capsys.readouterr()


def test_training_follows_the_objective(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sampler = Sampler(PictureFolder(folder), PictureFolder(folder), seed=0, sides=[32], mixtures=0.0, flat=0.0)
    network = Transformer(widths=(4, 4, 4))
    before = {name: value.clone() for name, value in network.state_dict().items()}
    judge = objective()

    def loss() -> float:
        sample = sampler.sample(0)
        judge.content_weight = 1.0
        with torch.no_grad():
            painted = network(sample.content, torch.zeros(1, 100))
            return float(judge.loss(painted, judge.target(sample, 0.9 * sample.content))[0])

    at_first = loss()
    way = (
        lambda sample: network(sample.content, torch.zeros(1, 100)),
        lambda sample: 0.9 * sample.content,
    )
    task = Painting([way], judge, sampler)
    train(network, task, 40, 1e-2, tmp_path / "c.pt")
    assert loss() < 0.9 * at_first
    assert any(not torch.equal(before[name], value) for name, value in network.state_dict().items())
    assert capsys.readouterr().out.startswith("step     25")
