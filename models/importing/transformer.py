"""The weights of the quarter-width transformer (Ghiasi et al. 2017) as Magenta published it for phones."""

from __future__ import annotations

import numpy as np

from importing.graph import QuantisedWeights
from importing.transformer_graphs import CONTRACTING, STYLED, TransformerWeights
from importing.wheel import OriginalGraph


def published_weights(original: OriginalGraph) -> TransformerWeights:
    """Return the int8 weights of the published graph, unchanged, as our pair of graphs takes them."""
    kernels = {layer: original.weights(f"transformer/{layer}/weights") for layer in CONTRACTING}
    kernels |= {layer: original.weights(f"transformer/{_published(layer)}/weights") for layer in STYLED}
    norms = [
        f"style_params/transformer/{_published(layer)}/StyleNorm/{part}"
        for layer in STYLED
        for part in ("Conv_1", "Conv")  # gamma and beta; the published graph has 26 small products, ours has one
    ]
    style = [original.weights(f"{norm}/weights") for norm in norms]
    return TransformerWeights(
        kernels=kernels,
        biases={layer: original.bias(f"transformer/{layer}/Conv2D_bias") for layer in CONTRACTING},
        style=QuantisedWeights(
            np.concatenate([part.values.reshape(-1, 100) for part in style]),
            np.concatenate([part.scale for part in style]),
        ),
        style_bias=np.concatenate([original.bias(f"{norm}/Conv2D_bias") for norm in norms]),
    )


def _published(layer: str) -> str:
    return f"residual/{layer}" if layer.startswith("residual") else f"{layer}/conv"
