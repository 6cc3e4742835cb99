"""What stands for each operator of a graph under WebGL; ``webgl`` puts the graph together."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from impasto.backends import onnxfile
from impasto.backends.onnxfile import Array, Attribute, Node

Shape = tuple[int, ...]


class CannotConvert(ValueError):
    """A graph uses something that has no counterpart under WebGL."""


class Rewriting:
    """Takes in one node after another, and appends to ``nodes`` what stands for it."""

    def __init__(self, constants: Mapping[str, Array], shapes: Mapping[str, Shape]) -> None:
        self.nodes: list[Node] = []
        self.constants = dict(constants)
        self.shapes: dict[str, Shape] = dict(shapes)
        self._same: dict[str, str] = {}
        """Names of tensors that are other tensors here, such as one that was only cast."""

    def take(self, node: Node) -> None:
        """Take in a node: work it out if all its inputs are constants, else rewrite it."""
        inputs = [self._same.get(name, name) for name in node.inputs]
        if all(name in self.constants for name in inputs):
            if node.operator not in CONSTANT:
                raise CannotConvert(f"{node.operator} of constants")
            values = [self.constants[name] for name in inputs]
            self.constants[node.outputs[0]] = np.asarray(CONSTANT[node.operator](node.attributes, *values))
            return
        if node.operator not in OPERATORS:
            raise CannotConvert(node.operator)
        OPERATORS[node.operator](self, Node(node.operator, inputs, node.outputs, node.attributes))

    def name_outputs(self, outputs: Sequence[str]) -> None:
        """Give outputs that are other tensors here their own names."""
        names = {self._same[name]: name for name in outputs if name in self._same}
        for node in self.nodes:
            node.inputs = [names.get(name, name) for name in node.inputs]
            node.outputs = [names.get(name, name) for name in node.outputs]
        self.shapes |= {new: self.shapes[old] for old, new in names.items()}

    def add(self, operator: str, inputs: Sequence[str], output: str, shape: Shape, **attributes: Attribute) -> str:
        """Append a node with one output of this shape."""
        self.nodes.append(Node(operator, list(inputs), [output], attributes))
        self.shapes[output] = shape
        return output

    def same(self, node: Node) -> None:
        """Let a node pass: its output is its first input."""
        self._same[node.outputs[0]] = node.inputs[0]

    def shape(self, name: str) -> Shape:
        return self.shapes[name] if name in self.shapes else tuple(self.constants[name].shape)

    def constant(self, name: str) -> Array:
        if name not in self.constants:
            raise CannotConvert(f"{name} is not a constant")
        return self.constants[name]

    def integers(self, name: str) -> tuple[int, ...]:
        return tuple(int(value) for value in self.constant(name).ravel())

    def floats(self, node: Node) -> None:
        """Let constants of other types that floats meet be floats too."""
        for name in node.inputs:
            if name in self.constants:
                self.constants[name] = self.constants[name].astype(np.float32)


def _elementwise(work: Rewriting, node: Node) -> None:
    work.floats(node)
    shape = np.broadcast_shapes(*map(work.shape, node.inputs))
    work.add(node.operator, node.inputs, node.outputs[0], shape, **node.attributes)


def _cast(work: Rewriting, node: Node) -> None:
    work.same(node)


def _clip(work: Rewriting, node: Node) -> None:
    low, high = (
        float(work.constant(name)) if name else default
        for name, default in zip([*node.inputs[1:], "", ""], (-math.inf, math.inf), strict=False)
    )
    work.add("Clip", node.inputs[:1], node.outputs[0], work.shape(node.inputs[0]), min=low, max=high)


def _concat(work: Rewriting, node: Node) -> None:
    work.floats(node)
    shapes = [work.shape(name) for name in node.inputs]
    axis = _axis(node, len(shapes[0]))
    shape = tuple(sum(each[axis] for each in shapes) if at == axis else size for at, size in enumerate(shapes[0]))
    work.add("Concat", node.inputs, node.outputs[0], shape, axis=axis)


def _conv(work: Rewriting, node: Node) -> None:
    x, weights = work.shape(node.inputs[0]), work.shape(node.inputs[1])
    if node.attributes.get("auto_pad", "NOTSET") != "NOTSET":
        raise CannotConvert("Conv with padding that is not said in numbers")
    pads = _integers(node, "pads", (0, 0, 0, 0))
    strides, dilations = _integers(node, "strides", (1, 1)), _integers(node, "dilations", (1, 1))
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
    x, kernel = work.shape(node.inputs[0]), _integers(node, "kernel_shape", ())
    pads, strides = _integers(node, "pads", (0, 0, 0, 0)), _integers(node, "strides", (1, 1))
    if node.attributes.keys() - {"kernel_shape", "pads", "strides", "count_include_pad"}:
        raise CannotConvert(f"{node.operator} with {', '.join(node.attributes)}")
    shape = (*x[:2], *_windows(x, kernel, pads, strides))
    work.add(node.operator, node.inputs, node.outputs[0], shape, **node.attributes)


def _depth_to_space(work: Rewriting, node: Node) -> None:
    batch, channels, height, width = work.shape(node.inputs[0])
    block = _integer(node, "blocksize")
    # Opset 8 has but one order of the channels, called DCR since; the other is a matter of reshaping.
    small = channels // block**2
    order = (0, 3, 4, 1, 5, 2) if node.attributes.get("mode", "DCR") == "DCR" else (0, 1, 4, 2, 5, 3)
    split = (batch, block, block, small) if order[1] == 3 else (batch, small, block, block)
    _reshuffled(work, node, (*split, height, width), order, (batch, small, height * block, width * block))


def _space_to_depth(work: Rewriting, node: Node) -> None:
    batch, channels, height, width = work.shape(node.inputs[0])
    block = _integer(node, "blocksize")
    rows, columns = height // block, width // block
    shape = (batch, channels * block**2, rows, columns)
    _reshuffled(work, node, (batch, channels, rows, block, columns, block), (0, 3, 5, 1, 2, 4), shape)


def _reshuffled(work: Rewriting, node: Node, split: Shape, order: tuple[int, ...], shape: Shape) -> None:
    (x,), (output,) = node.inputs, node.outputs
    x = _reshaped(work, x, f"{output}/split", split)
    x = work.add("Transpose", [x], f"{output}/turned", tuple(split[at] for at in order), perm=order)
    _reshaped(work, x, output, shape)


def _reshaped(work: Rewriting, x: str, output: str, shape: Shape) -> str:
    work.constants[f"{output}/shape"] = np.array(shape, np.int64)
    return work.add("Reshape", [x, f"{output}/shape"], output, shape)


def _reshape(work: Rewriting, node: Node) -> None:
    before = work.shape(node.inputs[0])
    wanted = [before[at] if size == 0 else size for at, size in enumerate(work.integers(node.inputs[1]))]
    rest = math.prod(before) // max(math.prod(size for size in wanted if size != -1), 1)
    _reshaped(work, node.inputs[0], node.outputs[0], tuple(rest if size == -1 else size for size in wanted))


def _flatten(work: Rewriting, node: Node) -> None:
    shape = work.shape(node.inputs[0])
    axis = _axis(node, len(shape), 1)
    flat = (math.prod(shape[:axis]), math.prod(shape[axis:]))
    work.add("Flatten", node.inputs, node.outputs[0], flat, axis=axis)


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
    pixel = _reshaped(work, x, f"{output}/input", (1, depth, 1, 1))
    work.add("Conv", [pixel, f"{output}/kernel", *bias], f"{output}/pixel", (1, columns, 1, 1), kernel_shape=(1, 1))
    _reshaped(work, f"{output}/pixel", output, (1, columns))


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
    mean, variance = (_reshaped(work, name, f"{name}/flat", shape[1:2]) for name in (mean, variance))
    epsilon = node.attributes.get("epsilon", 1e-5)
    work.add("BatchNormalization", [x, scale, offset, mean, variance], output, shape, epsilon=epsilon)


def _pad(work: Rewriting, node: Node) -> None:
    shape, pads = work.shape(node.inputs[0]), work.integers(node.inputs[1])
    value = float(work.constant(node.inputs[2])) if len(node.inputs) > 2 and node.inputs[2] else 0.0
    padded = tuple(size + pads[at] + pads[len(shape) + at] for at, size in enumerate(shape))
    mode = node.attributes.get("mode", "constant")
    work.add("Pad", node.inputs[:1], node.outputs[0], padded, mode=mode, pads=pads, value=value)


def _resize(work: Rewriting, node: Node) -> None:
    if node.attributes.get("mode", "nearest") != "nearest":
        raise CannotConvert("Resize that is not to the nearest")
    shape, scales = work.shape(node.inputs[0]), work.constant(node.inputs[2]).astype(float)
    if (scales != np.rint(scales)).any():
        raise CannotConvert("Resize that does not repeat whole pixels")
    larger = tuple(size * int(scale) for size, scale in zip(shape, scales, strict=True))
    work.add("Upsample", node.inputs[:1], node.outputs[0], larger, mode="nearest", scales=tuple(scales.tolist()))


def _slice(work: Rewriting, node: Node) -> None:
    shape = list(work.shape(node.inputs[0]))
    starts, ends = work.integers(node.inputs[1]), work.integers(node.inputs[2])
    axes = work.integers(node.inputs[3]) if len(node.inputs) > 3 and node.inputs[3] else tuple(range(len(starts)))
    if len(node.inputs) > 4:
        raise CannotConvert("Slice with steps")
    for axis, start, end in zip(axes, starts, ends, strict=True):
        shape[axis] = len(range(shape[axis])[start:end])
    work.add("Slice", node.inputs[:1], node.outputs[0], tuple(shape), axes=axes, starts=starts, ends=ends)


def _split(work: Rewriting, node: Node) -> None:
    """Write a split as slices, which WebGL computes where they are used."""
    shape, sizes = work.shape(node.inputs[0]), work.integers(node.inputs[1])
    axis, at = _axis(node, len(shape)), 0
    for output, size in zip(node.outputs, sizes, strict=True):
        part = (*shape[:axis], size, *shape[axis + 1 :])
        work.add("Slice", node.inputs[:1], output, part, axes=(axis,), starts=(at,), ends=(at + size,))
        at += size


def _transpose(work: Rewriting, node: Node) -> None:
    shape = work.shape(node.inputs[0])
    order = _integers(node, "perm", tuple(range(len(shape)))[::-1])
    work.add("Transpose", node.inputs, node.outputs[0], tuple(shape[at] for at in order), perm=order)


def _axis(node: Node, rank: int, default: int = 0) -> int:
    axis = node.attributes.get("axis", default)
    assert isinstance(axis, int)
    return axis % rank


def _integer(node: Node, name: str) -> int:
    value = node.attributes[name]
    assert isinstance(value, int)
    return value


def _integers(node: Node, name: str, default: tuple[int, ...]) -> tuple[int, ...]:
    values = node.attributes.get(name, default)
    assert isinstance(values, tuple)
    return tuple(int(value) for value in values)


OPERATORS: Mapping[str, Callable[[Rewriting, Node], None]] = {
    **dict.fromkeys(("Add", "Div", "Mul", "Relu", "Sigmoid", "Sqrt", "Sub"), _elementwise),
    "AveragePool": _pool,
    "Cast": _cast,
    "Clip": _clip,
    "Concat": _concat,
    "Conv": _conv,
    "DepthToSpace": _depth_to_space,
    "Flatten": _flatten,
    "Gemm": _gemm,
    "GlobalAveragePool": _global_average,
    "InstanceNormalization": _instance_norm,
    "MaxPool": _pool,
    "Pad": _pad,
    "Reshape": _reshape,
    "Resize": _resize,
    "Round": _cast,  # pictures are rounded when they come out
    "Slice": _slice,
    "SpaceToDepth": _space_to_depth,
    "Split": _split,
    "Transpose": _transpose,
}

CONSTANT: Mapping[str, Callable[..., Any]] = {
    "Cast": lambda attributes, x: x.astype(onnxfile.DTYPES[attributes["to"]]),
    "Mul": lambda _, x, y: x * y,
    "Reshape": lambda _, x, shape: x.reshape(shape),
    "Transpose": lambda attributes, x: x.transpose(attributes["perm"]),
}
