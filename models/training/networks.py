"""The transformer network of Ghiasi et al. 2017 (BMVC), with plain or depthwise separable convolutions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

EPSILON = 1e-5
VECTOR = 100
FULL_WIDTH = (32, 64, 128)
QUARTER_WIDTH = (8, 16, 32)

Arrays = Mapping[str, NDArray[Any]]


class Convolution(nn.Module):
    """Reflect padding by half the kernel, then a convolution [batch, inputs, ...] -> [batch, outputs, ...]."""

    def __init__(self, inputs: int, outputs: int, size: int, stride: int = 1, bias: bool = False) -> None:
        super().__init__()
        self.stride = stride
        self.weights = nn.Parameter(torch.empty(outputs, inputs, size, size))
        self.bias = nn.Parameter(torch.zeros(outputs)) if bias else None
        nn.init.kaiming_normal_(self.weights, nonlinearity="relu")

    def forward(self, x: Tensor) -> Tensor:
        padded = functional.pad(x, [self.weights.shape[-1] // 2] * 4, mode="reflect")
        return functional.conv2d(padded, self.weights, self.bias, self.stride)


class SeparableConvolution(nn.Module):
    """The same with one kernel an input channel and a 1x1 convolution after it (Chollet 2017)."""

    def __init__(self, inputs: int, outputs: int, size: int) -> None:
        super().__init__()
        self.depthwise = nn.Parameter(torch.empty(inputs, 1, size, size))
        self.pointwise = nn.Parameter(torch.empty(outputs, inputs, 1, 1))
        nn.init.normal_(self.depthwise, std=1 / size)
        nn.init.kaiming_normal_(self.pointwise, nonlinearity="relu")

    def forward(self, x: Tensor) -> Tensor:
        padded = functional.pad(x, [self.depthwise.shape[-1] // 2] * 4, mode="reflect")
        spread = functional.conv2d(padded, self.depthwise, groups=len(self.depthwise))
        return functional.conv2d(spread, self.pointwise)


class Transformer(nn.Module):
    """Repaints pictures under style vectors.

    Layers are called as in the ONNX graphs: ``contract/conv1`` to ``expand/conv3``. The convolutions of the decoder
    have no biases, since the normalisation after them would take them away.
    """

    def __init__(self, separable: bool = False, widths: tuple[int, int, int] = FULL_WIDTH) -> None:
        super().__init__()
        first, second, third = widths
        self.separable = separable
        self.contract = nn.ModuleDict(
            {
                "contract/conv1": Convolution(3, first, 9, bias=True),
                "contract/conv2": Convolution(first, second, 3, stride=2, bias=True),
                "contract/conv3": Convolution(second, third, 3, stride=2, bias=True),
            }
        )
        kind = SeparableConvolution if separable else Convolution
        self.styled = nn.ModuleDict(
            {f"residual{block}/conv{half}": kind(third, third, 3) for block in range(1, 6) for half in (1, 2)}
        )
        self.styled["expand/conv1"] = kind(third, second, 3)
        self.styled["expand/conv2"] = kind(second, first, 3)
        self.styled["expand/conv3"] = kind(first, 3, 9)
        self.channels = [third] * 10 + [second, first, 3]
        self.style = nn.Linear(VECTOR, 2 * sum(self.channels))
        """Gives gamma and beta of every styled layer, in order."""

    def forward(self, picture: Tensor, vector: Tensor) -> Tensor:
        """Return the painted picture; both [batch, 3, height, width], RGB 0..1; ``vector`` is [batch, 100]."""
        return self.decode(self.encode(picture), vector)

    def encode(self, picture: Tensor) -> Tensor:
        """Return features [batch, channels, height / 4, width / 4], which do not depend on the style."""
        x: Tensor = picture
        for convolution in self.contract.values():
            x = functional.relu(convolution(x))
        return x

    def decode(self, features: Tensor, vector: Tensor) -> Tensor:
        """Return the picture painted from features under the style vectors."""
        parameters = self.style(vector)[:, :, None, None]
        parts = parameters.split([2 * count for count in self.channels], dim=1)
        styles: dict[str, Tensor] = dict(zip(self.styled, parts, strict=True))

        def styled(x: Tensor, layer: str) -> Tensor:
            convolved: Tensor = self.styled[layer](x)
            gamma, beta = styles[layer].chunk(2, dim=1)
            # A group a channel is instance normalisation, and quicker on a CPU with channels last.
            normalised: Tensor = functional.group_norm(convolved, convolved.shape[1], eps=EPSILON)
            return normalised * gamma + beta

        x = features
        for block in range(1, 6):
            inner = functional.relu(styled(x, f"residual{block}/conv1"))
            x = x + styled(inner, f"residual{block}/conv2")
        for layer in ("expand/conv1", "expand/conv2"):
            x = functional.relu(styled(functional.interpolate(x, scale_factor=2, mode="nearest"), layer))
        return torch.sigmoid(styled(x, "expand/conv3"))


def lay_out(network: nn.Module) -> None:
    """Keep channels last in memory: convolutions then take half the time on a CPU, and suit a GPU's matrix units."""
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]


