"""The program is traced with the networks that the manifest names."""

import json

from builder import places
from bundler.onnxruntime_program.called import graphs
from impasto.networks.catalogue import Catalogue

MANIFEST = (places.ROOT / "models/manifest.json").read_text("utf-8")


def test_all_graphs_for_the_processor_are_traced_as_the_manifest_pairs_them():
    traced = graphs(Catalogue.from_json(MANIFEST))
    networks = json.loads(MANIFEST)["networks"]
    files = {
        kind: [n["graphs"][kind]["file"] for n in networks if kind in n["graphs"]] for kind in ("style", "encoder")
    }
    assert traced["styles"] == files["style"] and [encoder for encoder, _ in traced["transformers"]] == files["encoder"]
    named = {graph["file"] for network in networks for graph in network["graphs"].values()}
    assert {*traced["styles"], *traced["people"], *(file for pair in traced["transformers"] for file in pair)} == named


def test_the_largest_transformer_is_given_too_large_a_picture():
    manifest = json.loads(MANIFEST)
    for network in manifest["networks"]:
        network["parameters"] = 10**9 if network["id"] == "transformer-lite" else 1
    assert graphs(Catalogue.from_json(json.dumps(manifest)))["widest"] == "transformer-lite-encoder.onnx"
