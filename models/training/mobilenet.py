"""The small style network in PyTorch, for vectors of many pictures at once on a graphics processor.

``onnxnetworks`` gives the same vectors one at a time; this is the same layers over the same weights, not to be trained.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from importing.committed import CommittedWeights
from importing.mobilenet import BOTTLENECK, SAME_PADS, blocks


class MobileNetStyle(nn.Module):
    """Pictures [batch, 3, height, width], RGB 0..1, sides multiples of 32, to style vectors [batch, 100]."""

    matrix: Tensor

    def __init__(self, file: Path) -> None:
        """Read the weights of the committed graph."""
        super().__init__()
        stored = CommittedWeights(file)
        self.convolutions = nn.ModuleDict()
        for layer, weights in stored.kernels.items():
            kernel = torch.from_numpy(weights.dequantised())
            if layer == BOTTLENECK:
                self.register_buffer("matrix", kernel)
                continue
            outputs, inputs, size, _ = kernel.shape
            groups = outputs if layer.endswith("/depthwise") else 1
            convolution = nn.Conv2d(inputs * groups, outputs, size, groups=groups)
            convolution.load_state_dict({"weight": kernel, "bias": torch.from_numpy(stored.biases[layer].copy())})
            self.convolutions[layer] = convolution
        self.requires_grad_(False)

    def forward(self, picture: Tensor) -> Tensor:
        x = functional.relu6(self._convolved(picture, "Conv", 2))
        for name, expanded, stride, added in blocks():
            inner = functional.relu6(self._convolved(x, f"{name}/expand")) if expanded else x
            inner = functional.relu6(self._convolved(inner, f"{name}/depthwise", stride))
            inner = self._convolved(inner, f"{name}/project")
            x = x + inner if added else inner
        x = functional.relu6(self._convolved(x, "Conv_1"))
        return x.mean((2, 3)) @ self.matrix.T

    def _convolved(self, x: Tensor, layer: str, stride: int = 1) -> Tensor:
        convolution = self.convolutions[layer]
        if convolution.kernel_size[0] > 1:
            top, left, bottom, right = SAME_PADS[stride]
            x = functional.pad(x, [left, right, top, bottom])
        return functional.conv2d(x, convolution.weight, convolution.bias, stride, groups=convolution.groups)
