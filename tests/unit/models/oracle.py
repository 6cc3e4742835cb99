"""Both networks once more, in plain numpy and float64, written from the papers and not from the graphs.

Slow and simple on purpose: the graphs are checked against it. Only the numbers are taken from the committed files.
Pictures are [height, width, 3], RGB 0..1; everything between is [channels, height, width].
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

Array = NDArray[np.float64]


class Weights:
    """The weights and biases of one ONNX file, by the name of their layer."""

    def __init__(self, file: Path) -> None:
        tensors = onnx.load(file).graph.initializer
        self._arrays = {tensor.name: numpy_helper.to_array(tensor).astype(np.float64) for tensor in tensors}

    def kernel(self, layer: str) -> Array:
        """Return the weights [out, in, rows, columns] (or [out, in]), dequantised."""
        return self._arrays[f"{layer}/weights/int8"] * self._arrays[f"{layer}/weights/scale"]

    def separable(self, layer: str) -> bool:
        """Return whether the layer is a convolution of each channel by itself, and a 1x1 convolution over them."""
        return f"{layer}/depthwise/weights/int8" in self._arrays

    def bias(self, layer: str) -> Array:
        return self._arrays[f"{layer}/bias"]


def style_vector(picture: Array, weights: Weights) -> Array:
    """Return the style vector [100] by MobileNet-v2 (Sandler et al. 2018, table 2) at width 1."""
    x = relu6(same_convolution(picture.transpose(2, 0, 1), weights, "Conv", stride=2))
    channels_in, number = 32, 0
    # Table 2: expansion, channels out, blocks, stride of the first block.
    for expansion, channels, blocks, first_stride in (
        (1, 16, 1, 1),
        (6, 24, 2, 2),
        (6, 32, 3, 2),
        (6, 64, 4, 2),
        (6, 96, 3, 1),
        (6, 160, 3, 2),
        (6, 320, 1, 1),
    ):
        for block in range(blocks):
            stride = first_stride if block == 0 else 1
            name = "expanded_conv" if number == 0 else f"expanded_conv_{number}"
            inner = x
            if expansion > 1:
                inner = relu6(same_convolution(inner, weights, f"{name}/expand"))
            inner = relu6(same_convolution(inner, weights, f"{name}/depthwise", stride, depthwise=True))
            inner = same_convolution(inner, weights, f"{name}/project")
            x = x + inner if stride == 1 and channels_in == channels else inner
            channels_in, number = channels, number + 1
    x = relu6(same_convolution(x, weights, "Conv_1"))
    return np.asarray(weights.kernel("mobilenet_conv") @ x.mean((1, 2)))


def encode(picture: Array, weights: Weights) -> Array:
    """Return the features [channels, height / 4, width / 4] of a picture (Ghiasi et al. 2017)."""
    x = picture.transpose(2, 0, 1)
    for layer, stride in (("contract/conv1", 1), ("contract/conv2", 2), ("contract/conv3", 2)):
        x = relu(reflected_convolution(x, weights, layer, stride) + weights.bias(layer)[:, None, None])
    return x


def decode(features: Array, vector: Array, weights: Weights) -> Array:
    """Return the picture [4 * rows, 4 * columns, 3] painted from features under a style vector [100]."""
    parameters = weights.kernel("style") @ vector + weights.bias("style")

    def styled(x: Array, layer: str) -> Array:
        nonlocal parameters
        x = reflected_convolution(x, weights, layer)
        gamma, beta, parameters = np.split(parameters, [len(x), 2 * len(x)])
        centred = x - x.mean((1, 2), keepdims=True)
        deviation = np.sqrt((centred**2).mean((1, 2), keepdims=True) + 1e-5)
        result: Array = centred / deviation * gamma[:, None, None] + beta[:, None, None]
        return result

    x = features
    for block in range(1, 6):
        x = x + styled(relu(styled(x, f"residual{block}/conv1")), f"residual{block}/conv2")
    for layer in ("expand/conv1", "expand/conv2"):
        x = relu(styled(x.repeat(2, axis=1).repeat(2, axis=2), layer))
    painted: Array = 1 / (1 + np.exp(-styled(x, "expand/conv3")))
    return painted.transpose(1, 2, 0)


def relu(x: Array) -> Array:
    return np.maximum(x, 0)


def relu6(x: Array) -> Array:
    return np.clip(x, 0, 6)


def same_convolution(x: Array, weights: Weights, layer: str, stride: int = 1, depthwise: bool = False) -> Array:
    """Convolve with zero padding as TensorFlow's "SAME" counts it, and add the bias."""
    kernel = weights.kernel(layer)
    padding = [(0, 0)]
    for side in x.shape[1:]:
        total = max((-(-side // stride) - 1) * stride + kernel.shape[-1] - side, 0)
        padding.append((total // 2, total - total // 2))
    convolved = convolution(np.pad(x, padding), kernel, stride, depthwise)
    return convolved + weights.bias(layer)[:, None, None]


def reflected_convolution(x: Array, weights: Weights, layer: str, stride: int = 1) -> Array:
    """Convolve with reflect padding by half the kernel, without bias."""
    separable = weights.separable(layer)
    kernel = weights.kernel(f"{layer}/depthwise" if separable else layer)
    half = kernel.shape[-1] // 2
    padded = np.pad(x, [(0, 0), (half, half), (half, half)], "reflect")
    if separable:
        return convolution(convolution(padded, kernel, 1, depthwise=True), weights.kernel(f"{layer}/pointwise"), 1)
    return convolution(padded, kernel, stride)


def convolution(x: Array, kernel: Array, stride: int, depthwise: bool = False) -> Array:
    """Convolve without padding: the sum, over the kernel's positions, of shifted pictures times one weight each."""
    size = kernel.shape[-1]
    rows, columns = ((side - size) // stride + 1 for side in x.shape[1:])
    result = np.zeros((len(kernel), rows, columns))
    for row in range(size):
        for column in range(size):
            shifted = x[:, row : row + stride * rows : stride, column : column + stride * columns : stride]
            if depthwise:
                result += kernel[:, 0, row, column, None, None] * shifted
            else:
                result += np.tensordot(kernel[:, :, row, column], shifted, axes=1)
    return result
