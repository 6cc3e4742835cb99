"""The variants for graphics hardware: the committed graphs' weights and numbers, in nodes that such hardware takes."""

import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

from impasto.desktop.native import NativeRuntime
from impasto.networks.catalogue import Catalogue
from impasto.networks.runtime import Runtime
from importing.graphics import variants, without_splits, write_variants

MODELS = Path(__file__).parents[3] / "models"
MANIFEST = json.loads((MODELS / "manifest.json").read_text("utf-8"))
CATALOGUE = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))
TRANSFORMERS = CATALOGUE.transformers

# Seen giving the right numbers under WebGPU (onnxruntime-web 1.30, Chromium).
WEBGPU = set("Add Cast Conv Gemm InstanceNormalization Mul Pad Relu Reshape Resize Sigmoid Slice Transpose".split())  # noqa: SIM905
MOST_OUTPUTS = 7
"""Of a node: WebGPU promises a shader eight buffers, and one is for the input."""


async def painted(runtime: Runtime, encoder, decoder, content: np.ndarray, vector: np.ndarray) -> np.ndarray:
    features = await runtime.run_on_device(encoder, {"picture": content})
    return (await runtime.run(decoder, {"features": features, "vector": vector}))["picture"]


@pytest.mark.parametrize("transformer", TRANSFORMERS, ids=lambda each: each.id)
async def test_a_variant_paints_what_the_committed_graphs_paint(transformer):
    random = np.random.default_rng(0)
    content = random.integers(0, 256, (1, 64, 96, 3), np.uint8)
    vector = random.normal(0, 0.5, (1, 100)).astype(np.float32)
    runtime = NativeRuntime(MODELS, threads=1)
    expected = await painted(runtime, transformer.encoder, transformer.decoder, content, vector)
    variant = await painted(runtime, transformer.encoder.graphics, transformer.decoder.graphics, content, vector)
    assert np.abs(variant.astype(int) - expected).max() <= 2


@pytest.mark.parametrize("transformer", TRANSFORMERS, ids=lambda each: each.id)
def test_a_variant_is_made_of_nodes_that_suit(transformer):
    for graph in transformer.graphs:
        nodes = onnx.load(MODELS / graph.graphics.file).graph.node
        assert {node.op_type for node in nodes} <= WEBGPU
        assert all(len(node.output) <= MOST_OUTPUTS for node in nodes)


@pytest.mark.parametrize(
    "network", [n for n in MANIFEST["networks"] if n["role"] == "transformer"], ids=lambda n: n["id"]
)
def test_the_committed_variants_are_those_of_the_committed_weights(network):
    for role, data in variants(network, MODELS).items():
        committed = (MODELS / network["graphs"][role]["graphics"]["file"]).read_bytes()
        assert data == committed, "run python models/rewrite.py"


def test_writing_them_again_changes_nothing(tmp_path):
    for path in MODELS.glob("transformer-lite-*.onnx"):
        shutil.copy(path, tmp_path)
    lite = [network for network in MANIFEST["networks"] if network["id"] in ("transformer-lite", "style-mobilenet-v2")]
    text = json.dumps({**MANIFEST, "networks": lite}, indent=2) + "\n"
    (tmp_path / "manifest.json").write_text(text, "utf-8")
    write_variants(tmp_path)
    assert (tmp_path / "manifest.json").read_text("utf-8") == text


def test_slices_are_what_a_split_gives():
    value = onnx.helper.make_tensor_value_info
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("Split", ["x", "sizes"], ["a", "b", "c"], axis=0)],
        "g",
        [value("x", 1, [6])],
        [value("a", 1, [1]), value("b", 1, [2]), value("c", 1, [3])],
        [onnx.numpy_helper.from_array(np.array([1, 2, 3]), "sizes")],
    )
    opset = onnx.helper.make_opsetid("", 13)
    model = onnx.helper.make_model(graph, opset_imports=[opset], ir_version=7)
    session = onnxruntime.InferenceSession(without_splits(model.SerializeToString()))
    x = np.arange(6, dtype=np.float32)
    assert [part.tolist() for part in session.run(None, {"x": x})] == [[0], [1, 2], [3, 4, 5]]
