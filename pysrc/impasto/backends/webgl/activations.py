"""Keeps a convolution under WebGL from being given the activation of another one.

onnxruntime-web's WebGL backend draws a convolution and the activation after it at once, and compiles what draws them by
shapes alone (the key of ``ConvDotProduct`` leaves the activation out, as of 1.30). So of two convolutions of the same
shapes the second got the first one's ReLU, or went without. Where that threatens, something stands between both.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from impasto.backends.onnxfile import Node
from impasto.backends.webgl.rewriting import Rewriting

ACTIVATIONS = ("Relu", "Sigmoid", "Clip")
"""Operators that are drawn together with the convolution before them."""


def keep_apart(work: Rewriting) -> None:
    """Put a reshaping, which costs nothing, after convolutions of the same shapes whose activations differ."""
    after = defaultdict(list)
    for node in work.nodes:
        for name in node.inputs:
            after[name].append(node)
    alike: dict[object, list[tuple[Node, Node | None]]] = defaultdict(list)
    for node in work.nodes:
        if node.operator == "Conv":
            next_ = after[node.outputs[0]]
            activation = next_[0] if len(next_) == 1 and next_[0].operator in ACTIVATIONS else None
            shapes = tuple(map(work.shape, node.inputs))
            alike[shapes, *sorted(node.attributes.items(), key=lambda item: item[0])].append((node, activation))
    for pairs in alike.values():
        if len({activation and (activation.operator, *activation.attributes.items()) for _, activation in pairs}) > 1:
            for conv, activation in pairs:
                if activation is not None:
                    _between(work, conv, activation)


def _between(work: Rewriting, conv: Node, activation: Node) -> None:
    (output,) = conv.outputs
    name, shape = f"{output}/apart", work.shape(output)
    work.constants[f"{name}/shape"] = np.array(shape, np.int64)
    work.shapes[name] = shape
    work.nodes.insert(work.nodes.index(activation), Node("Reshape", [output, f"{name}/shape"], [name], {}))
    activation.inputs = [name]
