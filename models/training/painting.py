"""The task of painting: a network is trained for the losses of what is painted through it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from training.objective import Objective
from training.samples import Sample, Sampler

Paint = Callable[[Sample], Tensor]


@dataclass
class Painting:
    """``paint`` paints a sample through the network in training and ``reference`` without it."""

    paint: Paint
    reference: Paint
    objective: Objective
    sampler: Sampler

    def loss(self, step: int) -> tuple[Tensor, dict[str, float]]:
        """Return the loss of one sample; see ``train.Task``."""
        sample = self.sampler.sample(step)
        with torch.no_grad():
            target = self.objective.target(sample, self.reference(sample))
        return self.objective.loss(self.paint(sample), target)

    def state(self) -> list[float]:
        """Return the content weight and what it is steered by."""
        return [self.objective.content_weight, self.objective.content_mean, self.objective.reference_mean]

    def restore(self, state: list[float]) -> None:
        """Go on from a saved state."""
        self.objective.content_weight, self.objective.content_mean, self.objective.reference_mean = state
