"""The style network: MobileNet-v2 (Sandler et al. 2018) with 100 outputs, as Magenta published it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from importing.graph import GraphWriter, QuantisedWeights, Value
from importing.pictures import PICTURE, for_levels, levels
from importing.wheel import OriginalGraph

# Stages of inverted residual blocks: number of blocks, stride of the first one.
STAGES = ((1, 1), (2, 2), (3, 2), (4, 2), (3, 1), (3, 2), (1, 1))
# What TensorFlow's padding "SAME" means for a 3x3 kernel and even sides, by stride.
SAME_PADS = {1: [1, 1, 1, 1], 2: [0, 0, 1, 1]}
# The last layer: a 1x1 convolution over one pixel, so a matrix; its bias is zero.
BOTTLENECK = "mobilenet_conv"


@dataclass(frozen=True)
class StyleWeights:
    """The weights by layer: ``kernels`` [out, in, rows, columns], ``biases`` [out]; of the bottleneck [100, 1280].

    Batch normalisation is folded into them.
    """

    kernels: Mapping[str, QuantisedWeights]
    biases: Mapping[str, NDArray[np.float32]]


def published_weights(original: OriginalGraph) -> StyleWeights:
    """Return the int8 weights of the published graph, unchanged."""
    kernels, biases = {}, {}
    for layer in _convolutions():
        part = "depthwise_" if layer.endswith("/depthwise") else ""
        kernels[layer] = original.weights(f"MobilenetV2/{layer}/{part}weights")
        biases[layer] = original.bias(f"MobilenetV2/{layer}/{part or 'Conv2D_'}bias")
    matrix = original.weights(f"{BOTTLENECK}/Conv/weights")
    kernels[BOTTLENECK] = QuantisedWeights(matrix.values.reshape(100, 1280), matrix.scale)
    return StyleWeights(kernels, biases)


def style_graph(weights: StyleWeights, about: str) -> bytes:
    """Return the graph picture [1, height, width, 3] -> vector [1, 100]; sides are multiples of 32, at least 64."""
    network = _MobileNet(weights)
    graph = network.graph
    x = network.relu6(network.convolution(levels(graph), "Conv", stride=2))
    for name, expanded, stride, added in blocks():
        inner = network.relu6(network.convolution(x, f"{name}/expand")) if expanded else x
        inner = network.relu6(network.convolution(inner, f"{name}/depthwise", stride))
        inner = network.convolution(inner, f"{name}/project")
        x = graph.add("Add", [inner, x], f"{name}/add") if added else inner
    x = network.relu6(network.convolution(x, "Conv_1"))
    x = graph.add("Flatten", [graph.add("GlobalAveragePool", [x], "bottleneck/mean")], "bottleneck")
    matrix = graph.weights(f"{BOTTLENECK}/weights", weights.kernels[BOTTLENECK])
    graph.add("Gemm", [x, matrix], "vector", transB=1)
    return graph.model("style-mobilenet-v2", {"picture": PICTURE}, {"vector": Value([1, 100])}, about)


def blocks() -> Iterator[tuple[str, bool, int, bool]]:
    """Yield each block's name, whether it expands, its stride, and whether its input is added to what comes out."""
    number = 0
    for blocks, stride in STAGES:
        for position in range(blocks):
            name = f"expanded_conv_{number}" if number else "expanded_conv"
            yield name, number > 0, 1 if position else stride, position > 0
            number += 1


def _convolutions() -> Iterator[str]:
    yield "Conv"
    for name, expanded, _, _ in blocks():
        yield from (f"{name}/{part}" for part in ("expand", "depthwise", "project") if expanded or part != "expand")
    yield "Conv_1"


class _MobileNet:
    """Adds the layers of MobileNet-v2 to ``graph``."""

    def __init__(self, weights: StyleWeights) -> None:
        self.graph = GraphWriter()
        self._weights = weights

    def convolution(self, x: str, name: str, stride: int = 1) -> str:
        """Convolve; a layer called depthwise does so with each channel by itself."""
        weights = self._weights.kernels[name]
        size = weights.values.shape[-1]
        layout: dict[str, list[int] | int] = {"kernel_shape": [size, size]}
        if size > 1:
            layout |= {"strides": [stride, stride], "pads": SAME_PADS[stride]}
        if name.endswith("/depthwise"):
            layout["group"] = len(weights.values)
        kernel = self.graph.weights(f"{name}/weights", weights)
        if name == "Conv":
            kernel = for_levels(self.graph, kernel)
        offset = self.graph.constant(f"{name}/bias", self._weights.biases[name])
        return self.graph.add("Conv", [x, kernel, offset], name, **layout)

    def relu6(self, x: str) -> str:
        low = self.graph.constant("relu6/low", np.array(0, np.float32))
        high = self.graph.constant("relu6/high", np.array(6, np.float32))
        return self.graph.add("Clip", [x, low, high], f"{x}/relu6")
