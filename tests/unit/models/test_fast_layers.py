"""The fast layers: against the plain ones with the same weights, at sizes that fill no tile and hardly a kernel."""

from __future__ import annotations

import json
from typing import Literal

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray

from impasto.painting import presets
from import_magenta import MODELS
from importing.committed import CommittedWeights
from importing.fast_layers import FIRST_TILE, FastLayers
from importing.tiled import TILE
from importing.toom_cook import transforms
from importing.transformer_graphs import (
    CONTRACTING,
    EXPANDING,
    RESIDUAL,
    Layers,
    TransformerWeights,
    decoder_graph,
    encoder_graph,
    quantised,
)
from tests.unit.models import oracle
from tests.unit.models.sessions import COLOURS, run

Array = NDArray[np.float32]
MANIFEST = json.loads((MODELS / "manifest.json").read_text("utf-8"))
TRANSFORMERS = [network["id"] for network in MANIFEST["networks"] if network["role"] == "transformer"]
NARROW, WIDE = (4, 6, 8), (8, 64, 72)
# Whole tiles and none, more rows than columns and fewer, sides that are no multiple of four, and the smallest picture
# that reflect padding allows: by four at eight pixels, and by one at two.
SIZES = [(64, 96), (45, 51), (36, 20), (16, 16), (8, 8)]


@pytest.mark.parametrize(("taps", "tile"), [(2, TILE), (3, TILE), (9, TILE), (9, FIRST_TILE)])
def test_tiles_are_those_of_the_convolution(taps: int, tile: int) -> None:
    random = np.random.default_rng(0)
    kernel, rows = random.normal(0, 1, taps), random.normal(0, 1, tile + taps - 1)
    matrices = transforms(tile, taps)
    made = matrices.output @ ((matrices.kernel @ kernel) * (matrices.input @ rows))
    assert np.allclose(made, np.correlate(rows, kernel, "valid"), atol=1e-4)


def random_weights(
    widths: tuple[int, int, int], separable: bool, padding: Literal["reflect", "constant"]
) -> TransformerWeights:
    random = np.random.default_rng(0)

    def normal(*shape: int) -> Array:
        return random.normal(0, np.prod(shape[1:]) ** -0.5, shape).astype(np.float32)

    first, second, third = widths
    kernels = {
        layer: quantised(normal(*shape))
        for layer, shape in zip(
            CONTRACTING, ((first, 3, 9, 9), (second, first, 3, 3), (third, second, 3, 3)), strict=True
        )
    }
    styled = {f"{block}/conv{half}": (third, third, 3) for block in RESIDUAL for half in (1, 2)} | dict(
        zip(EXPANDING, ((third, second, 3), (second, first, 3), (first, 3, 9)), strict=True)
    )
    for layer, (inputs, outputs, size) in styled.items():
        if separable:
            kernels[f"{layer}/depthwise"] = quantised(normal(inputs, 1, size, size))
            kernels[f"{layer}/pointwise"] = quantised(normal(outputs, inputs, 1, 1))
        else:
            kernels[layer] = quantised(normal(outputs, inputs, size, size))
    rows = 2 * sum(outputs for _, outputs, _ in styled.values())
    biases = {layer: normal(kernels[layer].values.shape[0], 1).ravel() for layer in CONTRACTING}
    return TransformerWeights(kernels, biases, quantised(normal(rows, 100)), normal(rows, 1).ravel(), padding)


def painted(
    weights: TransformerWeights, layers: type[Layers], picture: NDArray[np.uint8], vector: Array
) -> tuple[Array, Array]:
    """Return the features, and what is painted of them before it is rounded."""
    features = run(encoder_graph("encoder", weights, "", layers), picture=picture)
    return features, run(decoder_graph("decoder", weights, "", layers), COLOURS, features=features, vector=vector)


