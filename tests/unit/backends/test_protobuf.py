"""Protocol buffers on the wire: what is written is read, and what is no message is refused."""

import struct

import pytest

from impasto.backends.protobuf import Message, bytes_field, float_field, integer_field


@pytest.mark.parametrize("value", [0, 1, 127, 128, 300, 2**31, 2**63 - 1, -1, -(2**63)])
def test_integers_come_back_with_their_sign(value):
    message = Message(integer_field(3, value))
    assert message.integer(3) == value and message.integers(3) == (value,)
    assert 3 in message and 4 not in message and message.integer(4) == 0


def test_integers_stand_one_by_one_or_packed():
    apart = b"".join(integer_field(1, value) for value in (1, 300, -2))
    packed = b"".join(integer_field(1, value)[1:] for value in (1, 300, -2))
    assert Message(apart).integers(1) == Message(bytes_field(1, packed)).integers(1) == (1, 300, -2)
    assert Message(b"").integers(1) == ()


def test_of_several_the_last_counts_where_one_is_asked_for():
    message = Message(bytes_field(2, b"first") + integer_field(1, 5) + bytes_field(2, b"last") + integer_field(1, 6))
    assert (message.text(2), message.texts(2), message.integer(1)) == ("last", ["first", "last"], 6)
    assert (message.text(9), message.texts(9), message.floats(9)) == ("", [], ())


def test_floats_stand_one_by_one_or_packed():
    assert Message(float_field(7, 0.5) + float_field(7, -2.0)).floats(7) == (0.5, -2.0)
    assert Message(bytes_field(7, struct.pack("<2f", 0.5, -2.0))).floats(7) == (0.5, -2.0)


def test_messages_lie_in_messages():
    inner = integer_field(1, 9)
    message = Message(bytes_field(4, inner) + bytes_field(4, b""))
    assert [each.integer(1) for each in message.messages(4)] == [9, 0] and 1 not in message.message(4)


def test_numbers_of_eight_bytes_are_passed_over():
    assert Message(bytes([1 << 3 | 1]) + bytes(8) + integer_field(2, 4)).integer(2) == 4


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (bytes([1 << 3 | 3]), "kind 3"),
        (bytes([1 << 3 | 2, 5]) + b"four", "ends too early"),
        (bytes([1 << 3 | 1]) + bytes(7), "ends too early"),
        (b"\x80", "ends too early"),
        (bytes([1 << 3]), "ends too early"),
    ],
)
def test_what_is_no_message_is_refused(data, match):
    with pytest.raises(ValueError, match=match):
        Message(data)


def test_a_field_that_is_missing_is_refused_where_it_is_needed():
    with pytest.raises(ValueError, match="field 2 is missing"):
        Message(integer_field(1, 1)).raw(2)
