"""Variants of the transformers' graphs for graphics hardware: the same layers, written as such hardware likes them.

What saves multiplications in WebAssembly costs more than it saves there, where plain convolutions are the fastest
thing there is. And onnxruntime's WebGPU refuses nodes with many outputs: a shader has eight buffers at least, and one
more is taken for the input.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import NodeProto, helper, numpy_helper

from importing.committed import CommittedWeights
from importing.transformer_graphs import decoder_graph, encoder_graph


def write_variants(folder: Path, only: str | None = None) -> None:
    """Write the variants of the transformers that stand in a folder, or of one, and add them to its manifest."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    for network in manifest["networks"]:
        if network["role"] != "transformer" or only not in (None, network["id"]):
            continue
        for role, data in variants(network, folder).items():
            file = f"{network['id']}-{role}-graphics.onnx"
            (folder / file).write_bytes(data)
            record = {"file": file, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            network["graphs"][role]["graphics"] = record
    path.write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


def variants(network: dict[str, Any], folder: Path) -> dict[str, bytes]:
    """Return the variants of a transformer's graphs, made of the weights in its committed files."""
    stored = CommittedWeights(*(folder / graph["file"] for graph in network["graphs"].values()))
    weights = stored.transformer()
    plain = {
        "encoder": encoder_graph(f"{network['id']}-encoder-graphics", weights, stored.about),
        "decoder": decoder_graph(f"{network['id']}-decoder-graphics", weights, stored.about),
    }
    return {role: without_splits(data) for role, data in plain.items()}


def without_splits(data: bytes) -> bytes:
    """Return a graph with every Split, along axis 0 into given sizes, written as slices."""
    model = onnx.load_from_string(data)
    graph, constants = model.graph, {tensor.name: tensor for tensor in model.graph.initializer}
    nodes: list[NodeProto] = []
    for node in graph.node:
        if node.op_type != "Split":
            nodes.append(node)
            continue
        x, sizes = node.input
        ends = np.cumsum(numpy_helper.to_array(constants[sizes]))
        graph.initializer.remove(constants[sizes])
        borders = {int(border): f"{sizes}/{border}" for border in (0, *ends)}
        graph.initializer.extend(numpy_helper.from_array(np.array([at]), name) for at, name in borders.items())
        for output, start, end in zip(node.output, [0, *ends], ends, strict=False):
            nodes.append(helper.make_node("Slice", [x, borders[int(start)], borders[int(end)]], [output], name=output))
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model, full_check=True)
    written: bytes = model.SerializeToString(deterministic=True)
    return written
