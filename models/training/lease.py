"""The training loop for a machine that is lent for some minutes: by the clock, with checkpoints as it goes.

The rate rises for a moment, since Adam begins without its means, and falls to nothing along a cosine of the time. Every
minute a checkpoint is written, which holds the running mean of the weights in half precision and is what ``export``
reads; training resumes from any of them, with the rest of the time.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from training.train import AVERAGE, Task, load_averaged, save

SAVE_SECONDS = 60
PRINT_SECONDS = 10
WARM_UP = 0.02
"""Part of the time in which the rate rises."""
KEPT = 4
"""How many checkpoints stay, the newest: what comes back from a lent machine is limited in number and size."""

Clock = Callable[[], float]
"""Seconds since some moment; it never goes back."""


def rate_factor(run: float, whole: float) -> float:
    """Return the part of the full rate when these shares of a run and of all its time, 0..1, are over."""
    return min(run / WARM_UP, 1.0) * (1 + math.cos(math.pi * whole)) / 2


def train_by_the_clock(
    network: nn.Module,
    task: Task,
    seconds: float,
    rate: float,
    output: Path,
    resume: Path | None = None,
    clock: Clock = time.monotonic,
) -> Path:
    """Train ``network`` until the clock shows ``seconds`` more, and return the last checkpoint.

    Checkpoints are ``<output>-<seconds>.pt``. With ``resume`` the run goes on from a checkpoint, with what that
    had left of its time, or with ``seconds`` if that is less. Raises ``ValueError`` where no time is left.
    """
    began = clock()
    before, step = 0.0, 0
    if resume is not None:
        state = torch.load(resume, weights_only=True)
        network.load_state_dict(load_averaged(resume))
        task.restore(state["task"])
        before, step = state["seconds"], state["step"]
        seconds = min(seconds, state["of"] - before)
    if seconds <= 0:
        raise ValueError(f"no time is left to train: {before:.0f} seconds were trained, {-seconds:.0f} too many")
    whole = before + seconds
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimiser = torch.optim.Adam(trained, rate)
    averaged = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(AVERAGE))  # type: ignore[no-untyped-call]
    log: list[dict[str, float]] = []
    printed = saved = elapsed = 0.0
    checkpoint = _name(output, before)

    def write() -> Path:
        # On the CPU, or a machine without a GPU could not read them.
        kept = {name: value.cpu() for name, value in averaged.state_dict().items()}
        halves = {name: value.half() if value.is_floating_point() else value for name, value in kept.items()}
        file = _name(output, before + elapsed)
        save({"averaged": halves, "task": task.state(), "seconds": before + elapsed, "of": whole, "step": step}, file)
        for old in sorted(output.parent.glob(f"{output.name}-*.pt"))[:-KEPT]:
            old.unlink()
        return file

    while elapsed < seconds:
        loss, terms = task.loss(step)
        for group in optimiser.param_groups:
            group["lr"] = rate * rate_factor(elapsed / seconds, (before + elapsed) / whole)
        # One such step would spoil all weights, and nobody is there to begin anew.
        if math.isfinite(terms["loss"]):
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimiser.step()
            averaged.update_parameters(network)
        step += 1
        log.append(terms)
        elapsed = clock() - began
        if elapsed - printed >= PRINT_SECONDS:
            means = "  ".join(f"{name} {sum(each[name] for each in log) / len(log):.3f}" for name in terms)
            print(f"{before + elapsed:5.0f} s  step {step:6}  {means}", flush=True)
            printed = elapsed
            log.clear()
        if elapsed - saved >= SAVE_SECONDS:
            checkpoint, saved = write(), elapsed
    return write() if elapsed > saved else checkpoint


def _name(output: Path, seconds: float) -> Path:
    return output.with_name(f"{output.name}-{int(seconds):05}.pt")
