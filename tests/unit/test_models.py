"""The committed networks: against an oracle, against their int8 originals, and against their importer and manifest."""

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

from import_magenta import CACHE, MODELS, import_networks
from importing.manifest import parameters
from importing.wheel import STYLE_MEMBER, TRANSFORMER_MEMBER, WHEEL, read_member
from tests.unit import oracle

Array = NDArray[np.float32]
STYLE = "style-mobilenet-v2.onnx"
ENCODER = "transformer-lite-encoder.onnx"
DECODER = "transformer-lite-decoder.onnx"
MANIFEST = json.loads((MODELS / "manifest.json").read_text("utf-8"))
TRANSFORMERS = [network["id"] for network in MANIFEST["networks"] if network["role"] == "transformer"]
GRAPHS = [graph for network in MANIFEST["networks"] for graph in network["graphs"].values()]


def picture(height: int, width: int, seed: int = 0) -> Array:
    """Return a picture [1, height, width, 3] of soft coloured waves, edges and some grain, 0..1."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width] / max(height, width)
    channels = []
    for _ in range(3):
        direction, phase = random.uniform(0, np.pi), random.uniform(0, 2 * np.pi)
        along = np.cos(direction) * x + np.sin(direction) * y
        waves = np.sin(random.uniform(4, 16) * along + phase)
        channels.append(0.5 + 0.3 * waves + 0.2 * np.sign(np.sin(9 * along)) + random.normal(0, 0.05, x.shape))
    return np.asarray(np.clip(np.stack(channels, -1), 0, 1)[None], np.float32)


def run(model: str | bytes, **inputs: Array) -> Array:
    """Run a committed file, or a serialised model, on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    path = str(MODELS / model) if isinstance(model, str) else model
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    (result,) = session.run(None, inputs)
    return np.asarray(result, np.float32)


def paint(content: Array, vector: Array) -> Array:
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
    expected = oracle.style_vector(given[0].astype(np.float64), oracle.Weights(MODELS / STYLE))
    assert differences("vector and oracle", run(STYLE, picture=given)[0], expected)[0] <= 1e-3


# The last size is no multiple of four: the graphs then round features up, and the picture is cropped outside.
@pytest.mark.parametrize(("height", "width"), [(48, 40), (40, 64), (45, 51)])
@pytest.mark.parametrize("transformer", TRANSFORMERS)
def test_transformer_agrees_with_the_oracle(transformer: str, height: int, width: int, vector: Array) -> None:
    encoder, decoder = f"{transformer}-encoder.onnx", f"{transformer}-decoder.onnx"
    given = picture(height, width)
    expected_features = oracle.encode(given[0].astype(np.float64), oracle.Weights(MODELS / encoder))
    features = run(encoder, picture=given)
    assert differences("features and oracle", features[0], expected_features)[0] <= 1e-3
    expected = oracle.decode(expected_features, vector[0].astype(np.float64), oracle.Weights(MODELS / decoder))
    painted = run(decoder, features=features, vector=vector)
    assert painted.shape == (1, 4 * -(-height // 4), 4 * -(-width // 4), 3)
    assert differences("picture and oracle", painted[0], expected)[0] <= 1e-3


# --- against the originals ---


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_style_network_agrees_with_the_int8_original(wheel: Path, seed: int) -> None:
    given = picture(256, 256, seed)
    original = run(read_member(wheel, STYLE_MEMBER), style_image=given).ravel()
    vector = run(STYLE, picture=given).ravel()
    assert differences("vector and int8 original", vector, original)[1] <= 0.03
    assert np.corrcoef(vector, original)[0, 1] >= 0.99


@pytest.mark.parametrize("seed", [2, 3])
def test_transformer_agrees_with_the_int8_original(wheel: Path, vector: Array, seed: int) -> None:
    given = picture(384, 384, seed)
    inputs = {"content_image": given, "mobilenet_conv/Conv/BiasAdd": vector.reshape(1, 1, 1, 100)}
    original = run(read_member(wheel, TRANSFORMER_MEMBER), **inputs)
    painted = paint(given, vector)
    assert differences("picture and int8 original", painted, original)[1] <= 0.06


# --- sizes ---


@pytest.mark.parametrize(("height", "width"), [(64, 512), (224, 160), (512, 384)])
def test_style_network_takes_any_multiple_of_32(height: int, width: int) -> None:
    vector = run(STYLE, picture=picture(height, width))
    assert vector.shape == (1, 100)
    assert np.isfinite(vector).all()


@pytest.mark.parametrize(("height", "width"), [(32, 32), (32, 512), (300, 200), (512, 512)])
def test_transformer_takes_any_multiple_of_four(height: int, width: int, vector: Array) -> None:
    painted = paint(picture(height, width), vector)
    assert painted.shape == (1, height, width, 3)
    assert painted.dtype == np.float32
    assert painted.min() >= 0
    assert painted.max() <= 1
    assert painted.std() > 0.05


# --- the files ---


def test_importing_again_gives_the_committed_bytes(wheel: Path, tmp_path: Path) -> None:
    shutil.copy(MODELS / "manifest.json", tmp_path)
    import_networks(wheel, tmp_path)
    for name in ("manifest.json", STYLE, ENCODER, DECODER):
        assert (tmp_path / name).read_bytes() == (MODELS / name).read_bytes(), name


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph["file"])
def test_manifest_describes_the_file(graph: dict[str, Any]) -> None:
    data = (MODELS / graph["file"]).read_bytes()
    assert graph["bytes"] == len(data)
    assert graph["sha256"] == hashlib.sha256(data).hexdigest()
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    for recorded, found in ((graph["inputs"], session.get_inputs()), (graph["outputs"], session.get_outputs())):
        assert recorded == [{"name": value.name, "shape": value.shape} for value in found]
        assert {value.type for value in found} == {"tensor(float)"}


@pytest.mark.parametrize("network", MANIFEST["networks"], ids=lambda network: network["id"])
def test_manifest_describes_the_network(network: dict[str, Any]) -> None:
    models = [onnx.load(MODELS / graph["file"]) for graph in network["graphs"].values()]
    assert network["parameters"] == sum(parameters(model) for model in models)
    assert (MODELS / network["card"]).read_text("utf-8").startswith("# ")
    assert network["licence"] == "Apache-2.0"
    assert all("Apache License 2.0" in model.graph.doc_string for model in models)


def test_every_network_file_is_in_the_manifest() -> None:
    assert sorted(graph["file"] for graph in GRAPHS) == sorted(path.name for path in MODELS.glob("*.onnx"))


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph["file"])
def test_weights_are_dequantised_when_the_graph_is_loaded(graph: dict[str, Any], tmp_path: Path) -> None:
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(tmp_path / "optimised.onnx")
    onnxruntime.InferenceSession(str(MODELS / graph["file"]), options, providers=["CPUExecutionProvider"])
    operators = {node.op_type for node in onnx.load(tmp_path / "optimised.onnx").graph.node}
    assert not operators & {"Cast", "DequantizeLinear", "QuantizeLinear"}
