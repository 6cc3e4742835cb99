"""Runs graphs for tests, natively on one thread."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

LEVELS = "picture/levels"
"""What a picture becomes at first: float32 [1, 3, height, width], 0..255."""

COLOURS = "expand/conv3/sigmoid"
"""What a decoder has painted before it is rounded: float32 [1, 3, height, width], 0..1."""


def run(model: Path | bytes, output: str | None = None, **inputs: NDArray[Any]) -> NDArray[Any]:
    """Run a file, or a serialised model, and return its only output, or the tensor called ``output`` in its midst."""
    data = model.read_bytes() if isinstance(model, Path) else model
    if output is not None:
        data = with_output(data, output)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    (result,) = session.run(None, inputs)
    return np.asarray(result)


def with_output(data: bytes, output: str) -> bytes:
    """Return the model with a tensor in its midst as its only output."""
    model = onnx.load_from_string(data)
    del model.graph.output[:]
    model.graph.output.append(onnx.ValueInfoProto(name=output))
    return model.SerializeToString()


def with_levels(data: bytes) -> bytes:
    """Return the model with ``LEVELS`` as its only input, for colours that are no bytes."""
    model = onnx.load_from_string(data)
    del model.graph.input[:]
    model.graph.input.append(
        onnx.helper.make_tensor_value_info(LEVELS, onnx.TensorProto.FLOAT, [1, 3, "height", "width"])
    )
    nodes = [node for node in model.graph.node if LEVELS not in node.output and "picture" not in node.input]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model.SerializeToString()
