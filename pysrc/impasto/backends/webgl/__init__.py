"""Graphs as WebGL takes them: made at run time from those that WebGPU runs.

onnxruntime-web's WebGL backend knows opset 8 with fixed shapes, float32 and no quantised weights. So a graph is
rewritten for the size in question: constants are worked out, attributes take the place of constant inputs, pictures
go in and come out as floats, and operators that it lacks are made of those that it has. Both run the very same
weights.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from impasto.backends import onnxfile
from impasto.backends.onnxfile import OnnxGraph, Value
from impasto.backends.webgl.activations import keep_apart
from impasto.backends.webgl.operators import take
from impasto.backends.webgl.rewriting import Rewriting, Shape

OPSET = 8
IR_VERSION = 3


def converted(data: bytes, shapes: Mapping[str, Shape]) -> bytes:
    """Return an ONNX file as WebGL takes it, for inputs of these shapes.

    Inputs and outputs keep their names, order and ranges, but all are float32: a picture's values go from 0 to 255
    and are not rounded at the end.

    Raises:
        CannotConvert: there is an operator, or a use of one, that has no counterpart.
    """
    graph = onnxfile.read(data)
    rewriting = Rewriting(graph.constants, shapes)
    for node in graph.nodes:
        take(rewriting, node)
    outputs = [value.name for value in graph.outputs]
    rewriting.name_outputs(outputs)
    keep_apart(rewriting)
    used = {name for node in rewriting.nodes for name in node.inputs}
    return onnxfile.write(
        OnnxGraph(
            name=graph.name,
            opset=OPSET,
            nodes=rewriting.nodes,
            constants={name: array for name, array in rewriting.constants.items() if name in used},
            inputs=[Value(value.name, np.dtype(np.float32), shapes[value.name]) for value in graph.inputs],
            outputs=[Value(name, np.dtype(np.float32), rewriting.shapes[name]) for name in outputs],
        ),
        IR_VERSION,
    )
