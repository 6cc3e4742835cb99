"""ONNX files read and written: as much of the format as is needed to make one graph out of another.

An ONNX file is a protocol buffer (https://protobuf.dev/programming-guides/encoding) of the messages in
https://github.com/onnx/onnx/blob/main/onnx/onnx.proto; the numbers of their fields stand below. The package onnx
would do all this, but it is several times as large as everything else that the browser gets of Python.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

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
    model = _fields(data)
    opsets = {_text(opset, 1): _number(opset, 2) for opset in map(_fields, model[8])}
    if set(opsets) != {""}:
        raise ValueError(f"only standard operators are read, not those of {', '.join(sorted(opsets))}")
    graph = _fields(model[7][0])
    constants = dict(_tensor(tensor) for tensor in graph.get(5, []))
    return OnnxGraph(
        name=_text(graph, 2),
        opset=opsets[""],
        nodes=[_node(node) for node in graph.get(1, [])],
        constants=constants,
        inputs=[value for value in map(_value, graph.get(11, [])) if value.name not in constants],
        outputs=[_value(value) for value in graph.get(12, [])],
    )


def write(graph: OnnxGraph, ir_version: int) -> bytes:
    """Write an ONNX file; ``ir_version`` is that of the format (3 for opset 8, 7 for opset 13)."""
    constants = [_write_tensor(name, array) for name, array in graph.constants.items()]
    body = [
        *(_message(1, _write_node(node)) for node in graph.nodes),
        _message(2, graph.name.encode()),
        *(_message(5, constant) for constant in constants),
        *(_message(11, _write_value(value)) for value in graph.inputs),
    ]
    if ir_version < 4:  # until then every constant is an input too
        body += [
            _message(11, _write_value(Value(name, array.dtype, array.shape))) for name, array in graph.constants.items()
        ]
    body += [_message(12, _write_value(value)) for value in graph.outputs]
    opset = _message(1, b"") + _integer(2, graph.opset)
    return _integer(1, ir_version) + _message(8, opset) + _message(7, b"".join(body))


# Fields of a message by number, each with all its values in order: numbers as int, everything else as bytes.
_Fields: TypeAlias = "dict[int, list[Any]]"


def _fields(data: bytes | memoryview) -> _Fields:
    fields: _Fields = {}
    for number, value in _walk(memoryview(data)):
        fields.setdefault(number, []).append(value)
    return fields


def _walk(data: memoryview) -> Iterator[tuple[int, Any]]:
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, at = _varint(data, at)
            yield number, value
            continue
        if kind == 2:
            length, at = _varint(data, at)
        elif kind in {1, 5}:
            length = 8 if kind == 1 else 4
        else:
            raise ValueError(f"no field of a protocol buffer is of kind {kind}")
        if at + length > len(data):
            raise ValueError("the file ends too early")
        yield number, data[at : at + length]
        at += length


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if at >= len(data):
            raise ValueError("the file ends too early")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _text(fields: _Fields, number: int) -> str:
    return bytes(fields[number][-1]).decode() if number in fields else ""


def _number(fields: _Fields, number: int) -> int:
    value = int(fields[number][-1]) if number in fields else 0
    return value - 2**64 if value >= 2**63 else value


def _integers(fields: _Fields, number: int) -> tuple[int, ...]:
    """Return a repeated integer, which may be packed."""
    values: list[int] = []
    for value in fields.get(number, []):
        if isinstance(value, int):
            values.append(value)
            continue
        at = 0
        while at < len(value):
            one, at = _varint(value, at)
            values.append(one)
    return tuple(value - 2**64 if value >= 2**63 else value for value in values)


def _floats(fields: _Fields, number: int) -> tuple[float, ...]:
    return tuple(np.frombuffer(b"".join(bytes(value) for value in fields.get(number, [])), "<f4").tolist())


def _node(data: memoryview) -> Node:
    fields = _fields(data)
    return Node(
        operator=_text(fields, 4),
        inputs=[bytes(name).decode() for name in fields.get(1, [])],
        outputs=[bytes(name).decode() for name in fields.get(2, [])],
        attributes=dict(_attribute(attribute) for attribute in fields.get(5, [])),
    )


def _attribute(data: memoryview) -> tuple[str, Attribute]:
    fields = _fields(data)
    name, kind = _text(fields, 1), _number(fields, 20)
    match kind:
        case 1:
            return name, float(struct.unpack("<f", fields[2][-1])[0])
        case 2:
            return name, _number(fields, 3)
        case 3:
            return name, _text(fields, 4)
        case 4:
            return name, _tensor(fields[5][-1])[1]
        case 6:
            return name, _floats(fields, 7)
        case 7:
            return name, _integers(fields, 8)
    raise ValueError(f"attribute {name} is of kind {kind}")


def _tensor(data: memoryview) -> tuple[str, Array]:
    fields = _fields(data)
    dtype, shape = np.dtype(DTYPES[_number(fields, 2)]), _integers(fields, 1)
    if 9 in fields:
        flat = np.frombuffer(bytes(fields[9][-1]), dtype.newbyteorder("<")).astype(dtype)
    elif dtype == np.float32:
        flat = np.array(_floats(fields, 4), dtype)
    else:
        flat = np.array(_integers(fields, 7 if dtype == np.int64 else 5), dtype)
    return _text(fields, 8), flat.reshape(shape)


def _value(data: memoryview) -> Value:
    fields = _fields(data)
    tensor = _fields(_fields(fields[2][-1])[1][-1])
    dims = [_fields(dim) for dim in _fields(tensor[2][-1]).get(1, [])] if 2 in tensor else []
    shape = tuple(_number(dim, 1) if 1 in dim else _text(dim, 2) for dim in dims)
    return Value(_text(fields, 1), np.dtype(DTYPES[_number(tensor, 1)]), shape)


def _write_varint(value: int) -> bytes:
    value &= 2**64 - 1
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def _integer(number: int, value: int) -> bytes:
    return _write_varint(number << 3) + _write_varint(value)


def _message(number: int, data: bytes) -> bytes:
    return _write_varint(number << 3 | 2) + _write_varint(len(data)) + data


def _write_node(node: Node) -> bytes:
    return b"".join(
        [
            *(_message(1, name.encode()) for name in node.inputs),
            *(_message(2, name.encode()) for name in node.outputs),
            _message(3, node.outputs[0].encode()),
            _message(4, node.operator.encode()),
            *(_message(5, _write_attribute(*item)) for item in node.attributes.items()),
        ]
    )


def _write_attribute(name: str, value: Attribute) -> bytes:
    start = _message(1, name.encode())
    match value:
        case float():
            return start + b"\x15" + struct.pack("<f", value) + _integer(20, 1)
        case int():
            return start + _integer(3, value) + _integer(20, 2)
        case str():
            return start + _message(4, value.encode()) + _integer(20, 3)
        case tuple() if any(isinstance(each, float) for each in value):
            return start + b"".join(b"\x3d" + struct.pack("<f", each) for each in value) + _integer(20, 6)
        case tuple():
            return start + b"".join(_integer(8, int(each)) for each in value) + _integer(20, 7)
    return start + _message(5, _write_tensor("", value)) + _integer(20, 4)


def _write_tensor(name: str, array: Array) -> bytes:
    raw = array.astype(array.dtype.newbyteorder("<")).tobytes()
    dims = b"".join(_integer(1, dim) for dim in array.shape)
    return dims + _integer(2, NUMBERS[array.dtype]) + _message(8, name.encode()) + _message(9, raw)


def _write_value(value: Value) -> bytes:
    dims = [_message(2, dim.encode()) if isinstance(dim, str) else _integer(1, dim) for dim in value.shape]
    shape = b"".join(_message(1, dim) for dim in dims)
    tensor = _integer(1, NUMBERS[value.dtype]) + _message(2, shape)
    return _message(1, value.name.encode()) + _message(2, _message(1, tensor))
