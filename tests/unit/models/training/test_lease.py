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


def train(network: torch.nn.Linear, task: Line, seconds: float, folder: Path, resume: int | None = None) -> list[Path]:
    """Train a line by a clock of steps."""
    return train_by_the_clock({"line": network}, task, seconds, {"line": 0.1}, folder, resume, ticks().__next__)


def test_training_ends_in_time_and_leaves_the_newest_checkpoints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    network = line()
    task = Line(network)
    (last,) = train(network, task, 600, tmp_path)
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
    train(network, Line(network), 200, tmp_path)
    resumed = line()
    task = Line(resumed)
    (last,) = train(resumed, task, 600, tmp_path, 180)
    assert last == tmp_path / "line-00200.pt"
    assert task.steps == 200 / SECONDS_A_STEP
    with pytest.raises(ValueError, match="no time is left"):
        train(resumed, task, 600, tmp_path, 200)


def test_networks_are_trained_together_each_at_its_own_rate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fast, still = line(), line()

    class Both(Line):
        def loss(self, step: int) -> tuple[torch.Tensor, dict[str, float]]:
            ours, theirs = Line(fast).loss(step)[0], Line(still).loss(step)[0]
            return ours + theirs, {"loss": float((ours + theirs).detach()), f"odd {step % 2}": float(step)}

    networks = {"fast": fast, "still": still}
    files = train_by_the_clock(networks, Both(fast), 60, {"fast": 0.1, "still": 0}, tmp_path, clock=ticks().__next__)
    assert [file.name for file in files] == ["fast-00060.pt", "still-00060.pt"]
    assert torch.equal(still.weight, line().weight)
    assert not torch.equal(fast.weight, line().weight)
    # Each term is the mean over the steps that have it.
    assert "odd 0 0.000  odd 1 1.000" in capsys.readouterr().out.splitlines()[0]


def test_a_loss_that_is_no_number_spoils_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    network = line()
    train(network, Line(network, broken=3), 60, tmp_path)
    assert bool(network.weight.isfinite().all())