def load_checkpoint(network: Transformer, arrays: Arrays) -> None:
    """Fill a network with a checkpoint's arrays.

    Names are those of TensorFlow: ``<layer>/weights`` [rows, columns, in, out] or ``<layer>/depthwise_weights``
    [rows, columns, in, 1] and ``<layer>/pointwise_weights`` [1, 1, in, out]; ``<layer>/biases``;
    ``<layer>/style_norm/{gamma,beta}/{weights [100, channels], biases}``.
    """

    def kernel(name: str) -> Tensor:
        return torch.from_numpy(np.ascontiguousarray(arrays[name].transpose(3, 2, 0, 1)))

    state: dict[str, Tensor] = {}
    for layer in network.contract:
        state[f"contract.{layer}.weights"] = kernel(f"{layer}/weights")
        state[f"contract.{layer}.bias"] = torch.from_numpy(arrays[f"{layer}/biases"])
    for layer in network.styled:
        if network.separable:
            depthwise = arrays[f"{layer}/depthwise_weights"].transpose(2, 3, 0, 1)
            state[f"styled.{layer}.depthwise"] = torch.from_numpy(np.ascontiguousarray(depthwise))
            state[f"styled.{layer}.pointwise"] = kernel(f"{layer}/pointwise_weights")
        else:
            state[f"styled.{layer}.weights"] = kernel(f"{layer}/weights")
    norms = [f"{layer}/style_norm/{name}" for layer in network.styled for name in ("gamma", "beta")]
    state["style.weight"] = torch.from_numpy(np.concatenate([arrays[f"{norm}/weights"].T for norm in norms]))
    state["style.bias"] = torch.from_numpy(np.concatenate([arrays[f"{norm}/biases"] for norm in norms]))
    network.load_state_dict(state)


def load_graphs(network: Transformer, arrays: Arrays) -> None:
    """Fill a network with the weights of a pair of our ONNX graphs, as ``graphs.read_weights`` returns them."""
    state: dict[str, Tensor] = {}
    for layer in network.contract:
        state[f"contract.{layer}.weights"] = torch.from_numpy(arrays[f"{layer}/weights"])
        state[f"contract.{layer}.bias"] = torch.from_numpy(arrays[f"{layer}/bias"])
    for layer in network.styled:
        for part in ("depthwise", "pointwise") if network.separable else ("weights",):
            name = f"{layer}/{part}/weights" if network.separable else f"{layer}/weights"
            state[f"styled.{layer}.{part}"] = torch.from_numpy(arrays[name])
    state["style.weight"] = torch.from_numpy(arrays["style/weights"])
    state["style.bias"] = torch.from_numpy(arrays["style/bias"])
    network.load_state_dict(state)
