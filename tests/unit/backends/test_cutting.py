"""Parts of a decoder give what the whole computes between its inputs and outputs."""

import numpy as np
import pytest

from impasto.backends import onnxfile
from impasto.backends.cutting import cut
from impasto.networks import parts
from impasto.networks.catalogue import Catalogue, Graph
from import_magenta import MODELS
from tests.unit.models.sessions import run

CATALOGUE = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))
LITE = CATALOGUE.transformer("transformer-lite").decoder


def file(graph: Graph) -> bytes:
    return (MODELS / graph.file).read_bytes()


@pytest.mark.parametrize("transformer", CATALOGUE.transformers, ids=lambda transformer: transformer.id)
def test_all_parts_together_hold_the_weights_of_the_decoder_and_nothing_twice(transformer):
    decoder = transformer.decoder
    each = [parts.style_part(decoder), parts.picture_part(decoder)]
    each += [parts.layers_part(decoder, [layer], normalised=True, kept=True) for layer in parts.STYLED]
    stored = [
        name
        for part in each
        for name in onnxfile.read(cut(file(part), part)).constants
        if name.endswith("weights/int8")
    ]
    whole = [name for name in onnxfile.read(file(decoder)).constants if name.endswith("weights/int8")]
    assert sorted(stored) == sorted(whole)


def test_a_layer_measures_what_counts_of_what_it_has_convolved():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(1, 32, 12, 20)).astype(np.float32)
    part = parts.layers_part(LITE, ["residual2/conv1"], normalised=False, kept=True)
    rows, columns = np.zeros((1, 12), np.float32), np.zeros((20, 1), np.float32)
    rows[:, 2:10], columns[5:] = 1 / 8, 1 / 15
    feeds = {"x": x, parts.pixel("residual2/conv1"): x[..., :1, :1], "rows/share": rows, "columns/share": columns}
    raw, mean, variance = (run(cut(file(part), part), name, **feeds) for name in ("raw", "mean", "variance"))
    assert raw.shape == (1, 32, 12, 20)
    counted = raw[..., 2:10, 5:].astype(np.float64)
    np.testing.assert_allclose(mean[..., 0, 0], counted.mean(axis=(2, 3)), rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(variance[..., 0, 0], counted.var(axis=(2, 3)), rtol=1e-4)


VARIANTS = [
    graph for transformer in CATALOGUE.transformers for graph in (transformer.decoder, transformer.decoder.graphics)
]


@pytest.mark.parametrize("decoder", VARIANTS, ids=lambda graph: graph.file)
def test_a_decoder_measures_itself_and_paints_the_same_with_what_it_has_found(decoder):
    rng = np.random.default_rng(0)
    channels = decoder.inputs[0].shape[1]
    features, vector = rng.random((1, channels, 20, 28), np.float32), rng.normal(size=(1, 100)).astype(np.float32)
    given = {"features": features, "vector": vector}
    measured, held = parts.measured_part(decoder), parts.held_part(decoder)
    shares = {}
    for growth in (1, 2, 4):
        rows, columns = parts.shares(growth)
        shares[rows] = np.full((1, 20 * growth), 1 / (20 * growth), np.float32)
        shares[columns] = np.full((28 * growth, 1), 1 / (28 * growth), np.float32)
    found = {spec.name: run(cut(file(measured), measured), spec.name, **given, **shares) for spec in measured.outputs}
    norms = {}
    for layer in parts.STYLED:
        names, mean, variance = parts.held_norm(layer), found[f"{layer}/mean"], found[f"{layer}/variance"]
        norms[names.scale] = found[f"{layer}/gamma"].reshape(mean.shape) / np.sqrt(variance + 1e-5)
        norms[names.offset] = found[f"{layer}/beta"].reshape(mean.shape) - mean * norms[names.scale]
    whole = run(file(decoder), "picture", **given).astype(int)
    assert np.abs(found["picture"] - whole).max() <= 1
    assert np.abs(run(cut(file(held), held), "picture", features=features, **norms) - whole).max() <= 1


def test_parts_are_told_apart_and_from_the_whole():
    keys = [
        parts.layers_part(LITE, [layer], normalised=False, kept=kept).key for layer in parts.STYLED for kept in (0, 1)
    ]
    keys += [LITE.key, parts.style_part(LITE).key, parts.picture_part(LITE).key]
    keys += [parts.measured_part(LITE).key, parts.held_part(LITE).key]
    assert len(set(keys)) == len(keys)


def test_what_is_no_decoder_is_not_cut():
    part = parts.picture_part(LITE)
    encoder = CATALOGUE.transformer("transformer-lite").encoder
    with pytest.raises(ValueError, match="picture is not in"):
        cut(file(encoder), part)
