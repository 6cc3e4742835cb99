"""Training by the clock: it ends in time, leaves checkpoints as it goes, and goes on from them."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from tests.unit.models.training.examples import SECONDS_A_STEP, ticks
from training.lease import KEPT, rate_factor, train_by_the_clock
from training.train import load_averaged


class Line:
    """Fits a line; ``broken`` is a step whose loss is no number."""

    def __init__(self, network: torch.nn.Linear, broken: int = -1) -> None:
        self.network, self.broken, self.steps = network, broken, 0.0

    def loss(self, step: int) -> tuple[torch.Tensor, dict[str, float]]:
        x = torch.linspace(-1, 1, 8)[:, None]
        loss = (self.network(x) - 3 * x).square().mean() * (float("nan") if step == self.broken else 1)
        self.steps += 1
        return loss, {"loss": float(loss.detach())}

    def state(self) -> list[float]:
        return [self.steps]

    def restore(self, state: list[float]) -> None:
        (self.steps,) = state


def line() -> torch.nn.Linear:
    torch.manual_seed(1)
    return torch.nn.Linear(1, 1)


def test_the_rate_rises_for_a_moment_and_falls_to_nothing() -> None:
    assert rate_factor(0, 0) == 0
    assert rate_factor(0.05, 0.05) > 0.98
    assert rate_factor(0.5, 0.5) == pytest.approx(0.5)
    assert rate_factor(0, 0.5) == 0
    assert rate_factor(1, 1) == pytest.approx(0)


def test_training_ends_in_time_and_leaves_the_newest_checkpoints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    network = line()
    task = Line(network)
    last = train_by_the_clock(network, task, 600, 0.1, tmp_path / "line", clock=ticks().__next__)
    assert task.steps == 600 / SECONDS_A_STEP
    assert last == tmp_path / "line-00600.pt"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"line-{minute * 60:05}.pt" for minute in range(10 - KEPT + 1, 11)
    ]
    assert float(network.weight.detach()) == pytest.approx(3, abs=0.1)
    assert abs(float(load_averaged(last)["weight"]) - 3) < abs(float(line().weight.detach()) - 3)
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 60
    assert printed[-1].startswith("  600 s  step    120  loss 0.0")


def test_a_run_that_was_cut_off_goes_on_with_the_time_it_had_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    network = line()
    train_by_the_clock(network, Line(network), 200, 0.1, tmp_path / "cut", clock=ticks().__next__)
    early = tmp_path / "cut-00120.pt"
    resumed = line()
    task = Line(resumed)
    last = train_by_the_clock(resumed, task, 600, 0.1, tmp_path / "cut", early, ticks().__next__)
    assert last == tmp_path / "cut-00200.pt"
    assert task.steps == 200 / SECONDS_A_STEP
    with pytest.raises(ValueError, match="no time is left"):
        train_by_the_clock(resumed, task, 600, 0.1, tmp_path / "cut", last, ticks().__next__)


def test_a_loss_that_is_no_number_spoils_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    network = line()
    train_by_the_clock(network, Line(network, broken=3), 60, 0.1, tmp_path / "line", clock=ticks().__next__)
    assert bool(network.weight.isfinite().all())
