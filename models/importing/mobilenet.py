"""The style network: MobileNet-v2 (Sandler et al. 2018) with 100 outputs, as Magenta published it."""

from __future__ import annotations

import numpy as np

from importing.graph import GraphWriter, QuantisedWeights
from importing.wheel import OriginalGraph

# Stages of inverted residual blocks: number of blocks, stride of the first one.
STAGES = ((1, 1), (2, 2), (3, 2), (4, 2), (3, 1), (3, 2), (1, 1))
# What TensorFlow's padding "SAME" means for a 3x3 kernel and even sides, by stride.
SAME_PADS = {1: [1, 1, 1, 1], 2: [0, 0, 1, 1]}


def style_graph(original: OriginalGraph, about: str) -> bytes:
    """Return the graph picture [1, height, width, 3] -> vector [1, 100]; sides are multiples of 32, at least 64."""
    network = _MobileNet(original)
    graph = network.graph
    x = graph.add("Transpose", ["picture"], "picture/channels_first", perm=[0, 3, 1, 2])
    x = network.relu6(network.convolution_3x3(x, "Conv", "weights", "Conv2D_bias", stride=2))
    number = 0
    for blocks, stride in STAGES:
        for position in range(blocks):
            name = f"expanded_conv_{number}" if number else "expanded_conv"
            inner = network.relu6(network.convolution_1x1(x, f"{name}/expand")) if number else x
            inner = network.depthwise(inner, f"{name}/depthwise", stride=1 if position else stride)
            inner = network.convolution_1x1(network.relu6(inner), f"{name}/project")
            x = graph.add("Add", [inner, x], f"{name}/add") if position else inner
            number += 1
    x = network.relu6(network.convolution_1x1(x, "Conv_1"))
    x = graph.add("Flatten", [graph.add("GlobalAveragePool", [x], "bottleneck/mean")], "bottleneck")
    weights = original.weights("mobilenet_conv/Conv/weights")  # 1x1 over one pixel: a matrix; its bias is zero
    matrix = QuantisedWeights(weights.values.reshape(100, 1280), weights.scale)
    graph.add("Gemm", [x, graph.weights("mobilenet_conv/weights", matrix)], "vector", transB=1)
    return graph.model("style-mobilenet-v2", {"picture": [1, "height", "width", 3]}, {"vector": [1, 100]}, about)


class _MobileNet:
    """Adds the layers of MobileNet-v2 to ``graph``; batch normalisation is folded into weights and biases."""

    def __init__(self, original: OriginalGraph) -> None:
        self.graph = GraphWriter()
        self._original = original

    def convolution_1x1(self, x: str, name: str) -> str:
        return self._convolution(x, name, "weights", "Conv2D_bias", kernel_shape=[1, 1])

    def convolution_3x3(self, x: str, name: str, weights: str, bias: str, stride: int, group: int = 1) -> str:
        layout = {"kernel_shape": [3, 3], "strides": [stride, stride], "pads": SAME_PADS[stride]}
        return self._convolution(x, name, weights, bias, group=group, **layout)

    def depthwise(self, x: str, name: str, stride: int) -> str:
        channels = len(self._original.bias(f"MobilenetV2/{name}/depthwise_bias"))
        return self.convolution_3x3(x, name, "depthwise_weights", "depthwise_bias", stride, group=channels)

    def relu6(self, x: str) -> str:
        low = self.graph.constant("relu6/low", np.array(0, np.float32))
        high = self.graph.constant("relu6/high", np.array(6, np.float32))
        return self.graph.add("Clip", [x, low, high], f"{x}/relu6")

    def _convolution(self, x: str, name: str, weights: str, bias: str, **attributes: list[int] | int) -> str:
        kernel = self.graph.weights(f"{name}/weights", self._original.weights(f"MobilenetV2/{name}/{weights}"))
        offset = self.graph.constant(f"{name}/bias", self._original.bias(f"MobilenetV2/{name}/{bias}"))
        return self.graph.add("Conv", [x, kernel, offset], name, **attributes)
