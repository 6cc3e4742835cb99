"""Reads the weights back out of the graphs that ``GraphWriter`` wrote."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from importing.graph import QuantisedWeights
from importing.transformer_graphs import TransformerWeights


class CommittedWeights:
    """The weights of the files of a network, by the names of their layers, and what the files say of themselves."""

    def __init__(self, *files: Path) -> None:
        graphs = [onnx.load(file).graph for file in files]
        self.about: str = graphs[0].doc_string
        stored = {tensor.name: numpy_helper.to_array(tensor) for graph in graphs for tensor in graph.initializer}
        layers = [name.removesuffix("/weights/int8") for name in stored if name.endswith("/weights/int8")]
        self.kernels = {
            layer: QuantisedWeights(stored[f"{layer}/weights/int8"], stored[f"{layer}/weights/scale"].ravel())
            for layer in layers
        }
        self.biases: dict[str, NDArray[np.float32]] = {
            name.removesuffix("/bias"): array for name, array in stored.items() if name.endswith("/bias")
        }

    def transformer(self) -> TransformerWeights:
        """Return the weights of encoder and decoder together."""
        kernels, biases = dict(self.kernels), dict(self.biases)
        return TransformerWeights(kernels, biases, style=kernels.pop("style"), style_bias=biases.pop("style"))
