"""ONNX files read and written: as much of the format as is needed to make one graph out of another.

An ONNX file is a protocol buffer of the messages in https://github.com/onnx/onnx/blob/main/onnx/onnx.proto; the numbers
of their fields stand below. The package onnx would do all this, but it is several times as large as everything else
that the browser gets of Python.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from impasto.backends.protobuf import Message, bytes_field, float_field, integer_field

Array: TypeAlias = NDArray[Any]
Attribute: TypeAlias = "int | float | str | tuple[int, ...] | tuple[float, ...] | Array"

DTYPES = {1: np.float32, 2: np.uint8, 3: np.int8, 6: np.int32, 7: np.int64, 9: np.bool_, 10: np.float16, 11: np.float64}
"""numpy's types by the number of ``TensorProto.DataType``."""
NUMBERS = {np.dtype(dtype): number for number, dtype in DTYPES.items()}


@dataclass(slots=True)
class Node:
    """One operator; an input that is left out is the empty text."""

    operator: str
    inputs: list[str]
    outputs: list[str]
    attributes: dict[str, Attribute] = field(default_factory=dict)


@dataclass(slots=True)
class Value:
    """An input or output of the graph; a dimension that is free is given by its name."""

    name: str
    dtype: np.dtype[Any]
    shape: tuple[int | str, ...]


@dataclass(slots=True)
class OnnxGraph:
    """Nodes in the order in which they run, constants by name, and what goes in and out."""

    name: str
    opset: int
    nodes: list[Node]
    constants: dict[str, Array]
    inputs: list[Value]
    outputs: list[Value]


def read(data: bytes) -> OnnxGraph:
    """Read an ONNX file with one graph of standard operators.

    Raises:
        ValueError: it holds something that is not dealt with here, such as operators of another domain.
    """
    model = Message(data)
    opsets = {opset.text(1): opset.integer(2) for opset in model.messages(8)}
    if set(opsets) != {""}:
        raise ValueError(f"only standard operators are read, not those of {', '.join(sorted(opsets))}")
    graph = model.message(7)
    constants = dict(_tensor(tensor) for tensor in graph.messages(5))
    return OnnxGraph(
        name=graph.text(2),
        opset=opsets[""],
        nodes=[_node(node) for node in graph.messages(1)],
        constants=constants,
        inputs=[value for value in map(_value, graph.messages(11)) if value.name not in constants],
        outputs=[_value(value) for value in graph.messages(12)],
    )


def _node(node: Message) -> Node:
    attributes = dict(_attribute(attribute) for attribute in node.messages(5))
    return Node(node.text(4), node.texts(1), node.texts(2), attributes)


def _attribute(attribute: Message) -> tuple[str, Attribute]:
    name, kind = attribute.text(1), attribute.integer(20)
    match kind:
        case 1:
            return name, attribute.floats(2)[-1]
        case 2:
            return name, attribute.integer(3)
        case 3:
            return name, attribute.text(4)
        case 4:
            return name, _tensor(attribute.message(5))[1]
        case 6:
            return name, attribute.floats(7)
        case 7:
            return name, attribute.integers(8)
    raise ValueError(f"attribute {name} is of kind {kind}")


def _tensor(tensor: Message) -> tuple[str, Array]:
    dtype, shape = np.dtype(DTYPES[tensor.integer(2)]), tensor.integers(1)
    if 9 in tensor:
        flat = np.frombuffer(tensor.raw(9), dtype.newbyteorder("<")).astype(dtype)
    elif dtype == np.float32:
        flat = np.array(tensor.floats(4), dtype)
    else:
        flat = np.array(tensor.integers(7 if dtype == np.int64 else 5), dtype)
    return tensor.text(8), flat.reshape(shape)


def _value(value: Message) -> Value:
    tensor = value.message(2).message(1)
    dims = tensor.message(2).messages(1) if 2 in tensor else []
    shape = tuple(dim.integer(1) if 1 in dim else dim.text(2) for dim in dims)
    return Value(value.text(1), np.dtype(DTYPES[tensor.integer(1)]), shape)


def write(graph: OnnxGraph, ir_version: int) -> bytes:
    """Write an ONNX file; ``ir_version`` is that of the format (3 for opset 8, 7 for opset 13)."""
    inputs = list(graph.inputs)
    if ir_version < 4:  # until then every constant is an input too
        inputs += [Value(name, array.dtype, array.shape) for name, array in graph.constants.items()]
    body = [
        *(bytes_field(1, _write_node(node)) for node in graph.nodes),
        bytes_field(2, graph.name.encode()),
        *(bytes_field(5, _write_tensor(name, array)) for name, array in graph.constants.items()),
        *(bytes_field(11, _write_value(value)) for value in inputs),
        *(bytes_field(12, _write_value(value)) for value in graph.outputs),
    ]
    opset = bytes_field(1, b"") + integer_field(2, graph.opset)
    return integer_field(1, ir_version) + bytes_field(8, opset) + bytes_field(7, b"".join(body))


def _write_node(node: Node) -> bytes:
    return b"".join(
        [
            *(bytes_field(1, name.encode()) for name in node.inputs),
            *(bytes_field(2, name.encode()) for name in node.outputs),
            bytes_field(3, node.outputs[0].encode()),
            bytes_field(4, node.operator.encode()),
            *(bytes_field(5, _write_attribute(*item)) for item in node.attributes.items()),
        ]
    )


def _write_attribute(name: str, value: Attribute) -> bytes:
    start = bytes_field(1, name.encode())
    match value:
        case float():
            return start + float_field(2, value) + integer_field(20, 1)
        case int():
            return start + integer_field(3, value) + integer_field(20, 2)
        case str():
            return start + bytes_field(4, value.encode()) + integer_field(20, 3)
        case tuple() if any(isinstance(each, float) for each in value):
            return start + b"".join(float_field(7, each) for each in value) + integer_field(20, 6)
        case tuple():
            return start + b"".join(integer_field(8, int(each)) for each in value) + integer_field(20, 7)
    return start + bytes_field(5, _write_tensor("", value)) + integer_field(20, 4)


def _write_tensor(name: str, array: Array) -> bytes:
    raw = array.astype(array.dtype.newbyteorder("<")).tobytes()
    dims = b"".join(integer_field(1, dim) for dim in array.shape)
    return dims + integer_field(2, NUMBERS[array.dtype]) + bytes_field(8, name.encode()) + bytes_field(9, raw)


def _write_value(value: Value) -> bytes:
    dims = [bytes_field(2, dim.encode()) if isinstance(dim, str) else integer_field(1, dim) for dim in value.shape]
    shape = b"".join(bytes_field(1, dim) for dim in dims)
    tensor = integer_field(1, NUMBERS[value.dtype]) + bytes_field(2, shape)
    return bytes_field(1, value.name.encode()) + bytes_field(2, bytes_field(1, tensor))
