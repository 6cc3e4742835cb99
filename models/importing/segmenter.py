"""The network that finds people: MobileNet-v3 with a decoder (MediaPipe's selfie segmentation), out of TensorFlow Lite.

What is fixed is written with operators that the other networks have, so that onnxruntime's program for the browser
need not grow: enlarging to twice the size, and the transposed convolution at the end, are convolutions whose channels
become pixels.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto

from importing.graph import GraphWriter, Value
from importing.pictures import for_levels, levels
from importing.tflite import ImportFailed, Operator, TFLiteModel

SAME, NO_ACTIVATION = 0, 0
"""TensorFlow Lite's numbers of padding as large as the input asks for, and of no activation."""

TRANSPOSED_BY_TWO = struct.pack("<3i", 1, 2, 2)
"""Options of the transposed convolution that is known: padding (which does not matter to it) and both strides."""

# A pixel of a picture of twice the size lies a quarter of a pixel beside one of the smaller picture's.
NEAR, FAR = 0.75, 0.25


def segmenter_graph(name: str, model: TFLiteModel, about: str) -> bytes:
    """Return the graph picture uint8 [1, height, width, 3] -> mask float32 [1, 1, height, width], 0..1.

    Height and width are those of the model. Raises ``ImportFailed`` for an operator that is not known, or not so.
    """
    writer = _Writer(model)
    for operator in model.operators:
        write = OPERATORS.get(operator.kind)
        if write is None:
            raise ImportFailed(f"the operator {operator.kind} is not known")
        if operator.options.get("fusedActivationFunction", NO_ACTIVATION) != NO_ACTIVATION:
            raise ImportFailed(f"{operator.kind} has an activation of its own")
        writer.names[operator.output] = write(writer, operator, writer.label(operator))
    _, height, width, _ = model.shape(model.input)
    picture = Value([1, height, width, 3], "uint8")
    return writer.graph.model(name, {"picture": picture}, {"mask": Value([1, 1, height, width])}, about)


class _Writer:
    """The graph while it is written; ``names`` are its tensors by the numbers that they have in the model."""

    def __init__(self, model: TFLiteModel) -> None:
        self.model = model
        self.graph = GraphWriter()
        self.names: dict[int, str] = {model.input: levels(self.graph)}

    def label(self, operator: Operator) -> str:
        return "mask" if operator.output == self.model.output else f"{operator.kind.lower()}_{operator.output}"

    def convolution(self, operator: Operator, name: str, order: tuple[int, ...], **layout: int) -> str:
        """Add a convolution whose weights have ``order`` put them as [out, in, rows, columns]."""
        x, weights, bias = operator.inputs
        kernel = self.model.constant(weights).transpose(order)
        stride, size = operator.options["strideW"], self.model.shape(x)[1:3]
        if stride != operator.options["strideH"] or operator.options["dilationWFactor"] != 1:
            raise ImportFailed(f"{name} has strides of two kinds, or dilation")
        pads = _same_pads(size, kernel.shape[2:], stride) if operator.options["padding"] == SAME else [0] * 4
        named = self.half(f"{name}/weights", kernel)
        if x == self.model.input:
            named = for_levels(self.graph, named)
        inputs = [self.names[x], named, self.half(f"{name}/bias", self.model.constant(bias))]
        sides = list(kernel.shape[2:])
        return self.graph.add("Conv", inputs, name, kernel_shape=sides, strides=[stride] * 2, pads=pads, **layout)

    def half(self, name: str, value: NDArray[np.float16]) -> str:
        """Store a constant as float16; onnxruntime makes float32 of it once, when it loads the graph."""
        stored = self.graph.constant(f"{name}/float16", np.ascontiguousarray(value, np.float16))
        return self.graph.add("Cast", [stored], name, to=TensorProto.FLOAT)

    def number(self, name: str, value: float) -> str:
        return self.graph.constant(name, np.array(value, np.float32))


