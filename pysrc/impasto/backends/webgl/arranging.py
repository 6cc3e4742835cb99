"""Operators that arrange numbers anew, and those that take each by itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from impasto.backends.onnxfile import Node
from impasto.backends.webgl.attributes import axis_of, integer, integers
from impasto.backends.webgl.rewriting import CannotConvert, Rewriting, Shape


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
    axis = axis_of(node, len(shapes[0]))
    shape = tuple(sum(each[axis] for each in shapes) if at == axis else size for at, size in enumerate(shapes[0]))
    work.add("Concat", node.inputs, node.outputs[0], shape, axis=axis)


def _reshape(work: Rewriting, node: Node) -> None:
    before = work.shape(node.inputs[0])
    wanted = [before[at] if size == 0 else size for at, size in enumerate(work.integers(node.inputs[1]))]
    rest = math.prod(before) // max(math.prod(size for size in wanted if size != -1), 1)
    work.reshaped(node.inputs[0], node.outputs[0], tuple(rest if size == -1 else size for size in wanted))


def _flatten(work: Rewriting, node: Node) -> None:
    shape = work.shape(node.inputs[0])
    axis = axis_of(node, len(shape), 1)
    flat = (math.prod(shape[:axis]), math.prod(shape[axis:]))
    work.add("Flatten", node.inputs, node.outputs[0], flat, axis=axis)


def _transpose(work: Rewriting, node: Node) -> None:
    shape = work.shape(node.inputs[0])
    order = integers(node, "perm", tuple(range(len(shape)))[::-1])
    work.add("Transpose", node.inputs, node.outputs[0], tuple(shape[at] for at in order), perm=order)


def _depth_to_space(work: Rewriting, node: Node) -> None:
    batch, channels, height, width = work.shape(node.inputs[0])
    block = integer(node, "blocksize")
    # Opset 8 has but one order of the channels, called DCR since; the other is a matter of reshaping.
    small = channels // block**2
    order = (0, 3, 4, 1, 5, 2) if node.attributes.get("mode", "DCR") == "DCR" else (0, 1, 4, 2, 5, 3)
    split = (batch, block, block, small) if order[1] == 3 else (batch, small, block, block)
    _reshuffled(work, node, (*split, height, width), order, (batch, small, height * block, width * block))


def _space_to_depth(work: Rewriting, node: Node) -> None:
    batch, channels, height, width = work.shape(node.inputs[0])
    block = integer(node, "blocksize")
    rows, columns = height // block, width // block
    shape = (batch, channels * block**2, rows, columns)
    _reshuffled(work, node, (batch, channels, rows, block, columns, block), (0, 3, 5, 1, 2, 4), shape)


def _reshuffled(work: Rewriting, node: Node, split: Shape, order: tuple[int, ...], shape: Shape) -> None:
    (x,), (output,) = node.inputs, node.outputs
    x = work.reshaped(x, f"{output}/split", split)
    x = work.add("Transpose", [x], f"{output}/turned", tuple(split[at] for at in order), perm=order)
    work.reshaped(x, output, shape)


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
    axis, at = axis_of(node, len(shape)), 0
    for output, size in zip(node.outputs, sizes, strict=True):
        part = (*shape[:axis], size, *shape[axis + 1 :])
        work.add("Slice", node.inputs[:1], output, part, axes=(axis,), starts=(at,), ends=(at + size,))
        at += size


OPERATORS: Mapping[str, Callable[[Rewriting, Node], None]] = {
    **dict.fromkeys(("Add", "Div", "Mul", "Relu", "Sigmoid", "Sqrt", "Sub"), _elementwise),
    "Cast": _cast,
    "Clip": _clip,
    "Concat": _concat,
    "DepthToSpace": _depth_to_space,
    "Flatten": _flatten,
    "Pad": _pad,
    "Reshape": _reshape,
    "Resize": _resize,
    "Round": _cast,  # pictures are rounded when they come out
    "Slice": _slice,
    "SpaceToDepth": _space_to_depth,
    "Split": _split,
    "Transpose": _transpose,
}
