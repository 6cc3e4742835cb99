"""The two graphs of a transformer (Ghiasi et al. 2017) of any width, with plain or depthwise separable convolutions.

Written layer by layer, as in the paper; ``fast_layers`` has other nodes for the same arithmetic. Large pictures run the
decoder in parts, which ``impasto.backends.cutting`` takes out of it by the names of its tensors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from importing.graph import GraphWriter, QuantisedWeights, Value
from importing.pictures import PAINTED, PICTURE, for_levels, levels, painted

EPSILON = 1e-5
CONTRACTING = ("contract/conv1", "contract/conv2", "contract/conv3")
STRIDES = (1, 2, 2)
RESIDUAL = tuple(f"residual{block}" for block in range(1, 6))
EXPANDING = ("expand/conv1", "expand/conv2", "expand/conv3")
STYLED = (*(f"{block}/conv{half}" for block in RESIDUAL for half in (1, 2)), *EXPANDING)

Array = NDArray[np.float32]
Weights = Array | QuantisedWeights


@dataclass(frozen=True)
class TransformerWeights:
    """The weights of a transformer, rounded to int8 or not.

    ``kernels`` [out, in, rows, columns] are named by their layer, or, where the convolution is separable, by
    ``<layer>/depthwise`` [in, 1, rows, columns] and ``<layer>/pointwise`` [out, in, 1, 1]. ``biases`` belong to the
    contracting layers. ``style`` [2 * channels of all styled layers, 100] with its bias gives gamma and beta of each
    styled layer in turn. ``padding`` is ONNX's name for what lies beyond the border.
    """

    kernels: Mapping[str, Weights]
    biases: Mapping[str, Array]
    style: Weights
    style_bias: Array
    padding: Literal["reflect", "constant"] = "reflect"

    def separable(self, layer: str) -> bool:
        """Return whether a layer convolves each channel by itself, and then over all of them."""
        return f"{layer}/depthwise" in self.kernels

    def channels(self, layer: str) -> int:
        """Return how many channels come out of a layer."""
        return self.shape(f"{layer}/pointwise" if self.separable(layer) else layer)[0]

    def named(self, name: str) -> Weights:
        """Return the kernel of that name, or the matrix of the style."""
        return self.style if name == "style" else self.kernels[name]

    def shape(self, name: str) -> tuple[int, ...]:
        """Return the shape of the kernel of that name."""
        weights = self.named(name)
        return weights.values.shape if isinstance(weights, QuantisedWeights) else weights.shape


def quantised(weights: Array) -> QuantisedWeights:
    """Round weights [out, ...] to int8, with the scale that just holds the greatest of each output channel."""
    greatest = np.abs(weights).reshape(len(weights), -1).max(1)
    scale = np.where(greatest > 0, greatest / 127, 1).astype(np.float32)
    values = np.rint(weights / scale.reshape(-1, *[1] * (weights.ndim - 1))).astype(np.int8)
    return QuantisedWeights(values, scale)


class Layers:
    """Adds the layers of a transformer to ``graph``."""

    def __init__(self, weights: TransformerWeights) -> None:
        self.graph = GraphWriter()
        self._weights = weights

    def style_parameters(self) -> None:
        """Add the scale (gamma) and offset (beta) of every styled layer, by one product with the vector."""
        graph, weights = self.graph, self._weights
        bias = graph.constant("style/bias", weights.style_bias)
        x = graph.add("Gemm", ["vector", self._stored("style"), bias], "style", transB=1)
        x = graph.reshape(x, [-1], "style/flat")
        names = [f"{layer}/{part}" for layer in STYLED for part in ("gamma", "beta")]
        channels = np.array([weights.channels(layer) for layer in STYLED for _ in range(2)], np.int64)
        graph.add_split("Split", [x, graph.constant("style/split/sizes", channels)], "style/split", names, axis=0)

    def styled(self, x: str, layer: str, doubled: bool = False) -> str:
        """Add a convolution, and instance normalisation to the scale and offset that the style asks for."""
        x = self.doubled_convolution(x, layer) if doubled else self.convolution(x, layer)
        parameters = [f"{layer}/gamma", f"{layer}/beta"]
        return self.graph.add("InstanceNormalization", [x, *parameters], f"{layer}/styled", epsilon=EPSILON)

    def rectified(self, x: str, layer: str, stride: int, name: str) -> str:
        """Add a convolution and ReLU, called ``name``."""
        return self.graph.add("Relu", [self.convolution(x, layer, stride)], name)

    def doubled_convolution(self, x: str, layer: str) -> str:
        """Make every pixel two by two, then convolve."""
        scales = self.graph.constant("doubled/scales", np.array([1, 1, 2, 2], np.float32))
        attributes = {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
        return self.convolution(self.graph.add("Resize", [x, "", scales], f"{layer}/doubled", **attributes), layer)

    def convolution(self, x: str, layer: str, stride: int = 1) -> str:
        """Pad by half the kernel, then convolve, in one step or two."""
        graph, bias = self.graph, self._bias(layer)
        separable = self._weights.separable(layer)
        first = f"{layer}/depthwise" if separable else layer
        outputs, _, size, _ = self._weights.shape(first)
        x = self._padded(x, layer, size // 2, self._weights.padding)
        layout = {"kernel_shape": [size, size], "strides": [stride, stride]}
        if not separable:
            return graph.add("Conv", [x, self._stored(first), *bias], layer, **layout)
        x = graph.add("Conv", [x, self._stored(first)], first, group=outputs, **layout)
        return graph.add("Conv", [x, self._stored(f"{layer}/pointwise"), *bias], layer, kernel_shape=[1, 1])

    def _padded(self, x: str, layer: str, by: int, mode: str) -> str:
        pads = self.graph.constant(f"pads/{by}", np.array([0, 0, by, by] * 2, np.int64))
        return self.graph.add("Pad", [x, pads], f"{layer}/padded", mode=mode)

    def _bias(self, layer: str) -> list[str]:
        biases = self._weights.biases
        return [self.graph.constant(f"{layer}/bias", biases[layer])] if layer in biases else []

    def _stored(self, layer: str) -> str:
        """Store the weights of a layer and return the name of the float32 tensor."""
        name, weights = f"{layer}/weights", self._weights.named(layer)
        if isinstance(weights, QuantisedWeights):
            stored = self.graph.weights(name, weights)
        else:
            stored = self.graph.constant(name, weights)
        return for_levels(self.graph, stored) if layer == CONTRACTING[0] else stored


def encoder_graph(name: str, weights: TransformerWeights, about: str, layers: type[Layers] = Layers) -> bytes:
    """Return the graph picture [1, height, width, 3] -> features [1, channels, height / 4, width / 4]."""
    writer = layers(weights)
    x = levels(writer.graph)
    for layer, stride in zip(CONTRACTING, STRIDES, strict=True):
        x = writer.rectified(x, layer, stride, "features" if layer == CONTRACTING[-1] else f"{layer}/relu")
    features = Value([1, weights.channels(CONTRACTING[-1]), "height / 4", "width / 4"])
    return writer.graph.model(name, {"picture": PICTURE}, {"features": features}, about)


def decoder_graph(name: str, weights: TransformerWeights, about: str, layers: type[Layers] = Layers) -> bytes:
    """Return the graph features [1, channels, rows, columns], vector [1, 100] -> picture [1, height, width, 4]."""
    writer = layers(weights)
    graph = writer.graph
    writer.style_parameters()
    x = "features"
    for block in RESIDUAL:
        inner = graph.add("Relu", [writer.styled(x, f"{block}/conv1")], f"{block}/conv1/relu")
        x = graph.add("Add", [x, writer.styled(inner, f"{block}/conv2")], f"{block}/add")
    for layer in EXPANDING[:2]:
        x = graph.add("Relu", [writer.styled(x, layer, doubled=True)], f"{layer}/relu")
    x = graph.add("Sigmoid", [writer.styled(x, EXPANDING[2])], f"{EXPANDING[2]}/sigmoid")
    painted(graph, x)
    inputs = {"features": Value([1, weights.channels(CONTRACTING[-1]), "rows", "columns"]), "vector": Value([1, 100])}
    return graph.model(name, inputs, {"picture": PAINTED}, about)
