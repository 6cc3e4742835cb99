"""The tasks of painting: networks are trained for the losses of what is painted through them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from training.objective import Objective
from training.samples import Sample, StyleEncoder

Paint = Callable[[Sample], Tensor]
Paints = Callable[[Tensor, Tensor], Tensor]
"""Contents [batch, 3, height, width], 0..1, and vectors [batch, 100] to paintings of the same size."""


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
        """Return that of the objective."""
        return self.objective.state()

    def restore(self, state: list[float]) -> None:
        """Go on from a saved state."""
        self.objective.restore(state)


@dataclass
class PaintingTogether:
    """Several transformers learn from the same samples, whose vectors, reference and target are made once.

    A style network that is in training as well learns through all of them.
    """

    painters: Mapping[str, Paints]
    """Transformers in training by name."""
    encoders: Sequence[StyleEncoder]
    """Style networks whose vectors are painted under, in turn; those that are trained among them."""
    reference: Paint
    objectives: Mapping[str, Mapping[int, Objective]]
    """For each transformer and each long side of contents, since pictures of one size come easier to a network."""
    sampler: Samples

    def loss(self, step: int) -> tuple[Tensor, dict[str, float]]:
        """Return the sum of the losses of one sample; see ``train.Task``."""
        sample = self.sampler.sample(step)
        side = max(sample.content.shape[2:])
        with torch.no_grad():
            reference = self.reference(sample)
        objectives = {name: sides[side] for name, sides in self.objectives.items()}
        # The same for all of them, whatever they weigh.
        target = next(iter(objectives.values())).target(sample, reference)
        vector = sample.vector(self.encoders[step % len(self.encoders)])
        losses: list[Tensor] = []
        terms: dict[str, float] = {}
        for name, paints in self.painters.items():
            loss, found = objectives[name].loss(paints(sample.content, vector), target)
            losses.append(loss)
            terms[f"{name} style {side}"] = found["style"]
            terms[f"{name} content {side}"] = found["content"] / found["content_reference"]
        total = torch.stack(losses).sum()
        return total, {"loss": float(total.detach()), **terms}

    def state(self) -> list[float]:
        """Return those of the objectives, one after another."""
        return [value for objective in self._objectives() for value in objective.state()]

    def restore(self, state: list[float]) -> None:
        """Go on from a saved state."""
        values = iter(state)
        for objective in self._objectives():
            objective.restore([next(values) for _ in objective.state()])

    def _objectives(self) -> list[Objective]:
        return [objective for sides in self.objectives.values() for objective in sides.values()]
