"""The converter of TensorFlow.js transformers: on a model made here, and on a published one where there is one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from import_tfjs import ImportFailed, transformer_weights
from importing.fast_layers import FastLayers
from importing.transformer_graphs import Layers, TransformerWeights, decoder_graph, encoder_graph
from tests.unit.models.sessions import COLOURS, LEVELS, run, with_levels

PEER = Path(__file__).resolve().parents[4] / "shared" / "peer"
Array = NDArray[np.float32]


def paint(weights: TransformerWeights, picture: NDArray[np.uint8], vector: Array) -> Array:
    """Return what is painted, [1, 3, height, width], before it is rounded."""
    features = run(encoder_graph("encoder", weights, ""), picture=picture)
    return run(decoder_graph("decoder", weights, ""), COLOURS, features=features, vector=vector)


# --- a published model ---


@pytest.mark.skipif(not PEER.is_dir(), reason="the published transformer is not here (../shared/peer)")
@pytest.mark.parametrize("layers", [Layers, FastLayers])
@pytest.mark.parametrize(("int8", "mean", "greatest"), [(False, 1e-5, 1e-4), (True, 0.005, 0.1)])
def test_published_transformer_paints_as_in_tensorflow(
    int8: bool, mean: float, greatest: float, layers: type[Layers]
) -> None:
    expected = np.load(PEER / "tfjs-output.npy")
    picture = (np.sin(0.37 * np.arange(64 * 80 * 3)).astype(np.float32) / 2 + 0.5).reshape(64, 80, 3)
    vector = np.sin(1.7 * np.arange(100)).astype(np.float32)[None]
    weights = transformer_weights(PEER / "model.json", int8)
    levels = 255 * picture.transpose(2, 0, 1)[None]  # no bytes, so given where the bytes have become numbers
    features = run(with_levels(encoder_graph("encoder", weights, "", layers)), **{LEVELS: levels})
    painted = run(decoder_graph("decoder", weights, "", layers), COLOURS, features=features, vector=vector)
    difference = np.abs(painted[0].transpose(1, 2, 0) - expected.reshape(picture.shape))
    print(f"int8 {int8}: greatest difference {difference.max():.1e}, mean {difference.mean():.1e}")
    assert difference.mean() <= mean
    assert difference.max() <= greatest


# --- a model made here: plain convolutions, narrow, of random numbers, cut into two shards ---

WIDTHS = {"contract/conv1": (9, 3, 4), "contract/conv2": (3, 4, 6), "contract/conv3": (3, 6, 8)}
STYLED = {f"residual/residual{block}/conv{half}": (3, 8, 8) for block in range(1, 6) for half in (1, 2)} | {
    "expand/conv1/conv": (3, 8, 6),
    "expand/conv2/conv": (3, 6, 4),
    "expand/conv3/conv": (9, 4, 3),
}


def write_model(folder: Path, pad: str = "MirrorPad", epsilon: float = 1e-3, **changes: Any) -> Path:
    """Write model.json and its shards, and return its path; ``changes`` replace entries of the first tensor."""
    random = np.random.default_rng(0)
    arrays: dict[str, Array] = {}

    def normal(name: str, *shape: int, mean: float = 0) -> None:
        arrays[name] = random.normal(mean, 0.2, shape).astype(np.float32)

    for layer, (size, inputs, outputs) in WIDTHS.items():
        normal(f"transformer/{layer}/weights", size, size, inputs, outputs)
        for name in ("Const", "beta", "moving_mean"):
            normal(f"transformer/{layer}/BatchNorm/{name}", outputs)
        arrays[f"transformer/{layer}/BatchNorm/moving_variance"] = random.uniform(0.5, 2, outputs).astype(np.float32)
    for layer, (size, inputs, outputs) in STYLED.items():
        normal(f"transformer/{layer}/weights", size, size, inputs, outputs)
        for name in ("Conv", "Conv_1"):
            normal(f"style_params/transformer/{layer}/StyleNorm/{name}/weights", 1, 1, 100, outputs)
            normal(f"style_params/transformer/{layer}/StyleNorm/{name}/biases", outputs)
    data = b"".join(array.tobytes() for array in arrays.values())
    (folder / "first").write_bytes(data[:1001])
    (folder / "second").write_bytes(data[1001:])
    entries = [{"name": name, "shape": array.shape, "dtype": "float32"} for name, array in arrays.items()]
    entries[0] |= changes
    nodes = [{"op": pad, "name": "pad"}, {"op": "FusedBatchNorm", "name": "norm", "attr": {"epsilon": {"f": epsilon}}}]
    model = {
        "modelTopology": {"node": nodes},
        "weightsManifest": [{"paths": ["first", "second"], "weights": entries}],
    }
    path = folder / "model.json"
    path.write_text(json.dumps(model))
    return path


def inputs(height: int, width: int) -> tuple[NDArray[np.uint8], Array]:
    random = np.random.default_rng(1)
    picture = random.integers(0, 256, (1, height, width, 3), np.uint8)
    return picture, random.normal(0, 1, (1, 100)).astype(np.float32)


def test_plain_transformer_of_any_width_is_converted(tmp_path: Path) -> None:
    weights = transformer_weights(write_model(tmp_path))
    assert [weights.channels(layer) for layer in ("contract/conv3", "expand/conv1", "expand/conv3")] == [8, 6, 3]
    painted = paint(weights, *inputs(32, 48))
    assert painted.shape == (1, 3, 32, 48)
    assert painted.std() > 0.05


def test_batch_normalisation_is_folded(tmp_path: Path) -> None:
    weights = transformer_weights(write_model(tmp_path))
    plain, bias = weights.kernels["contract/conv1"], weights.biases["contract/conv1"]
    # By hand, from the same random numbers: the first four arrays that write_model draws, and the variance.
    random = np.random.default_rng(0)
    kernel = random.normal(0, 0.2, (9, 9, 3, 4)).astype(np.float32)
    gamma, beta, mean = (random.normal(0, 0.2, 4).astype(np.float32) for _ in range(3))
    deviation = np.sqrt(random.uniform(0.5, 2, 4) + 1e-3)
    assert isinstance(plain, np.ndarray)
    assert np.allclose(plain, (kernel * gamma / deviation).transpose(3, 2, 0, 1), atol=1e-6)
    assert np.allclose(bias, beta - mean * gamma / deviation, atol=1e-6)


def test_padding_is_that_of_the_model(tmp_path: Path) -> None:
    mirrored = paint(transformer_weights(write_model(tmp_path)), *inputs(32, 32))
    assert transformer_weights(write_model(tmp_path, pad="Pad")).padding == "constant"
    zeros = paint(transformer_weights(write_model(tmp_path, pad="Pad")), *inputs(32, 32))
    assert not np.allclose(mirrored, zeros)


def test_rounding_to_int8_hardly_changes_the_picture(tmp_path: Path) -> None:
    path, given = write_model(tmp_path), inputs(32, 32)
    exact, rounded = (paint(transformer_weights(path, int8), *given) for int8 in (False, True))
    assert 0 < np.abs(exact - rounded).mean() < 0.02


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "something/else"}, "no tensor 'transformer/contract/conv1/weights'"),
        ({"dtype": "string"}, "of type string"),
        ({"quantization": {"min": 0, "scale": 1, "dtype": "uint8"}}, "is quantised"),
        ({"shape": [9, 9, 3, 40000]}, "end before tensor transformer/contract/conv1/weights"),
        ({"epsilon": 1e-5}, "norm has an epsilon of 1e-05, expected 0.001"),
    ],
)
def test_other_models_are_refused(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ImportFailed, match=message):
        transformer_weights(write_model(tmp_path, **changes))
