"""The large style network: Inception-v3 (Szegedy et al. 2016) up to Mixed_6e, mean pooling, 100 linear outputs.

The layers are a table, which is read twice: here for PyTorch, and in ``export`` for ONNX. Batch normalisation is folded
into weights and biases, which therefore are numbered as Keras numbers its convolutions.
"""

from __future__ import annotations

import base64
import re
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from importing.packages import Package
from training.networks import VECTOR

# Its Inception-v3 was built on the ImageNet one, with pictures from 0 to 1; 8 bits a weight.
BACKBONE = Package(
    requirement="nsfwjs@4.4.0",
    file="nsfwjs-4.4.0.tgz",
    sha256="585cd178f3b994337c4d10a87b080d342fc52f8b9bf0085c4d1f345a3a1c5382",
)
BACKBONE_FOLDER = "package/dist/models/inception_v3/"
BATCH_NORM_EPSILON = 1e-3
FEATURES = 768


@dataclass(frozen=True)
class Conv:
    """A convolution with ReLU; ``same`` pads with zeros so that the size stays."""

    channels: int
    size: tuple[int, int] = (1, 1)
    stride: int = 1
    same: bool = True

    @property
    def padding(self) -> tuple[int, int]:
        return (self.size[0] // 2, self.size[1] // 2) if self.same else (0, 0)


@dataclass(frozen=True)
class MaxPool:
    """The greatest of 3x3, with stride 2, without padding."""


@dataclass(frozen=True)
class MeanPool:
    """The mean of those of 3x3 that lie inside the picture."""


Layer = Conv | MaxPool | MeanPool
Branch = tuple[Layer, ...]
Block = tuple[Branch, ...]
"""Branches side by side, whose outputs become one by their channels."""


def _block_35(pooled: int) -> Block:
    return (
        (Conv(64),),
        (Conv(48), Conv(64, (5, 5))),
        (Conv(64), Conv(96, (3, 3)), Conv(96, (3, 3))),
        (MeanPool(), Conv(pooled)),
    )


def _block_17(width: int) -> Block:
    return (
        (Conv(192),),
        (Conv(width), Conv(width, (1, 7)), Conv(192, (7, 1))),
        (Conv(width), Conv(width, (7, 1)), Conv(width, (1, 7)), Conv(width, (7, 1)), Conv(192, (1, 7))),
        (MeanPool(), Conv(192)),
    )


STEM: Branch = (
    Conv(32, (3, 3), 2, same=False),
    Conv(32, (3, 3), same=False),
    Conv(64, (3, 3)),
    MaxPool(),
    Conv(80, same=False),
    Conv(192, (3, 3), same=False),
    MaxPool(),
)
STEM_FIRST = 3
REDUCTION: Block = (
    (Conv(384, (3, 3), 2, same=False),),
    (Conv(64), Conv(96, (3, 3)), Conv(96, (3, 3), 2, same=False)),
    (MaxPool(),),
)
BLOCKS: tuple[Block, ...] = (
    (STEM,),
    *(_block_35(pooled) for pooled in (32, 64, 64)),
    REDUCTION,
    *(_block_17(width) for width in (128, 160, 160, 192)),
)


class InceptionStyle(nn.Module):
    """Pictures [batch, 3, height, width], RGB 0..1, to style vectors [batch, 100]; sides from 96 pixels up."""

    def __init__(self, bfloat16: bool = False) -> None:
        """With ``bfloat16`` convolutions are computed in that type, in half the time; weights stay float32."""
        super().__init__()
        self._bfloat16 = bfloat16
        self.convolutions = nn.ModuleList()
        channels = 3
        for block in BLOCKS:
            outputs = 0
            for branch in block:
                inner = channels
                for layer in branch:
                    if isinstance(layer, Conv):
                        size, stride, padding = layer.size, layer.stride, layer.padding
                        self.convolutions.append(nn.Conv2d(inner, layer.channels, size, stride, padding))
                        inner = layer.channels
                outputs += inner
            channels = outputs
        self.bottleneck = nn.Linear(channels, VECTOR)

    def forward(self, picture: Tensor) -> Tensor:
        vector: Tensor = self.bottleneck(self.features(picture))
        return vector

    def features(self, picture: Tensor) -> Tensor:
        """Return the pooled features [batch, 768]."""
        return self.activations(picture)[-1].float().mean((2, 3))

    def activations(self, picture: Tensor) -> list[Tensor]:
        """Return what comes out of the stem's first three convolutions and of every block, ten in all."""
        convolutions = iter(self.convolutions)
        with torch.autocast(picture.device.type, torch.bfloat16, enabled=self._bfloat16):
            first = _branch(picture, STEM[:STEM_FIRST], convolutions)
            found = [first, _branch(first, STEM[STEM_FIRST:], convolutions)]
            for block in BLOCKS[1:]:
                found.append(torch.cat([_branch(found[-1], branch, convolutions) for branch in block], dim=1))
        return found

    def train_from(self, block: int) -> None:
        """Let the bottleneck and the blocks from this one on be trained, and nothing else."""
        self.requires_grad_(False)
        self.bottleneck.requires_grad_(True)
        before = sum(isinstance(layer, Conv) for block in BLOCKS[:block] for branch in block for layer in branch)
        self.convolutions[before:].requires_grad_(True)

    def load_graph(self, arrays: Mapping[str, NDArray[np.float32]]) -> None:
        """Fill the network with the weights of our ONNX graph, as ``graphs.read_weights`` returns them."""
        state = {"bottleneck.weight": arrays["vector/weights"], "bottleneck.bias": arrays["vector/bias"]}
        for number in range(len(self.convolutions)):
            for part in ("weight", "bias"):
                name = f"convolution{number + 1}/{'weights' if part == 'weight' else part}"
                state[f"convolutions.{number}.{part}"] = arrays[name]
        self.load_state_dict({name: torch.from_numpy(array) for name, array in state.items()})

    def load_backbone(self, cache: Path) -> None:
        """Fill the convolutions with published weights, batch normalisation folded in."""
        arrays = _read_backbone(BACKBONE.fetch(cache))
        state = {}
        for number in range(len(self.convolutions)):
            name, norm = f"conv2d_{number + 1}/kernel", f"batch_normalization_{number + 1}"
            scale = 1 / np.sqrt(arrays[f"{norm}/moving_variance"] + BATCH_NORM_EPSILON)
            kernel = (arrays[name] * scale).transpose(3, 2, 0, 1)
            state[f"{number}.weight"] = torch.from_numpy(np.ascontiguousarray(kernel))
            state[f"{number}.bias"] = torch.from_numpy(arrays[f"{norm}/beta"] - arrays[f"{norm}/moving_mean"] * scale)
        self.convolutions.load_state_dict(state)


def _branch(x: Tensor, branch: Branch, convolutions: Iterator[nn.Module]) -> Tensor:
    for layer in branch:
        if isinstance(layer, Conv):
            x = functional.relu(next(convolutions)(x))
        elif isinstance(layer, MaxPool):
            x = functional.max_pool2d(x, 3, 2)
        else:
            x = functional.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
    return x


# One entry of the list of weights, which is JavaScript and not quite JSON.
_ENTRY = re.compile(
    r'\{name:"(?P<name>[^"]+)",shape:\[(?P<shape>[\d,]*)\],dtype:"float32",'
    r'quantization:\{min:(?P<min>[^,]+),scale:(?P<scale>[^,]+),dtype:"uint8"\}\}'
)
_SHARD = re.compile(rb'exports="([A-Za-z0-9+/=]+)"')


def _read_backbone(package: Path) -> dict[str, NDArray[np.float32]]:
    """Return the arrays of a TensorFlow.js model that is packed into JavaScript files."""
    files = {}
    with tarfile.open(package) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.name.startswith(BACKBONE_FOLDER) else None
            if content:
                files[member.name.removeprefix(BACKBONE_FOLDER)] = content.read()
    shards = [_SHARD.search(files[name]) for name in sorted(files) if name.startswith("group1-")]
    data = b"".join(base64.b64decode(shard.group(1)) for shard in shards if shard)
    arrays, at = {}, 0
    for entry in _ENTRY.finditer(files["model.min.js"].decode()):
        shape = [int(length) for length in entry["shape"].split(",")]
        count = int(np.prod(shape))
        values = np.frombuffer(data, np.uint8, count, at).reshape(shape).astype(np.float32)
        arrays[entry["name"]] = values * np.float32(entry["scale"]) + np.float32(entry["min"])
        at += count
    if at != len(data):
        raise ValueError(f"{package} holds {len(data)} bytes of weights, its list names {at}")
    return arrays
