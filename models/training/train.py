"""The training loop, for transformers and style networks alike; resumable at any time."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

SAVE_EVERY = 50
PRINT_EVERY = 25
# What the kept weights, a running mean of the trained ones, keep of themselves at each step.
AVERAGE = 0.998


class Task(Protocol):
    """What a network is trained for."""

    def loss(self, step: int) -> tuple[Tensor, dict[str, float]]:
        """Return the loss of a step and what to print of it; the same step has the same pictures."""

    def state(self) -> list[float]:
        """Return what the task has learned besides the network's weights, to be saved with them."""

    def restore(self, state: list[float]) -> None:
        """Go on from a saved state."""


def train(network: nn.Module, task: Task, steps: int, rate: float, checkpoint: Path) -> None:
    """Train ``network`` for ``steps`` in all; ``checkpoint`` holds the result, a running mean of its weights too.

    Adam's rate falls from ``rate`` to nothing along a cosine. Where ``checkpoint`` exists the run goes on from it; it
    is rewritten as the run goes.
    """
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimiser = torch.optim.Adam(trained, rate)
    averaged = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(AVERAGE))  # type: ignore[no-untyped-call]
    start = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        averaged.load_state_dict(state["averaged"])
        optimiser.load_state_dict(state["optimiser"])
        task.restore(state["task"])
        start = state["step"]
    log: list[dict[str, float]] = []
    began = time.monotonic()
    for step in range(start, steps):
        loss, terms = task.loss(step)
        for group in optimiser.param_groups:
            group["lr"] = rate * (1 + math.cos(math.pi * step / steps)) / 2
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        averaged.update_parameters(network)
        log.append(terms)
        if (step + 1) % PRINT_EVERY == 0:
            means = {name: sum(each[name] for each in log) / len(log) for name in terms}
            words = "  ".join(f"{name} {mean:.3f}" for name, mean in means.items())
            print(f"step {step + 1:6}  {words}  {time.monotonic() - began:.0f} s", flush=True)
            log.clear()
        if (step + 1) % SAVE_EVERY == 0 or step + 1 == steps:
            state = {
                "network": network.state_dict(),
                "averaged": averaged.state_dict(),
                "optimiser": optimiser.state_dict(),
                "task": task.state(),
                "step": step + 1,
            }
            save(state, checkpoint)


def save_untrained(network: nn.Module, checkpoint: Path) -> None:
    """Write a network so that ``load_averaged`` reads it."""
    save({"averaged": AveragedModel(network).state_dict()}, checkpoint)  # type: ignore[no-untyped-call]


def load_averaged(checkpoint: Path) -> dict[str, Tensor]:
    """Return the state of the running mean of a network's weights out of a checkpoint."""
    averaged = torch.load(checkpoint, weights_only=True)["averaged"]
    return {name.removeprefix("module."): value for name, value in averaged.items() if name.startswith("module.")}


def save(state: dict[str, Any], checkpoint: Path) -> None:
    """Write beside, then rename: a run that is stopped while saving keeps its last checkpoint."""
    partial = checkpoint.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(checkpoint)