def _same_pads(sides: tuple[int, ...], kernel: tuple[int, ...], stride: int) -> list[int]:
    """Return what padding "SAME" of TensorFlow is, in px: top, left, bottom, right."""
    totals = [max((-(-side // stride) - 1) * stride + size - side, 0) for side, size in zip(sides, kernel, strict=True)]
    return [total // 2 for total in totals] + [total - total // 2 for total in totals]


def _convolution(writer: _Writer, operator: Operator, name: str) -> str:
    return writer.convolution(operator, name, (0, 3, 1, 2))


def _depthwise(writer: _Writer, operator: Operator, name: str) -> str:
    channels = writer.model.shape(operator.inputs[1])[3]
    if operator.options["depthMultiplier"] != 1:
        raise ImportFailed(f"{name} makes several channels of each")
    return writer.convolution(operator, name, (3, 0, 1, 2), group=channels)


def _hard_swish(writer: _Writer, operator: Operator, name: str) -> str:
    """Add x relu6(x + 3) / 6 (Howard et al., *Searching for MobileNetV3*, ICCV 2019, section 5.2)."""
    graph, x = writer.graph, writer.names[operator.inputs[0]]
    moved = graph.add("Add", [x, writer.number("hard_swish/three", 3)], f"{name}/moved")
    low, high = writer.number("hard_swish/low", 0), writer.number("hard_swish/high", 6)
    product = graph.add("Mul", [x, graph.add("Clip", [moved, low, high], f"{name}/gate")], f"{name}/product")
    return graph.add("Mul", [product, writer.number("hard_swish/sixth", 1 / 6)], name)


def _mean(writer: _Writer, operator: Operator, name: str) -> str:
    """Add the mean of each channel; other pools are not known."""
    sides = writer.model.shape(operator.inputs[0])[1:3]
    if sides != (operator.options["filterHeight"], operator.options["filterWidth"]):
        raise ImportFailed(f"{name} pools less than the whole")
    return writer.graph.add("GlobalAveragePool", [writer.names[operator.inputs[0]]], name)


def _doubled(writer: _Writer, operator: Operator, name: str) -> str:
    """Add bilinear enlargement to twice the size, whose pixels are fixed sums of 3x3 pixels of what is smaller."""
    x = operator.inputs[0]
    _, height, width, channels = writer.model.shape(x)
    doubled = writer.model.shape(operator.output)[1:3] == (2 * height, 2 * width)
    if not (doubled and operator.options["halfPixelCenters"] and not operator.options["alignCorners"]):
        raise ImportFailed(f"{name} does not enlarge to twice the size, pixel by pixel")
    graph = writer.graph
    ends = graph.constant("enlarged/ends", np.array([0, 0, 1, 1, 0, 0, 1, 1], np.int64))
    padded = graph.add("Pad", [writer.names[x], ends], f"{name}/padded", mode="edge")
    shares = np.array([[FAR, NEAR, 0], [0, NEAR, FAR]], np.float32)
    kernels = np.einsum("ay,bx->abyx", shares, shares).reshape(4, 1, 3, 3)
    weights = graph.constant(f"enlarged/{channels}", np.tile(kernels, (channels, 1, 1, 1)))
    pixels = graph.add("Conv", [padded, weights], f"{name}/pixels", kernel_shape=[3, 3], group=channels)
    return graph.add("DepthToSpace", [pixels], name, blocksize=2, mode="CRD")


def _transposed(writer: _Writer, operator: Operator, name: str) -> str:
    """Add MediaPipe's transposed convolution: with 2x2 weights and a stride of two, each pixel becomes four."""
    x, weights, bias = operator.inputs
    kernel = writer.model.constant(weights)
    out, rows, columns, channels = kernel.shape
    if operator.raw != TRANSPOSED_BY_TWO or (out, rows, columns) != (1, 2, 2):
        raise ImportFailed(f"{name} is no transposed convolution that makes four pixels of one")
    named = writer.half(f"{name}/weights", kernel.reshape(4, channels, 1, 1))
    pixels = writer.graph.add("Conv", [writer.names[x], named], f"{name}/pixels", kernel_shape=[1, 1])
    larger = writer.graph.add("DepthToSpace", [pixels], f"{name}/larger", blocksize=2, mode="CRD")
    return writer.graph.add("Add", [larger, writer.half(f"{name}/bias", writer.model.constant(bias))], name)


def _plain(kind: str) -> Callable[[_Writer, Operator, str], str]:
    def write(writer: _Writer, operator: Operator, name: str) -> str:
        return writer.graph.add(kind, [writer.names[each] for each in operator.inputs], name)

    return write


OPERATORS: Mapping[str, Callable[[_Writer, Operator, str], str]] = {
    "ADD": _plain("Add"),
    "AVERAGE_POOL_2D": _mean,
    "CONV_2D": _convolution,
    "Convolution2DTransposeBias": _transposed,
    "DEPTHWISE_CONV_2D": _depthwise,
    "HARD_SWISH": _hard_swish,
    "LOGISTIC": _plain("Sigmoid"),
    "MUL": _plain("Mul"),
    "RELU": _plain("Relu"),
    "RESIZE_BILINEAR": _doubled,
}
