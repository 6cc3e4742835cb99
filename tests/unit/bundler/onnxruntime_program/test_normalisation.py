"""Channels are normalised by the browser's program as by the formula, whatever their size."""

import numpy as np
import onnx
import pytest
from layers import results
from onnx import TensorProto, helper, numpy_helper

EPSILON = 1e-5
SHAPES = [(1, size) for size in (1, 2, 3, 4, 5, 15, 16, 17, 31, 32, 33, 1000)] + [(256, 256), (3, 5, 7)]


def pictures(shape: tuple[int, ...]) -> np.ndarray:
    """Return two pictures of three channels, the last of which varies little for its size."""
    numbers = np.random.default_rng(9).standard_normal((2, 3, *shape)).astype(np.float32)
    return numbers * np.float32([1, 30, 0.05]).reshape(3, 1, 1) + np.float32([0, -7, 8]).reshape(3, 1, 1)


def graph(x: np.ndarray) -> onnx.ModelProto:
    values = {"scale": np.float32([1, -2, 0.5]), "shift": np.float32([0, 4, -3])}
    constants = [numpy_helper.from_array(value, name) for name, value in values.items()]
    node = helper.make_node("InstanceNormalization", ["x", *values], ["y"], epsilon=EPSILON)
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, x.shape) for name in "xy"]
    layer = helper.make_graph([node], "normalisation", ends[:1], ends[1:], constants)
    return helper.make_model(layer, ir_version=10, opset_imports=[helper.make_opsetid("", 17)])


def normalised(x: np.ndarray) -> np.ndarray:
    """Return what ONNX defines InstanceNormalization to be, in double precision."""
    scale, shift = (np.float64(each).reshape(3, 1) for each in ([1, -2, 0.5], [0, 4, -3]))
    channels = np.float64(x).reshape(2, 3, -1)
    middle, spread = channels.mean(axis=2, keepdims=True), channels.var(axis=2, keepdims=True)
    return (channels - middle) / np.sqrt(spread + EPSILON) * scale + shift


@pytest.fixture(scope="module")
def outputs(tmp_path_factory) -> list[np.ndarray]:
    graphs = [(graph(x), x) for x in map(pictures, SHAPES)]
    return results(graphs, 1, tmp_path_factory.mktemp("normalisations"))


@pytest.mark.parametrize("number", range(len(SHAPES)), ids=map(str, SHAPES))
def test_channels_of_any_size(number, outputs):
    expected = normalised(pictures(SHAPES[number]))
    np.testing.assert_allclose(outputs[number], expected.ravel(), rtol=1e-4, atol=2e-4)
