"""Writes committed graphs anew from their own weights, and their records: after every change of the graph writer.

    python models/rewrite.py

needs the extra ``models``. The weights stay as they are, and the same weights always give the same bytes. A network
that other code has written is left as it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from importing.committed import CommittedWeights
from importing.fast_layers import transformer_graphs
from importing.graphics import write_variants
from importing.manifest import write_network
from importing.mobilenet import StyleWeights, style_graph

MODELS = Path(__file__).resolve().parent
ABOUT = ("id", "role", "title", "summary", "architecture", "source", "licence")


def rewrite(folder: Path) -> None:
    """Rewrite every network that the ``manifest.json`` of a folder lists."""
    for record in json.loads((folder / "manifest.json").read_text("utf-8"))["networks"]:
        files = [folder / graph["file"] for graph in record["graphs"].values()]
        graphs = _graphs(record, CommittedWeights(*files))
        if graphs is not None:
            write_network(folder, {name: record[name] for name in ABOUT}, graphs)
    write_variants(folder)


def _graphs(record: Mapping[str, Any], stored: CommittedWeights) -> dict[str, bytes] | None:
    network = record["id"]
    if network == "style-mobilenet-v2":
        return {"style": style_graph(StyleWeights(stored.kernels, stored.biases), stored.about)}
    if record["role"] != "transformer":
        return None  # training/export.py writes the Inception network, and needs PyTorch for it
    return transformer_graphs(network, stored.transformer(), stored.about)


if __name__ == "__main__":
    rewrite(MODELS)
