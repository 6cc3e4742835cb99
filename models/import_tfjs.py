"""Converts a TensorFlow.js graph model of this family of transformers into our pair of ONNX graphs.

    python models/import_tfjs.py model.json --id transformer-mine --output folder

needs the extra ``models``. It takes what ``tensorflowjs_converter`` writes for the transformers of Magenta's arbitrary
image stylization: ``model.json`` with its shards beside it. Tensors are known by their names, with TensorFlow's shapes:

    transformer/contract/conv{1,2,3}/weights                                   [rows, columns, in, out]
    transformer/contract/conv{1,2,3}/BatchNorm/{Const (gamma), beta, moving_mean, moving_variance}        [channels]
    transformer/residual/residual{1..5}/conv{1,2}/weights                      [3, 3, channels, channels]
    transformer/expand/conv{1,2,3}/conv/weights                                [rows, columns, in, out]
      or, separable, dilate_conv{1,2} and dilate_conv in place of the last names:
      .../depthwise_weights [rows, columns, in, 1] and .../pointwise_weights   [1, 1, in, out]
    style_params/transformer/<layer>/StyleNorm/{Conv_1 (gamma), Conv (beta)}/{weights [1, 1, 100, channels], biases}

The space of style vectors comes with the weights: a transformer understands the vectors of the style network that it
was trained with, and no others. So the graphs go to a folder of their own, not into the manifest.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from importing.fast_layers import transformer_graphs
from importing.transformer_graphs import (
    CONTRACTING,
    EPSILON,
    STYLED,
    TransformerWeights,
    quantised,
)

TYPES = {"float32": np.float32, "int32": np.int32}
BATCH_NORM_EPSILON = 1e-3

Arrays = dict[str, NDArray[Any]]


class ImportFailed(Exception):
    """The model could not be converted; the message says why in one line."""


def main() -> None:
    """Convert the model named on the command line."""
    parser = argparse.ArgumentParser(description="Convert a TensorFlow.js transformer into our ONNX graphs.")
    parser.add_argument("model", type=Path, help="model.json, with its shards beside it")
    parser.add_argument(
        "--id", required=True, help="what the files are called by: <id>-encoder.onnx, <id>-decoder.onnx"
    )
    parser.add_argument("--output", type=Path, required=True, help="folder to write to")
    parser.add_argument("--int8", action="store_true", help="round the weights to int8: a quarter of the size")
    arguments = parser.parse_args()
    try:
        weights = transformer_weights(arguments.model, arguments.int8)
    except (ImportFailed, OSError) as error:
        sys.exit(f"import_tfjs: {error}")
    about = f"Converted from the TensorFlow.js graph model {arguments.model.name} by the Impasto project."
    arguments.output.mkdir(parents=True, exist_ok=True)
    for role, graph in transformer_graphs(arguments.id, weights, about).items():
        (arguments.output / f"{arguments.id}-{role}.onnx").write_bytes(graph)


def transformer_weights(model: Path, int8: bool = False) -> TransformerWeights:
    """Read the weights of a transformer, with batch normalisation folded into the contracting layers.

    Raises ``ImportFailed`` if the model is not of this family, ``OSError`` if a file cannot be read.
    """
    description = json.loads(model.read_text("utf-8"))
    arrays = _read_arrays(model.parent, description["weightsManifest"])
    try:
        kernels, biases = _contracting(arrays)
        for layer in STYLED:
            kernels |= _styled(arrays, layer)
        norms = [
            f"style_params/{_published(layer)}/StyleNorm/{part}" for layer in STYLED for part in ("Conv_1", "Conv")
        ]
        style = np.concatenate([arrays[f"{norm}/weights"].reshape(100, -1).T for norm in norms])
        style_bias = np.concatenate([arrays[f"{norm}/biases"] for norm in norms])
    except KeyError as error:
        raise ImportFailed(f"{model} has no tensor {error}; is it a transformer of this family?") from error
    _check_epsilons(arrays, description["modelTopology"]["node"])
    operators = {node["op"] for node in description["modelTopology"]["node"]}
    return TransformerWeights(
        {name: quantised(kernel) if int8 else kernel for name, kernel in kernels.items()},
        biases,
        quantised(style) if int8 else np.ascontiguousarray(style),
        style_bias,
        "reflect" if "MirrorPad" in operators else "constant",
    )


def _read_arrays(folder: Path, manifest: list[dict[str, Any]]) -> Arrays:
    """Return all tensors by name. Each group is one run of bytes, cut into shards at any place."""
    arrays: Arrays = {}
    for group in manifest:
        data, at = b"".join((folder / path).read_bytes() for path in group["paths"]), 0
        for entry in group["weights"]:
            name, shape = entry["name"], entry["shape"]
            if "quantization" in entry or entry["dtype"] not in TYPES:
                raise ImportFailed(
                    f"tensor {name} is quantised or of type {entry['dtype']}; known are {', '.join(TYPES)}"
                )
            kind, count = np.dtype(TYPES[entry["dtype"]]), int(np.prod(shape))
            if at + count * kind.itemsize > len(data):
                raise ImportFailed(f"the shards {', '.join(group['paths'])} end before tensor {name} does")
            arrays[name] = np.frombuffer(data, kind, count, at).reshape(shape)
            at += count * kind.itemsize
    return arrays


def _contracting(arrays: Arrays) -> tuple[Arrays, Arrays]:
    kernels, biases = {}, {}
    for layer in CONTRACTING:
        norm = f"transformer/{layer}/BatchNorm"
        scale = arrays[f"{norm}/Const"] / np.sqrt(arrays[f"{norm}/moving_variance"] + BATCH_NORM_EPSILON)
        kernels[layer] = _kernel(arrays[f"transformer/{layer}/weights"] * scale)
        biases[layer] = (arrays[f"{norm}/beta"] - arrays[f"{norm}/moving_mean"] * scale).astype(np.float32)
    return kernels, biases


def _styled(arrays: Arrays, layer: str) -> Arrays:
    published = _published(layer)
    if f"{published}/weights" in arrays:
        return {layer: _kernel(arrays[f"{published}/weights"])}
    folder, _, name = published.rpartition("/")
    separable = f"{folder}/dilate_{name}"
    return {
        f"{layer}/depthwise": _kernel(arrays[f"{separable}/depthwise_weights"].swapaxes(2, 3)),
        f"{layer}/pointwise": _kernel(arrays[f"{separable}/pointwise_weights"]),
    }


def _kernel(weights: NDArray[Any]) -> NDArray[np.float32]:
    """Turn [rows, columns, in, out] into [out, in, rows, columns]."""
    return np.ascontiguousarray(weights.transpose(3, 2, 0, 1), np.float32)


def _published(layer: str) -> str:
    return f"transformer/residual/{layer}" if layer.startswith("residual") else f"transformer/{layer}/conv"


def _check_epsilons(arrays: Arrays, nodes: list[dict[str, Any]]) -> None:
    """Refuse other epsilons than the published ones: they would give wrong pictures without any error."""
    found = {name: float(array) for name, array in arrays.items() if name.endswith("/StyleNorm/batchnorm/add/y")}
    for node in nodes:
        epsilon = node.get("attr", {}).get("epsilon", {}).get("f")
        if epsilon is not None and not np.isclose(epsilon, BATCH_NORM_EPSILON):
            raise ImportFailed(f"{node['name']} has an epsilon of {epsilon:g}, expected {BATCH_NORM_EPSILON:g}")
    for name, epsilon in found.items():
        if not np.isclose(epsilon, EPSILON):
            raise ImportFailed(f"{name} is {epsilon:g}, expected {EPSILON:g}")


if __name__ == "__main__":
    main()
