"""How pictures go into the graphs and come out of them: as bytes, so that few of them cross the boundary."""

from __future__ import annotations

import numpy as np
from onnx import TensorProto

from importing.graph import GraphWriter, Value

LEVELS = "picture/levels"

PICTURE = Value([1, "height", "width", 3], "uint8")
"""RGB, channels last."""

PAINTED = Value([1, "4 * rows", "4 * columns", 4], "uint8")
"""RGBA, channels last, opaque: as a canvas takes it."""


def levels(graph: GraphWriter) -> str:
    """Add the input ``picture`` as float32 levels [1, 3, height, width], 0..255; see ``for_levels``."""
    x = graph.add("Transpose", ["picture"], "picture/channels_first", perm=[0, 3, 1, 2])
    return graph.add("Cast", [x], LEVELS, to=TensorProto.FLOAT)


def for_levels(graph: GraphWriter, weights: str) -> str:
    """Return the weights of a first layer, made for colours from 0 to 1, for levels from 0 to 255.

    Done with the weights, so when the graph is loaded, and not with every picture.
    """
    reciprocal = graph.constant("levels/reciprocal", np.array(1 / 255, np.float32))
    return graph.add("Mul", [weights, reciprocal], f"{weights}/levels")


def painted(graph: GraphWriter, x: str) -> None:
    """Add the output ``picture`` made of colours [1, 3, height, width], 0..1: rounded to levels, and opaque."""
    x = graph.add("Mul", [x, graph.constant("levels/most", np.array(255, np.float32))], "picture/levels")
    x = graph.add("Add", [x, graph.constant("levels/half", np.array(0.5, np.float32))], "picture/rounded")
    x = graph.add("Cast", [x], "picture/rgb", to=TensorProto.UINT8)
    ends = graph.constant("picture/ends", np.array([0, 0, 0, 0, 0, 1, 0, 0], np.int64))
    x = graph.add("Pad", [x, ends, graph.constant("picture/opaque", np.array(255, np.uint8))], "picture/rgba")
    graph.add("Transpose", [x], "picture", perm=[0, 2, 3, 1])
