"""Reads the weights back out of the ONNX graphs in ``models/``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper


def read_weights(*files: Path) -> dict[str, NDArray[np.float32]]:
    """Return all weights and biases of the graphs by name, dequantised to float32."""
    arrays = {}
    for file in files:
        stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(file).graph.initializer}
        for name, array in stored.items():
            if name.endswith("/int8"):
                weights = name.removesuffix("/int8")
                arrays[weights] = array.astype(np.float32) * stored[f"{weights}/scale"]
            elif name.endswith("/bias"):
                arrays[name] = array.astype(np.float32)
    return arrays
