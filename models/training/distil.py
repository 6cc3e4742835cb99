"""The task of giving the vectors of another style network, over endlessly varied pictures.

It needs no painting and no loss network, so that a step costs a fraction of one of ``painting``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from training.data import PictureFolder, Random, random_square, tensor
from training.samples import STYLE_SIDE, StyleEncoder

PHOTOGRAPHS = 0.2
"""Part of the pictures that are photographs: their vectors are what a strength below 1 mixes with."""
MEMORY = 0.99
"""What the running variance of the target keeps of itself at each step."""


@dataclass
class Distillation:
    """The error of a vector is measured where it shows: in the scales and shifts that a transformer makes of it."""

    network: nn.Module
    target: StyleEncoder
    effect: Tensor
    """[n, 100]: what a transformer multiplies vectors by."""
    photographs: PictureFolder
    paintings: PictureFolder
    seed: int
    batch: int
    variance: float = 0.0

    def loss(self, step: int) -> tuple[Tensor, dict[str, float]]:
        """Return the part of the target's variance that the network does not explain; see ``train.Task``."""
        random = np.random.default_rng([self.seed, step])
        pictures = torch.cat([self._picture(random) for _ in range(self.batch)])
        targets = torch.cat([self.target(picture[None]) for picture in pictures]) @ self.effect.T
        variance = float((targets - targets.mean(0)).square().mean())
        self.variance = MEMORY * self.variance + (1 - MEMORY) * variance if self.variance else variance
        pictures = pictures.contiguous(memory_format=torch.channels_last)
        errors = (self.network(pictures) @ self.effect.T - targets).square().mean(1)
        # A root, so that the few pictures with vectors far out do not outweigh the others.
        loss = (errors / self.variance + 1e-4).sqrt().mean()
        return loss, {"loss": float(loss.detach()), "unexplained": float(errors.detach().mean()) / self.variance}

    def state(self) -> list[float]:
        """Return the running variance."""
        return [self.variance]

    def restore(self, state: list[float]) -> None:
        """Go on from a saved state."""
        (self.variance,) = state

    def _picture(self, random: Random) -> Tensor:
        folder = self.photographs if random.random() < PHOTOGRAPHS else self.paintings
        return varied(tensor(random_square(folder.draw(random), STYLE_SIDE, 0.4, random)), random)


def varied(picture: Tensor, random: Random) -> Tensor:
    """Return a picture [1, 3, height, width] with other colours: pictures are few, colourings are not."""
    if random.random() < 0.3:
        picture = picture[:, random.permutation(3).tolist()]
    if random.random() < 0.5:
        contrast = float(np.exp(random.normal(0, 0.25)))
        shift = torch.from_numpy(random.normal(0, 0.08, (1, 3, 1, 1)).astype(np.float32))
        mean = picture.mean((2, 3), keepdim=True)
        picture = ((picture - mean) * contrast + mean + shift).clamp(0, 1)
    return picture
