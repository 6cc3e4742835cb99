"""What training minimises: the losses of the paper, beside a reference painting of the same sample."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from training.losses import CONTENT_BLOCKS, Features, content_distance, grams, style_distances, total_variation
from training.samples import Sample


class LossNetwork(Protocol):
    """What ``Vgg`` does: features of pictures, of all four blocks or the first few."""

    def __call__(self, picture: Tensor, blocks: int = 4, /) -> Features: ...


@dataclass(frozen=True)
class Target:
    """What a painting is held against."""

    reference: Tensor
    """Paintings [batch, 3, height, width] by another network."""
    reference_content: float
    """Their mean content distance."""
    content: Features
    grams: list[Tensor]


@dataclass
class Objective:
    """Style distance at a given content distance, measured against a reference painting.

    The weight of the content distance moves (a Lagrange multiplier) so that the distance settles at ``content_goal``
    times that of the reference: how much of the content to keep is a decision, and not left to a weight.
    """

    vgg: LossNetwork
    content_goal: float
    anchor: float
    """Weight of the mean absolute difference from the reference painting, which keeps artefacts away."""
    variation: float
    """Weight of the total variation."""
    content_weight: float = 1.0
    speed: float = 0.04
    """How fast the content weight moves."""
    memory: float = 0.97
    """What the running means of the two content distances keep of themselves at each step."""
    content_mean: float = 0.0
    reference_mean: float = 0.0
    """Both up to the same factor."""

    @torch.no_grad()
    def target(self, sample: Sample, reference: Tensor) -> Target:
        """Return what paintings of a sample are held against; its Gram matrices are mixed like its styles."""
        shared = zip(sample.shares, sample.styles, strict=True)
        parts = [[share * gram for gram in grams(self.vgg(style))] for share, style in shared]
        mixed = [sum(block[1:], block[0]) for block in zip(*parts, strict=True)]
        content = self.vgg(sample.content, CONTENT_BLOCKS)
        distance = content_distance(self.vgg(reference, CONTENT_BLOCKS), content)
        return Target(reference, float(distance.mean()), content, mixed)

    def loss(self, painted: Tensor, target: Target) -> tuple[Tensor, dict[str, float]]:
        """Return the mean loss of paintings [batch, 3, height, width] and its terms, and adjust the content weight."""
        features = self.vgg(painted)
        distances = style_distances(grams(features), target.grams).sum(0).mean()
        content = content_distance(features, target.content).mean()
        loss = (
            distances
            + self.content_weight * content
            + self.anchor * (painted - target.reference).abs().mean()
            + self.variation * total_variation(painted).mean()
        )
        terms = {
            "style": float(distances.detach()),
            "content": float(content.detach()),
            "content_reference": target.reference_content,
            "loss": float(loss.detach()),
        }
        self._adjust(terms["content"], target.reference_content)
        return loss, terms

    def state(self) -> list[float]:
        """Return the content weight and what it is steered by."""
        return [self.content_weight, self.content_mean, self.reference_mean]

    def restore(self, state: Sequence[float]) -> None:
        """Go on from a saved state."""
        self.content_weight, self.content_mean, self.reference_mean = state

    def _adjust(self, content: float, reference: float) -> None:
        self.content_mean = self.memory * self.content_mean + content
        self.reference_mean = self.memory * self.reference_mean + reference
        excess = self.content_mean / (self.reference_mean * self.content_goal) - 1
        change = self.speed * max(min(excess, 0.5), -0.5)
        self.content_weight = min(max(self.content_weight * math.exp(change), 0.1), 10.0)