def given(height: int, width: int) -> tuple[NDArray[np.uint8], Array]:
    random = np.random.default_rng(1)
    picture = random.integers(0, 256, (1, height, width, 3), np.uint8)
    picture[:, : height // 2] //= 4  # half of it dark
    picture[:, :, : width // 3] = 255  # and a third of it without any grain
    return picture, random.normal(0, 1, (1, 100)).astype(np.float32)


@pytest.mark.parametrize(("height", "width"), SIZES)
@pytest.mark.parametrize("padding", ["reflect", "constant"])
@pytest.mark.parametrize(("widths", "separable"), [(NARROW, False), (WIDE, False), (NARROW, True)])
def test_fast_layers_are_the_plain_ones(
    widths: tuple[int, int, int], separable: bool, padding: Literal["reflect", "constant"], height: int, width: int
) -> None:
    weights = random_weights(widths, separable, padding)
    (features, colours), (fast_features, fast_colours) = (
        painted(weights, layers, *given(height, width)) for layers in (Layers, FastLayers)
    )
    assert fast_features.shape == features.shape
    assert fast_colours.shape == colours.shape
    assert np.abs(fast_features - features).max() <= 1e-4 * np.abs(features).max()
    assert np.abs(fast_colours - colours).max() <= 5e-4
    assert colours.std() > 0.05


@pytest.mark.parametrize(("height", "width"), [(192, 256), *SIZES])
@pytest.mark.parametrize("transformer", TRANSFORMERS)
def test_committed_pictures_are_those_of_the_plain_layers(transformer: str, height: int, width: int) -> None:
    encoder, decoder = (MODELS / f"{transformer}-{part}.onnx" for part in ("encoder", "decoder"))
    weights = CommittedWeights(encoder, decoder).transformer()
    picture, vector = given(height, width)
    vector /= 2
    features = run(encoder_graph("encoder", weights, ""), picture=picture)
    expected = run(decoder_graph("decoder", weights, ""), features=features, vector=vector)
    ours = run(decoder, features=run(encoder, picture=picture), vector=vector)
    assert np.abs(ours.astype(int) - expected).max() <= 2
    assert expected[..., :3].std() > 12


@pytest.mark.parametrize("transformer", TRANSFORMERS)
def test_a_large_gradient_is_painted_as_by_the_plain_layers(transformer: str) -> None:
    """The hardest picture: what lies in it is small beside its levels, and is blown up by the normalisations."""
    encoder, decoder = (MODELS / f"{transformer}-{part}.onnx" for part in ("encoder", "decoder"))
    weights = CommittedWeights(encoder, decoder).transformer()
    rows, columns = np.mgrid[:384, :512]
    colours = (columns * 255 // 511, rows * 255 // 383, (rows + columns) * 255 // 894)
    picture = np.stack(colours, -1).astype(np.uint8)[None]
    features = run(encoder_graph("encoder", weights, ""), picture=picture)
    for preset in presets.load()[::40]:
        vector = preset.vectors["style-mobilenet-v2"].as_tensor()
        expected = run(decoder_graph("decoder", weights, ""), features=features, vector=vector)
        ours = run(decoder, features=run(encoder, picture=picture), vector=vector)
        assert np.abs(ours.astype(int) - expected).max() <= 2


@pytest.mark.parametrize("transformer", TRANSFORMERS)
def test_a_flat_picture_gets_no_stripes(transformer: str) -> None:
    """Normalisation blows up what little is there, so nothing may be: rows of a tile are rounded in different ways."""
    encoder, decoder = (MODELS / f"{transformer}-{part}.onnx" for part in ("encoder", "decoder"))
    picture, (_, vector) = np.full((1, 96, 80, 3), (20, 130, 255), np.uint8), given(8, 8)
    colours = run(decoder, COLOURS, features=run(encoder, picture=picture), vector=vector / 2)
    features = oracle.encode(picture[0] / 255, oracle.Weights(encoder))
    expected = oracle.decode(features, vector[0].astype(np.float64) / 2, oracle.Weights(decoder))
    assert np.abs(colours[0].transpose(1, 2, 0) - expected).max() <= 1e-3


@pytest.mark.parametrize("transformer", TRANSFORMERS)
def test_kernels_are_stored_once_and_not_transformed(transformer: str) -> None:
    """The files stay small: what is transformed would be up to five times as large, and in float32."""
    for part in ("encoder", "decoder"):
        path = MODELS / f"{transformer}-{part}.onnx"
        stored = onnx.load(path).graph.initializer
        weights = sum(len(tensor.raw_data) for tensor in stored if tensor.name.endswith("/int8"))
        assert path.stat().st_size < 1.2 * weights + 50_000
