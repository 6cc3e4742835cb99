"""The task of painting: a network is trained for the losses of what is painted through it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from training.objective import Objective
from training.samples import Sample

Paint = Callable[[Sample], Tensor]


class Samples(Protocol):
    """What ``Sampler`` and ``BatchSampler`` do."""

    def sample(self, step: int) -> Sample:
        """Return the sample of a step, the same for the same step."""


@dataclass
class Painting:
    """Each of ``ways`` paints a sample through the network in training, and without it, which is the reference."""

    ways: Sequence[tuple[Paint, Paint]]
    objective: Objective
    sampler: Samples

    def loss(self, step: int) -> tuple[Tensor, dict[str, float]]:
        """Return the loss of one sample, painted in one of the ways in turn; see ``train.Task``."""
        sample = self.sampler.sample(step)
        paint, reference = self.ways[step % len(self.ways)]
        with torch.no_grad():
            target = self.objective.target(sample, reference(sample))
        return self.objective.loss(paint(sample), target)

    def state(self) -> list[float]:
        """Return the content weight and what it is steered by."""
        return [self.objective.content_weight, self.objective.content_mean, self.objective.reference_mean]

    def restore(self, state: list[float]) -> None:
        """Go on from a saved state."""
        self.objective.content_weight, self.objective.content_mean, self.objective.reference_mean = state
