"""The two graphs of a transformer (Ghiasi et al. 2017) of any width, with plain or depthwise separable convolutions."""

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

    def channels(self, layer: str) -> int:
        """Return how many channels come out of a layer."""
        return _shape(self.kernels.get(f"{layer}/pointwise", self.kernels.get(layer)))[0]


def quantised(weights: Array) -> QuantisedWeights:
    """Round weights [out, ...] to int8, with the scale that just holds the greatest of each output channel."""
    greatest = np.abs(weights).reshape(len(weights), -1).max(1)
    scale = np.where(greatest > 0, greatest / 127, 1).astype(np.float32)
    values = np.rint(weights / scale.reshape(-1, *[1] * (weights.ndim - 1))).astype(np.int8)
    return QuantisedWeights(values, scale)


def encoder_graph(name: str, weights: TransformerWeights, about: str) -> bytes:
    """Return the graph picture [1, height, width, 3] -> features [1, channels, height / 4, width / 4]."""
    writer = _Layers(weights)
    graph = writer.graph
    x = levels(graph)
    for layer, stride in zip(CONTRACTING, STRIDES, strict=True):
        x = writer.convolution(x, layer, stride)
        x = graph.add("Relu", [x], "features" if layer == CONTRACTING[-1] else f"{layer}/relu")
    features = Value([1, weights.channels(CONTRACTING[-1]), "height / 4", "width / 4"])
    return graph.model(name, {"picture": PICTURE}, {"features": features}, about)


def decoder_graph(name: str, weights: TransformerWeights, about: str) -> bytes:
    """Return the graph features [1, channels, rows, columns], vector [1, 100] -> picture [1, height, width, 4]."""
    writer = _Layers(weights)
    graph = writer.graph
    writer.style_parameters()
    x = "features"
    for block in RESIDUAL:
        inner = graph.add("Relu", [writer.styled(x, f"{block}/conv1")], f"{block}/conv1/relu")
        x = graph.add("Add", [x, writer.styled(inner, f"{block}/conv2")], f"{block}/add")
    for layer in EXPANDING[:2]:
        x = graph.add("Relu", [writer.styled(writer.doubled(x, layer), layer)], f"{layer}/relu")
    x = graph.add("Sigmoid", [writer.styled(x, EXPANDING[2])], f"{EXPANDING[2]}/sigmoid")
    painted(graph, x)
    inputs = {"features": Value([1, weights.channels(CONTRACTING[-1]), "rows", "columns"]), "vector": Value([1, 100])}
    return graph.model(name, inputs, {"picture": PAINTED}, about)


class _Layers:
    """Adds the layers of a transformer to ``graph``."""

    def __init__(self, weights: TransformerWeights) -> None:
        self.graph = GraphWriter()
        self._weights = weights

    def style_parameters(self) -> None:
        """Add the scale (gamma) and offset (beta) of every styled layer, by one product with the vector."""
        graph, weights = self.graph, self._weights
        bias = graph.constant("style/bias", weights.style_bias)
        x = graph.add("Gemm", ["vector", self._stored("style", weights.style), bias], "style", transB=1)
        x = graph.add("Reshape", [x, graph.constant("style/flat/shape", np.array([-1], np.int64))], "style/flat")
        names = [f"{layer}/{part}" for layer in STYLED for part in ("gamma", "beta")]
        channels = np.array([weights.channels(layer) for layer in STYLED for _ in range(2)], np.int64)
        graph.add_split("Split", [x, graph.constant("style/split/sizes", channels)], "style/split", names, axis=0)

    def styled(self, x: str, layer: str) -> str:
        """Add a convolution, and instance normalisation to the scale and offset that the style asks for."""
        x = self.convolution(x, layer)
        parameters = [f"{layer}/gamma", f"{layer}/beta"]
        return self.graph.add("InstanceNormalization", [x, *parameters], f"{layer}/styled", epsilon=EPSILON)

    def doubled(self, x: str, layer: str) -> str:
        """Make every pixel two by two."""
        scales = self.graph.constant("doubled/scales", np.array([1, 1, 2, 2], np.float32))
        attributes = {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
        return self.graph.add("Resize", [x, "", scales], f"{layer}/doubled", **attributes)

    def convolution(self, x: str, layer: str, stride: int = 1) -> str:
        """Pad by half the kernel, then convolve, in one step or two."""
        kernels, graph = self._weights.kernels, self.graph
        bias = [graph.constant(f"{layer}/bias", self._weights.biases[layer])] if layer in self._weights.biases else []
        separable = f"{layer}/depthwise" in kernels
        first = f"{layer}/depthwise" if separable else layer
        outputs, _, size, _ = _shape(kernels[first])
        pads = graph.constant(f"pads/{size // 2}", np.array([0, 0, size // 2, size // 2] * 2, np.int64))
        x = graph.add("Pad", [x, pads], f"{layer}/padded", mode=self._weights.padding)
        layout = {"kernel_shape": [size, size], "strides": [stride, stride]}
        stored = self._stored(first, kernels[first])
        if layer == CONTRACTING[0]:
            stored = for_levels(graph, stored)
        if not separable:
            return graph.add("Conv", [x, stored, *bias], layer, **layout)
        x = graph.add("Conv", [x, stored], first, group=outputs, **layout)
        pointwise = self._stored(f"{layer}/pointwise", kernels[f"{layer}/pointwise"])
        return graph.add("Conv", [x, pointwise, *bias], layer, kernel_shape=[1, 1])

    def _stored(self, name: str, weights: Weights) -> str:
        if isinstance(weights, QuantisedWeights):
            return self.graph.weights(f"{name}/weights", weights)
        return self.graph.constant(f"{name}/weights", weights)


def _shape(weights: Weights | None) -> tuple[int, ...]:
    if weights is None:
        raise KeyError("a layer has no weights")
    return weights.values.shape if isinstance(weights, QuantisedWeights) else weights.shape
