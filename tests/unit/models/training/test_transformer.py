"""The transformers in PyTorch: against the committed graphs, the published sizes and a checkpoint of TensorFlow."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from importing.transformer_graphs import CONTRACTING, STYLED
from tests.unit.models.training.examples import MODELS, ROUNDING, TRANSFORMERS, committed, picture
from training.inception import InceptionStyle
from training.networks import Transformer, load_checkpoint
from training.onnxnetworks import transformer as onnx_transformer


@pytest.mark.parametrize("name", TRANSFORMERS)
def test_networks_are_those_of_the_committed_graphs(name: str) -> None:
    content, vector = picture(48, 64), torch.randn(1, 100) / 2
    painted = committed(name)(content, vector)
    expected = onnx_transformer(MODELS, TRANSFORMERS[name])(content, vector)
    assert float((painted - expected).abs().max()) <= ROUNDING


def test_networks_have_the_published_size() -> None:
    assert [sum(p.numel() for p in Transformer(separable).parameters()) for separable in (False, True)] == [
        1_953_214,
        568_734,
    ]
    assert sum(p.numel() for p in InceptionStyle().parameters()) == 9_033_348


def test_layers_are_in_the_order_of_the_graphs() -> None:
    network = Transformer()
    assert (tuple(network.contract), tuple(network.styled)) == (CONTRACTING, STYLED)


def test_checkpoints_of_tensorflow_are_read() -> None:
    random = np.random.default_rng(0)

    def normal(*shape: int) -> NDArray[np.float32]:
        return random.normal(size=shape).astype(np.float32)

    separable = Transformer(separable=True).requires_grad_(False)
    arrays: dict[str, NDArray[np.float32]] = {}
    for layer in separable.contract:
        outputs, inputs, size, _ = separable.get_parameter(f"contract.{layer}.weights").shape
        arrays |= {f"{layer}/weights": normal(size, size, inputs, outputs), f"{layer}/biases": normal(outputs)}
    for layer in separable.styled:
        outputs, inputs, _, _ = separable.get_parameter(f"styled.{layer}.pointwise").shape
        size = separable.get_parameter(f"styled.{layer}.depthwise").shape[-1]
        arrays[f"{layer}/depthwise_weights"] = normal(size, size, inputs, 1)
        arrays[f"{layer}/pointwise_weights"] = normal(1, 1, inputs, outputs)
        for name in ("gamma", "beta"):
            arrays[f"{layer}/style_norm/{name}/weights"] = normal(100, outputs)
            arrays[f"{layer}/style_norm/{name}/biases"] = normal(outputs)
    load_checkpoint(separable, arrays)
    depthwise = separable.get_parameter("styled.expand/conv3.depthwise").numpy()
    pointwise = separable.get_parameter("styled.expand/conv3.pointwise").numpy()
    assert depthwise[5, 0, 2, 7] == arrays["expand/conv3/depthwise_weights"][2, 7, 5, 0]
    assert pointwise[1, 5, 0, 0] == arrays["expand/conv3/pointwise_weights"][0, 0, 5, 1]
    # The last rows of the style matrix are beta of the last layer.
    last = separable.style.weight[-3:].numpy()
    assert np.array_equal(last, arrays["expand/conv3/style_norm/beta/weights"].T)
