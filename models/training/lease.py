"""The training loop for a machine that is lent for some minutes: by the clock, with checkpoints as it goes.

The rate rises for a moment, since Adam begins without its means, and falls to nothing along a cosine of the time. Every
minute a checkpoint of each network is written, which holds the running mean of its weights in half precision and is
what ``export`` reads; training resumes from those of any minute, with the rest of the time.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from training.train import AVERAGE, Task, load_averaged, save

SAVE_SECONDS = 60
PRINT_SECONDS = 10
WARM_UP = 0.02
"""Part of the time in which the rate rises."""
KEPT = 2
"""How many minutes' checkpoints stay, the newest: what comes back from a lent machine is limited in number and size."""

Clock = Callable[[], float]
"""Seconds since some moment; it never goes back."""


def rate_factor(run: float, whole: float) -> float:
    """Return the part of the full rate when these shares of a run and of all its time, 0..1, are over."""
    return min(run / WARM_UP, 1.0) * (1 + math.cos(math.pi * whole)) / 2


def train_by_the_clock(
    networks: Mapping[str, nn.Module],
    task: Task,
    seconds: float,
    rates: Mapping[str, float],
    folder: Path,
    resume: int | None = None,
    clock: Clock = time.monotonic,
) -> list[Path]:
    """Train networks, each at its rate, until the clock shows ``seconds`` more; return the last checkpoints.

    These are ``<network>-<seconds>.pt`` in ``folder``. With ``resume`` the run goes on from those of so many seconds,
    with what that run had left of its time, or with ``seconds`` if that is less. Raises ``ValueError`` where no time is
    left.
    """
    began = clock()
    before, step = 0.0, 0
    if resume is not None:
        for name, network in networks.items():
            file = _file(folder, name, resume)
            network.load_state_dict(load_averaged(file))
            state = torch.load(file, weights_only=True)
        task.restore(state["task"])
        before, step = state["seconds"], state["step"]
        seconds = min(seconds, state["of"] - before)
    if seconds <= 0:
        raise ValueError(f"no time is left to train: {before:.0f} seconds were trained, {-seconds:.0f} too many")
    whole = before + seconds
    trained = {name: [*filter(lambda weight: weight.requires_grad, networks[name].parameters())] for name in networks}
    optimiser = torch.optim.Adam([{"params": weights, "full": rates[name]} for name, weights in trained.items()])
    average = get_ema_multi_avg_fn(AVERAGE)  # type: ignore[no-untyped-call]
    averaged = {name: AveragedModel(network, multi_avg_fn=average) for name, network in networks.items()}
    log: list[dict[str, float]] = []
    printed = saved = elapsed = 0.0

    def write() -> list[Path]:
        run = {"task": task.state(), "seconds": before + elapsed, "of": whole, "step": step}
        for name, mean in averaged.items():
            # On the CPU, or a machine without a GPU could not read them.
            kept = {key: value.cpu() for key, value in mean.state_dict().items()}
            halves = {key: value.half() if value.is_floating_point() else value for key, value in kept.items()}
            save({"averaged": halves, **run}, _file(folder, name, before + elapsed))
            for old in sorted(folder.glob(f"{name}-*.pt"))[:-KEPT]:
                old.unlink()
        return [_file(folder, name, before + elapsed) for name in networks]

    written: list[Path] = []
    while elapsed < seconds:
        loss, terms = task.loss(step)
        for group in optimiser.param_groups:
            group["lr"] = group["full"] * rate_factor(elapsed / seconds, (before + elapsed) / whole)
        # One such step would spoil all weights, and nobody is there to begin anew.
        if math.isfinite(terms["loss"]):
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            for weights in trained.values():
                torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            for name, network in networks.items():
                averaged[name].update_parameters(network)
        step += 1
        log.append(terms)
        elapsed = clock() - began
        if elapsed - printed >= PRINT_SECONDS:
            print(f"{before + elapsed:5.0f} s  step {step:6}  {_means(log)}", flush=True)
            printed = elapsed
            log.clear()
        if elapsed - saved >= SAVE_SECONDS:
            written, saved = write(), elapsed
    return write() if elapsed > saved else written


def _means(log: list[dict[str, float]]) -> str:
    """Return the mean of every term over the steps that have it, since not every step has all."""
    values: dict[str, list[float]] = {}
    for terms in log:
        for name, value in terms.items():
            values.setdefault(name, []).append(value)
    return "  ".join(f"{name} {sum(found) / len(found):.3f}" for name, found in values.items())


def _file(folder: Path, name: str, seconds: float) -> Path:
    return folder / f"{name}-{int(seconds):05}.pt"
