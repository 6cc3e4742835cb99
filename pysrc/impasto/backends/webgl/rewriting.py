"""A graph under WebGL while it is put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from impasto.backends.onnxfile import Array, Attribute, Node

Shape = tuple[int, ...]


class CannotConvert(ValueError):
    """A graph uses something that has no counterpart under WebGL."""


class Rewriting:
    """What has been put together so far: ``nodes``, ``constants`` and ``shapes``."""

    def __init__(self, constants: Mapping[str, Array], shapes: Mapping[str, Shape]) -> None:
        self.nodes: list[Node] = []
        self.constants = dict(constants)
        self.shapes: dict[str, Shape] = dict(shapes)
        self._same: dict[str, str] = {}
        """Names of tensors that are other tensors here, such as one that was only cast."""

    def inputs(self, node: Node) -> list[str]:
        """Return the names that a node's inputs have here."""
        return [self._same.get(name, name) for name in node.inputs]

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

    def reshaped(self, x: str, output: str, shape: Shape) -> str:
        """Append a reshaping of ``x`` and return its name."""
        self.constants[f"{output}/shape"] = np.array(shape, np.int64)
        return self.add("Reshape", [x, f"{output}/shape"], output, shape)
