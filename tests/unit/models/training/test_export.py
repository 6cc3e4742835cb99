"""The graphs that are written: against the networks in PyTorch, and against the oracle."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from importing.transformer_graphs import decoder_graph, encoder_graph
from rewrite import ABOUT
from tests.unit.models import oracle
from tests.unit.models.training.examples import MODELS, ROUNDING, picture, random_transformer
from training.export import export_inception, export_transformer, transformer_weights
from training.graphs import read_weights
from training.inception import InceptionStyle
from training.networks import QUARTER_WIDTH, Transformer, load_graphs
from training.onnxnetworks import OnnxStyleNetwork, OnnxTransformer, read_manifest
from training.onnxnetworks import transformer as onnx_transformer


@pytest.mark.parametrize("separable", [False, True])
def test_exported_transformer_paints_as_in_pytorch(separable: bool, tmp_path: Path) -> None:
    network = random_transformer(separable)
    weights = transformer_weights(network)
    (tmp_path / "e.onnx").write_bytes(encoder_graph("e", weights, ""))
    (tmp_path / "d.onnx").write_bytes(decoder_graph("d", weights, ""))
    content, vector = picture(32, 48), torch.randn(1, 100)
    painted = OnnxTransformer(tmp_path / "e.onnx", tmp_path / "d.onnx")(content, vector)
    assert float((painted - network(content, vector)).abs().mean()) <= 0.02  # rounding to int8
    load_graphs(network, read_weights(tmp_path / "e.onnx", tmp_path / "d.onnx"))
    assert float((painted - network(content, vector)).abs().max()) <= ROUNDING
    assert painted.std() > 0.05


def test_exported_transformer_agrees_with_the_oracle(tmp_path: Path) -> None:
    weights = transformer_weights(random_transformer())
    (tmp_path / "e.onnx").write_bytes(encoder_graph("e", weights, ""))
    (tmp_path / "d.onnx").write_bytes(decoder_graph("d", weights, ""))
    content, vector = picture(24, 32), torch.randn(1, 100)
    painted = OnnxTransformer(tmp_path / "e.onnx", tmp_path / "d.onnx")(content, vector)
    features = oracle.encode(content[0].permute(1, 2, 0).double().numpy(), oracle.Weights(tmp_path / "e.onnx"))
    expected = oracle.decode(features, vector[0].double().numpy(), oracle.Weights(tmp_path / "d.onnx"))
    assert np.abs(painted[0].permute(1, 2, 0).numpy() - expected).max() <= ROUNDING


@pytest.mark.parametrize(
    ("name", "network", "parameters"),
    [
        ("transformer-lite", Transformer(widths=QUARTER_WIDTH), 177_718),
        ("transformer-separable", Transformer(separable=True), 568_734),
        ("transformer-conv", Transformer(), 1_953_214),
    ],
)
def test_export_writes_files_and_record(name: str, network: Transformer, parameters: int, tmp_path: Path) -> None:
    shutil.copy(MODELS / "manifest.json", tmp_path)
    before = read_manifest(tmp_path, "transformer")[name]
    export_transformer(name, network, tmp_path)
    record = read_manifest(tmp_path, "transformer")[name]
    assert record["parameters"] == parameters
    assert {key: record[key] for key in ABOUT} == {key: before[key] for key in ABOUT}
    painted = onnx_transformer(tmp_path, record)(picture(16, 16), torch.randn(1, 100))
    assert painted.shape == (1, 3, 16, 16)


@pytest.mark.parametrize(("height", "width"), [(96, 96), (128, 160)])
def test_exported_inception_gives_the_vector_of_pytorch(height: int, width: int, tmp_path: Path) -> None:
    shutil.copy(MODELS / "manifest.json", tmp_path)
    network = InceptionStyle().requires_grad_(False)
    export_inception(network, tmp_path)
    file = tmp_path / "style-inception-v3.onnx"
    network.load_graph(read_weights(file))
    given = picture(height, width)
    assert float((OnnxStyleNetwork(file)(given) - network(given)).abs().max()) <= 1e-3
    assert read_manifest(tmp_path, "style")["style-inception-v3"]["parameters"] == 9_033_348
