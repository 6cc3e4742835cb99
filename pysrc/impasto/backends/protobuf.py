"""Protocol buffers on the wire: messages taken apart into fields, and put together out of them.

The encoding is that of https://protobuf.dev/programming-guides/encoding. What a field means is the caller's affair.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np

VARINT, EIGHT_BYTES, LENGTH, FOUR_BYTES = 0, 1, 2, 5


class Message:
    """The fields of a message by number; a field may be there several times.

    Raises:
        ValueError: the bytes end too early, or hold what no message does.
    """

    def __init__(self, data: bytes | memoryview) -> None:
        self._integers: dict[int, list[int]] = {}
        self._bytes: dict[int, list[memoryview]] = {}
        for number, value in _fields(memoryview(data)):
            if isinstance(value, int):
                self._integers.setdefault(number, []).append(value)
            else:
                self._bytes.setdefault(number, []).append(value)

    def __contains__(self, number: int) -> bool:
        return number in self._integers or number in self._bytes

    def messages(self, number: int) -> list[Message]:
        """Return the messages in a field."""
        return [Message(value) for value in self._bytes.get(number, [])]

    def message(self, number: int) -> Message:
        """Return the message in a field, the last one if there are several."""
        return Message(self.raw(number))

    def raw(self, number: int) -> bytes:
        """Return the bytes in a field."""
        if number not in self._bytes:
            raise ValueError(f"field {number} is missing")
        return bytes(self._bytes[number][-1])

    def texts(self, number: int) -> list[str]:
        """Return the texts in a field."""
        return [bytes(value).decode() for value in self._bytes.get(number, [])]

    def text(self, number: int) -> str:
        """Return the text in a field, or an empty one."""
        return "".join(self.texts(number)[-1:])

    def integer(self, number: int) -> int:
        """Return the integer in a field, or 0."""
        return _signed(self._integers[number][-1]) if number in self._integers else 0

    def integers(self, number: int) -> tuple[int, ...]:
        """Return the integers in a field, one by one or packed."""
        values = list(self._integers.get(number, []))
        for packed in self._bytes.get(number, []):
            at = 0
            while at < len(packed):
                value, at = _varint(packed, at)
                values.append(value)
        return tuple(map(_signed, values))

    def floats(self, number: int) -> tuple[float, ...]:
        """Return the numbers of four bytes in a field, one by one or packed."""
        return tuple(np.frombuffer(b"".join(self._bytes.get(number, [])), "<f4").tolist())


def integer_field(number: int, value: int) -> bytes:
    """Return a field with an integer."""
    return _encoded(number << 3 | VARINT) + _encoded(value)


def float_field(number: int, value: float) -> bytes:
    """Return a field with a number of four bytes."""
    return _encoded(number << 3 | FOUR_BYTES) + struct.pack("<f", value)


def bytes_field(number: int, value: bytes) -> bytes:
    """Return a field with bytes, a message or a text."""
    return _encoded(number << 3 | LENGTH) + _encoded(len(value)) + value


def _fields(data: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == VARINT:
            value, at = _varint(data, at)
            yield number, value
            continue
        if kind == LENGTH:
            length, at = _varint(data, at)
        elif kind in {EIGHT_BYTES, FOUR_BYTES}:
            length = 8 if kind == EIGHT_BYTES else 4
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


def _signed(value: int) -> int:
    return value - 2**64 if value >= 2**63 else value


def _encoded(value: int) -> bytes:
    value &= 2**64 - 1
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)
