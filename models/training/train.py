"""The training loop, for transformers and style networks alike: one picture a step, resumable at any time."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from training.objective import Objective
from training.samples import Sample, Sampler

SAVE_EVERY = 50
PRINT_EVERY = 25
# What the kept weights, a running mean of the trained ones, keep of themselves at each step.
AVERAGE = 0.998

Paint = Callable[[Sample], Tensor]


def train(
    network: nn.Module,
    paint: Paint,
    reference: Paint,
    objective: Objective,
    sampler: Sampler,
    steps: int,
    rate: float,
    checkpoint: Path,
) -> None:
    """Train ``network`` for ``steps`` in all; ``checkpoint`` holds the result, a running mean of its weights too.

    ``paint`` paints a sample through the network and ``reference`` without it. Adam's rate falls from ``rate`` to
    nothing along a cosine. Where ``checkpoint`` exists the run goes on from it; it is rewritten as the run goes.
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
        objective.content_weight, objective.content_mean, objective.reference_mean = state["objective"]
        start = state["step"]
    log: list[dict[str, float]] = []
    began = time.monotonic()
    for step in range(start, steps):
        sample = sampler.sample(step)
        with torch.no_grad():
            target = objective.target(sample, reference(sample))
        loss, terms = objective.loss(paint(sample), target)
        for group in optimiser.param_groups:
            group["lr"] = rate * (1 + math.cos(math.pi * step / steps)) / 2
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        averaged.update_parameters(network)
        log.append(terms)
        if (step + 1) % PRINT_EVERY == 0:
            print(_line(step + 1, log, objective, time.monotonic() - began), flush=True)
            log.clear()
        if (step + 1) % SAVE_EVERY == 0 or step + 1 == steps:
            state = {
                "network": network.state_dict(),
                "averaged": averaged.state_dict(),
                "optimiser": optimiser.state_dict(),
                "objective": (objective.content_weight, objective.content_mean, objective.reference_mean),
                "step": step + 1,
            }
            _save(state, checkpoint)


def load_averaged(checkpoint: Path) -> dict[str, Tensor]:
    """Return the state of the running mean of a network's weights out of a checkpoint."""
    averaged = torch.load(checkpoint, weights_only=True)["averaged"]
    return {name.removeprefix("module."): value for name, value in averaged.items() if name.startswith("module.")}


def _line(step: int, log: list[dict[str, float]], objective: Objective, seconds: float) -> str:
    means = {name: sum(terms[name] for terms in log) / len(log) for name in log[0]}
    return (
        f"step {step:6}  style {means['style']:.3f}  "
        f"content {means['content']:.3f} ({means['content'] / means['content_reference']:.3f})  "
        f"content weight {objective.content_weight:.2f}  loss {means['loss']:.3f}  {seconds:.0f} s"
    )


def _save(state: dict[str, Any], checkpoint: Path) -> None:
    """Write beside, then rename: a run that is stopped while saving keeps its last checkpoint."""
    partial = checkpoint.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(checkpoint)
