"""Operators that weigh and add up: convolutions, products, pooling, normalisation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from impasto.backends.onnxfile import Attribute, Node
from impasto.backends.webgl.attributes import integers
from impasto.backends.webgl.rewriting import CannotConvert, Rewriting, Shape


def _conv(work: Rewriting, node: Node) -> None:
    x, weights = work.shape(node.inputs[0]), work.shape(node.inputs[1])
    if node.attributes.get("auto_pad", "NOTSET") != "NOTSET":
        raise CannotConvert("Conv with padding that is not said in numbers")
    pads = integers(node, "pads", (0, 0, 0, 0))
    strides, dilations = integers(node, "strides", (1, 1)), integers(node, "dilations", (1, 1))
    sides = _windows(x, weights[2:], pads, strides, dilations)
    said: dict[str, Attribute] = {"kernel_shape": weights[2:], "pads": pads, "strides": strides, "dilations": dilations}
    group = node.attributes.get("group", 1)
    work.add("Conv", node.inputs, node.outputs[0], (x[0], weights[0], *sides), group=group, **said)


def _windows(
    x: Shape, kernel: Shape, pads: Shape, strides: Shape, dilations: Sequence[int] = (1, 1)
) -> tuple[int, ...]:
    """Return how many places a kernel has, down and across."""
    return tuple(
        (x[2 + at] + pads[at] + pads[2 + at] - dilations[at] * (kernel[at] - 1) - 1) // strides[at] + 1
        for at in range(2)
    )


def _pool(work: Rewriting, node: Node) -> None:
    x, kernel = work.shape(node.inputs[0]), integers(node, "kernel_shape", ())
    pads, strides = integers(node, "pads", (0, 0, 0, 0)), integers(node, "strides", (1, 1))
    if node.attributes.keys() - {"kernel_shape", "pads", "strides", "count_include_pad"}:
        raise CannotConvert(f"{node.operator} with {', '.join(node.attributes)}")
    shape = (*x[:2], *_windows(x, kernel, pads, strides))
    work.add(node.operator, node.inputs, node.outputs[0], shape, **node.attributes)


def _gemm(work: Rewriting, node: Node) -> None:
    a, b = work.shape(node.inputs[0]), work.shape(node.inputs[1])
    if a[0] == 1 and node.inputs[1] in work.constants and node.attributes == {"transB": 1}:
        _row_times_matrix(work, node)
        return
    rows = a[1] if node.attributes.get("transA") else a[0]
    columns = b[0] if node.attributes.get("transB") else b[1]
    inputs = list(node.inputs)
    if len(inputs) == 2:  # before opset 11 what is added was not optional
        inputs.append(f"{node.outputs[0]}/zero")
        work.constants[inputs[2]] = np.zeros(columns, np.float32)
    work.add("Gemm", inputs, node.outputs[0], (rows, columns), **node.attributes)


def _row_times_matrix(work: Rewriting, node: Node) -> None:
    """Write a row times constants as a convolution of one pixel, which takes four numbers at a time."""
    (x, weights, *bias), (output,) = node.inputs, node.outputs
    columns, depth = work.shape(weights)
    work.constants[f"{output}/kernel"] = work.constant(weights).reshape(columns, depth, 1, 1)
    pixel = work.reshaped(x, f"{output}/input", (1, depth, 1, 1))
    work.add("Conv", [pixel, f"{output}/kernel", *bias], f"{output}/pixel", (1, columns, 1, 1), kernel_shape=(1, 1))
    work.reshaped(f"{output}/pixel", output, (1, columns))


def _matmul(work: Rewriting, node: Node) -> None:
    """Write what weighs the rows or the columns of a map, and adds them up, as that."""
    (a, b), (output,) = node.inputs, node.outputs
    left, right = work.shape(a), work.shape(b)
    if len(left) == 4 and right == (left[3], 1):
        x, shape, weights, axis = a, left, work.reshaped(b, f"{output}/weights", (1, 1, 1, left[3])), 3
    elif len(right) == 4 and left == (1, right[2]):
        x, shape, weights, axis = b, right, work.reshaped(a, f"{output}/weights", (1, 1, right[2], 1)), 2
    else:
        raise CannotConvert(f"MatMul of {left} and {right}")
    weighed = work.add("Mul", [x, weights], f"{output}/weighed", shape)
    summed = tuple(1 if at == axis else side for at, side in enumerate(shape))
    work.add("ReduceSum", [weighed], output, summed, axes=(axis,), keepdims=1)


def _global_average(work: Rewriting, node: Node) -> None:
    shape = work.shape(node.inputs[0])
    work.add("GlobalAveragePool", node.inputs, node.outputs[0], (*shape[:2], 1, 1))


def _instance_norm(work: Rewriting, node: Node) -> None:
    """Write instance normalisation out.

    WebGL's own adds up a whole channel in one go of a shader, which hangs a GPU when pictures are large; here every
    row is added up by itself, then the column of the sums. What they give goes into one pass as batch normalisation.
    """
    x, scale, offset = node.inputs
    (output,) = node.outputs
    shape = work.shape(x)
    rows, each = (*shape[:3], 1), (*shape[:2], 1, 1)

    work.add("ReduceMean", [x], f"{output}/mean/rows", rows, axes=(3,), keepdims=1)
    mean = work.add("ReduceMean", [f"{output}/mean/rows"], f"{output}/mean", each, axes=(2,), keepdims=1)
    centred = work.add("Sub", [x, mean], f"{output}/centred", shape)
    work.add("ReduceSumSquare", [centred], f"{output}/squares/rows", rows, axes=(3,), keepdims=1)
    squares = work.add("ReduceMean", [f"{output}/squares/rows"], f"{output}/squares", each, axes=(2,), keepdims=1)
    work.constants[f"{output}/column"] = np.array([1 / shape[3]], np.float32)
    variance = work.add("Mul", [squares, f"{output}/column"], f"{output}/variance", each)
    mean, variance = (work.reshaped(name, f"{name}/flat", shape[1:2]) for name in (mean, variance))
    epsilon = node.attributes.get("epsilon", 1e-5)
    work.add("BatchNormalization", [x, scale, offset, mean, variance], output, shape, epsilon=epsilon)


OPERATORS: Mapping[str, Callable[[Rewriting, Node], None]] = {
    "AveragePool": _pool,
    "Conv": _conv,
    "Gemm": _gemm,
    "GlobalAveragePool": _global_average,
    "InstanceNormalization": _instance_norm,
    "MatMul": _matmul,
    "MaxPool": _pool,
}
