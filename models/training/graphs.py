"""Reads the weights back out of the ONNX graphs in ``models/``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from importing.committed import CommittedWeights


def read_weights(*files: Path) -> dict[str, NDArray[np.float32]]:
    """Return all weights and biases of the graphs by name, dequantised to float32."""
    stored = CommittedWeights(*files)
    kernels = {f"{layer}/weights": weights.dequantised() for layer, weights in stored.kernels.items()}
    return kernels | {f"{layer}/bias": bias.copy() for layer, bias in stored.biases.items()}
