"""The transformer network of Ghiasi et al. 2017 at a quarter of its width, as Magenta published it for phones."""

from __future__ import annotations

import numpy as np

from importing.graph import GraphWriter, QuantisedWeights
from importing.wheel import OriginalGraph

EPSILON = 1e-5
# The layers of the decoder, in order, with their channels; the style sets scale and offset of every one.
STYLED_LAYERS = {
    **{f"residual{block}/conv{half}": 32 for block in range(1, 6) for half in (1, 2)},
    **{"expand/conv1": 16, "expand/conv2": 8, "expand/conv3": 3},
}


def encoder_graph(original: OriginalGraph, about: str) -> bytes:
    """Return the graph picture [1, height, width, 3] -> features [1, 32, height / 4, width / 4]."""
    graph = GraphWriter()
    x = graph.add("Transpose", ["picture"], "picture/channels_first", perm=[0, 3, 1, 2])
    for name, stride, output in (
        ("contract/conv1", 1, "contract/conv1/relu"),
        ("contract/conv2", 2, "contract/conv2/relu"),
        ("contract/conv3", 2, "features"),
    ):
        bias = graph.constant(f"{name}/bias", original.bias(f"transformer/{name}/Conv2D_bias"))
        x = _convolution(graph, x, name, original.weights(f"transformer/{name}/weights"), bias, stride=stride)
        x = graph.add("Relu", [x], output)
    return graph.model(
        "transformer-lite-encoder",
        {"picture": [1, "height", "width", 3]},
        {"features": [1, 32, "height / 4", "width / 4"]},
        about,
    )


def decoder_graph(original: OriginalGraph, about: str) -> bytes:
    """Return the graph features [1, 32, rows, columns], vector [1, 100] -> picture [1, 4 * rows, 4 * columns, 3]."""
    decoder = _Decoder(original)
    graph = decoder.graph
    x = "features"
    for block in ("residual1", "residual2", "residual3", "residual4", "residual5"):
        inner = graph.add("Relu", [decoder.styled(x, f"{block}/conv1")], f"{block}/conv1/relu")
        x = graph.add("Add", [x, decoder.styled(inner, f"{block}/conv2")], f"{block}/add")
    for layer in ("expand/conv1", "expand/conv2"):
        x = graph.add("Relu", [decoder.styled(decoder.doubled(x, layer), layer)], f"{layer}/relu")
    x = graph.add("Sigmoid", [decoder.styled(x, "expand/conv3")], "expand/conv3/sigmoid")
    graph.add("Transpose", [x], "picture", perm=[0, 2, 3, 1])
    return graph.model(
        "transformer-lite-decoder",
        {"features": [1, 32, "rows", "columns"], "vector": [1, 100]},
        {"picture": [1, "4 * rows", "4 * columns", 3]},
        about,
    )


class _Decoder:
    """Adds the layers of the decoder to ``graph``, which begins with the style's scale (gamma) and offset (beta)."""

    def __init__(self, original: OriginalGraph) -> None:
        self.graph = GraphWriter()
        self._original = original
        self._style_parameters()

    def styled(self, x: str, layer: str) -> str:
        """Convolution without bias, then instance normalisation to the scale and offset that the style asks for."""
        x = _convolution(self.graph, x, layer, self._original.weights(f"transformer/{_published(layer)}/weights"))
        parameters = [f"{layer}/gamma", f"{layer}/beta"]
        return self.graph.add("InstanceNormalization", [x, *parameters], f"{layer}/styled", epsilon=EPSILON)

    def doubled(self, x: str, layer: str) -> str:
        """Every pixel becomes two by two."""
        scales = self.graph.constant("doubled/scales", np.array([1, 1, 2, 2], np.float32))
        attributes = {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
        return self.graph.add("Resize", [x, "", scales], f"{layer}/doubled", **attributes)

    def _style_parameters(self) -> None:
        """All gammas and betas by one product with the vector; the published network has 26 small ones."""
        names, weights, biases = [], [], []
        for layer in STYLED_LAYERS:
            for name, published in (("gamma", "Conv_1"), ("beta", "Conv")):
                path = f"style_params/transformer/{_published(layer)}/StyleNorm/{published}"
                names.append(f"{layer}/{name}")
                weights.append(self._original.weights(f"{path}/weights"))
                biases.append(self._original.bias(f"{path}/Conv2D_bias"))
        matrix = QuantisedWeights(
            np.concatenate([part.values.reshape(-1, 100) for part in weights]),
            np.concatenate([part.scale for part in weights]),
        )
        graph = self.graph
        bias = graph.constant("style/bias", np.concatenate(biases))
        x = graph.add("Gemm", ["vector", graph.weights("style/weights", matrix), bias], "style", transB=1)
        x = graph.add("Reshape", [x, graph.constant("style/flat/shape", np.array([-1], np.int64))], "style/flat")
        sizes = graph.constant("style/split/sizes", np.array([len(bias) for bias in biases], np.int64))
        graph.add_split("Split", [x, sizes], "style/split", names, axis=0)


def _published(layer: str) -> str:
    return f"residual/{layer}" if layer.startswith("residual") else f"{layer}/conv"


def _convolution(graph: GraphWriter, x: str, name: str, weights: QuantisedWeights, *bias: str, stride: int = 1) -> str:
    """Reflect-pad by half the kernel, then convolve."""
    size = weights.values.shape[-1]
    pads = graph.constant(f"pads/{size // 2}", np.array([0, 0, size // 2, size // 2] * 2, np.int64))
    padded = graph.add("Pad", [x, pads], f"{name}/padded", mode="reflect")
    kernel = graph.weights(f"{name}/weights", weights)
    return graph.add("Conv", [padded, kernel, *bias], name, kernel_shape=[size, size], strides=[stride, stride])
