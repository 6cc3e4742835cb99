"""Writes a network's files and its record in ``manifest.json`` (``models/README.md`` describes the format)."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import onnx


def write_network(folder: Path, about: Mapping[str, str], graphs: Mapping[str, bytes]) -> None:
    """Write one file a graph into ``folder``, and the network's record into the manifest that stands there.

    ``about`` holds what the graphs do not say (id, role, title, summary, architecture, source, licence); ``graphs``
    maps "style", or "encoder" and "decoder", or "people", to serialised models, whose graph names become their
    file names.
    A record of the same id is replaced where it stands; a new one goes to the end.
    """
    models = {role: onnx.load_from_string(data) for role, data in graphs.items()}
    record = {
        **about,
        "parameters": sum(parameters(model) for model in models.values()),
        "card": f"{about['id']}.md",
        "graphs": {role: _graph_record(models[role].graph, data) for role, data in graphs.items()},
    }
    for role, data in graphs.items():
        (folder / f"{models[role].graph.name}.onnx").write_bytes(data)
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    records = {network["id"]: network for network in manifest["networks"]} | {about["id"]: record}
    path.write_text(json.dumps({**manifest, "networks": [*records.values()]}, indent=2) + "\n", "utf-8")


def parameters(model: onnx.ModelProto) -> int:
    """Count weights and biases; the scales of quantised weights are not parameters of the network."""
    return sum(math.prod(t.dims) for t in model.graph.initializer if t.name.endswith(("/int8", "/float16", "/bias")))


def _graph_record(graph: onnx.GraphProto, data: bytes) -> dict[str, Any]:
    return {
        "file": f"{graph.name}.onnx",
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "inputs": [_tensor_record(value) for value in graph.input],
        "outputs": [_tensor_record(value) for value in graph.output],
    }


def _tensor_record(value: onnx.ValueInfoProto) -> dict[str, Any]:
    tensor = value.type.tensor_type
    return {
        "name": value.name,
        "shape": [dim.dim_param or dim.dim_value for dim in tensor.shape.dim],
        "dtype": str(onnx.helper.tensor_dtype_to_np_dtype(tensor.elem_type)),
    }
