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


def test_parts_are_told_apart_and_from_the_whole():
    keys = [
        parts.layers_part(LITE, [layer], normalised=False, kept=kept).key for layer in parts.STYLED for kept in (0, 1)
    ]
    keys += [LITE.key, parts.style_part(LITE).key, parts.picture_part(LITE).key]
    assert len(set(keys)) == len(keys)


def test_what_is_no_decoder_is_not_cut():
    part = parts.picture_part(LITE)
    encoder = CATALOGUE.transformer("transformer-lite").encoder
    with pytest.raises(ValueError, match="picture is not in"):
        cut(file(encoder), part)
