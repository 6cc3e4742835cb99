"""What stands for each operator of a graph, by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from impasto.backends import onnxfile
from impasto.backends.onnxfile import Node
from impasto.backends.webgl import arranging, weighing
from impasto.backends.webgl.rewriting import CannotConvert, Rewriting

OPERATORS: Mapping[str, Callable[[Rewriting, Node], None]] = {**arranging.OPERATORS, **weighing.OPERATORS}

CONSTANT: Mapping[str, Callable[..., Any]] = {
    "Cast": lambda attributes, x: x.astype(onnxfile.DTYPES[attributes["to"]]),
    "Mul": lambda _, x, y: x * y,
    "Reshape": lambda _, x, shape: x.reshape(shape),
    "Transpose": lambda attributes, x: x.transpose(attributes["perm"]),
}


def take(work: Rewriting, node: Node) -> None:
    """Take in a node: work it out if all its inputs are constants, else append what stands for it.

    Raises:
        CannotConvert: the operator, or this use of it, has no counterpart.
    """
    inputs = work.inputs(node)
    if all(name in work.constants for name in inputs):
        if node.operator not in CONSTANT:
            raise CannotConvert(f"{node.operator} of constants")
        values = [work.constants[name] for name in inputs]
        work.constants[node.outputs[0]] = np.asarray(CONSTANT[node.operator](node.attributes, *values))
        return
    if node.operator not in OPERATORS:
        raise CannotConvert(node.operator)
    OPERATORS[node.operator](work, Node(node.operator, inputs, node.outputs, node.attributes))
