"""Attributes of nodes, in the types that they have to have."""

from __future__ import annotations

from impasto.backends.onnxfile import Node


def axis_of(node: Node, rank: int, default: int = 0) -> int:
    """Return the axis that a node names, counted from the first of so many."""
    axis = node.attributes.get("axis", default)
    assert isinstance(axis, int)
    return axis % rank


def integer(node: Node, name: str) -> int:
    """Return a number."""
    value = node.attributes[name]
    assert isinstance(value, int)
    return value


def integers(node: Node, name: str, default: tuple[int, ...]) -> tuple[int, ...]:
    """Return a list of numbers, or what it is where there is none."""
    values = node.attributes.get(name, default)
    assert isinstance(values, tuple)
    return tuple(int(value) for value in values)
