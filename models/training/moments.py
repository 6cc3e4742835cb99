"""A second measure of style, of another family than the one that networks are trained by, lest that one be all we see.

Means and standard deviations of activations in place of Gram matrices (Huang & Belongie 2017, equation 13), and those
of Inception-v3 in place of VGG-16's, at five depths. The packages of published measures (ArtFID, LPIPS) fetch their
networks from elsewhere than a package registry.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from training.inception import InceptionStyle
from training.networks import lay_out

# Of ``InceptionStyle.activations``: 64, 192, 288, 768 and 768 channels, at a 2nd, 8th, 8th, 16th and 16th of the sides.
DEPTHS = (0, 1, 4, 5, 9)

Moments = list[Tensor]
"""For each depth the means of all channels, and after them the standard deviations, [batch, 2 * channels]."""


class MomentsNetwork:
    """Gives the moments of pictures [batch, 3, height, width], RGB 0..1, sides from 96 pixels up."""

    def __init__(self, cache: Path) -> None:
        """Read the published Inception-v3, and not the style network made of it, which is among what is measured."""
        self._network = InceptionStyle()
        self._network.load_backbone(cache)
        self._network.requires_grad_(False)
        lay_out(self._network)

    def __call__(self, picture: Tensor) -> Moments:
        activations = self._network.activations(picture)
        return [moments(activations[depth]) for depth in DEPTHS]


def moments(activations: Tensor) -> Tensor:
    """Return means and standard deviations [batch, 2 * channels] of activations [batch, channels, rows, columns]."""
    deviations, means = torch.std_mean(activations.float(), dim=(2, 3), correction=0)
    return torch.cat([means, deviations], dim=1)


def moment_distance(painted: Moments, style: Moments) -> Tensor:
    """Return [batch]: squared differences of moments, as parts of the square of the style's, summed over depths."""
    pairs = zip(painted, style, strict=True)
    return torch.stack([((ours - theirs) ** 2).sum(1) / (theirs**2).sum(1) for ours, theirs in pairs]).sum(0)
