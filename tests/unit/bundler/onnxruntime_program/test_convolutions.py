"""Convolutions in the browser's program are those of onnxruntime on this machine, whatever their shapes."""

from dataclasses import asdict, astuple, dataclass
from functools import partial

import numpy as np
import onnx
import onnxruntime
import pytest
from layers import results
from onnx import TensorProto, helper, numpy_helper


@dataclass(frozen=True)
class Convolution:
    """A convolution, and the picture that it takes; what follows it, onnxruntime makes part of it."""

    shape: tuple[int, ...]
    kernel: tuple[int, ...] = (3, 3)
    strides: tuple[int, ...] = (1, 1)
    pads: tuple[int, ...] = (1, 1, 1, 1)
    dilations: tuple[int, ...] = (1, 1)
    channels: int = 3
    filters: int = 3
    groups: int = 3
    pictures: int = 1
    bias: bool = True
    then: str = ""

    def graph(self) -> onnx.ModelProto:
        rng = np.random.default_rng(7)
        weights = rng.standard_normal((self.filters, self.channels // self.groups, *self.kernel)).astype(np.float32)
        biases = rng.standard_normal(self.filters).astype(np.float32)
        values = {"w": weights, "b": biases} if self.bias else {"w": weights}
        constants = [numpy_helper.from_array(value, name) for name, value in values.items()]
        settings = {name: getattr(self, name) for name in ("strides", "pads", "dilations")}
        last = "y" if not self.then else "convolved"
        nodes = [helper.make_node("Conv", ["x", *values], [last], group=self.groups, **settings)]
        if self.then == "Clip":
            constants += [numpy_helper.from_array(np.float32(each), f"at_{each}") for each in (-1, 2)]
            nodes.append(helper.make_node("Clip", [last, "at_-1", "at_2"], ["y"]))
        elif self.then:
            nodes.append(helper.make_node(self.then, [last], ["y"]))
        value = partial(helper.make_tensor_value_info, elem_type=TensorProto.FLOAT)
        ends = [value("x", shape=self.picture().shape)], [value("y", shape=None)]
        graph = helper.make_graph(nodes, "convolution", *ends, constants)
        return helper.make_model(graph, ir_version=10, opset_imports=[helper.make_opsetid("", 17)])

    def picture(self) -> np.ndarray:
        shape = (self.pictures, self.channels, *self.shape)
        return np.random.default_rng(8).standard_normal(shape).astype(np.float32)


@dataclass(frozen=True)
class Line(Convolution):
    """One whose kernel is a row or a column."""

    kernel: tuple[int, ...] = (1, 9)
    pads: tuple[int, ...] = (0, 0, 0, 0)
    channels: int = 3
    filters: int = 8
    groups: int = 1


@dataclass(frozen=True)
class Pointwise(Convolution):
    kernel: tuple[int, ...] = (1, 1)
    pads: tuple[int, ...] = (0, 0, 0, 0)
    channels: int = 5
    filters: int = 7
    groups: int = 1


WIDEST = 65536 // 16 - 8
"""The most columns of a picture that has room in a thread's buffer with zeros around it."""

DEPTHWISE = [
    *(Convolution((height, width)) for height in (1, 2, 3, 4, 9) for width in (1, 2, 3, 4, 5, 6, 7, 8, 19)),
    *(Convolution((12, width), pads=(0, 0, 0, 0)) for width in (3, 6, 7, 18, 33, 70)),
    *(Convolution((10, width), strides=(2, 2), pads=(0, 0, 1, 1)) for width in (4, 9, 16, 37)),
    *(Convolution((11, width), strides=(2, 2), pads=(each,) * 4) for width in (9, 16, 23) for each in (0, 1, 2, 3)),
    *(Convolution((11, width), strides=(1, 2)) for width in (4, 9, 16, 37)),
    Convolution((11, 20), strides=(2, 1)),
    Convolution((13, 20), strides=(5, 1)),
    Convolution((5, 9), strides=(2, 1), pads=(1, 0, 0, 0)),
    Convolution((11, 40), strides=(3, 3)),
    Convolution((11, 20), strides=(1, 4)),
    Convolution((1, 19), pads=(0, 1, 2, 1)),
    Convolution((2, 19), pads=(0, 1, 1, 1)),
    Convolution((4, 9), pads=(0, 0, 7, 8)),
    Convolution((4, 9), pads=(0, 0, 1, 0)),
    Convolution((4, 9), pads=(0, 0, 0, 1)),
    Convolution((4, 9), pads=(1, 0, 0, 0)),
    *(Convolution((3, width)) for width in (WIDEST, WIDEST + 1, 5000)),
    Convolution((3, 5000), pads=(0, 0, 0, 0)),
    Convolution((11, 20), dilations=(1, 2)),
    Convolution((11, 20), dilations=(2, 1)),
    Convolution((20, 40), kernel=(9, 9), pads=(4, 4, 4, 4)),
    *(Convolution((9, width), kernel=(1, 9), pads=(0, 0, 0, 0)) for width in (9, 11, 12, 13, 19, 70)),
    Convolution((9, 40), kernel=(1, 9), pads=(0, 0, 0, 0), strides=(2, 1)),
    Convolution((9, 40), kernel=(1, 9), pads=(0, 0, 0, 0), strides=(1, 2)),
    Convolution((9, 40), kernel=(1, 9), pads=(0, 4, 0, 4)),
    Convolution((9, 40), kernel=(1, 9), pads=(1, 0, 1, 0)),
    Convolution((40, 9), kernel=(9, 1), pads=(4, 0, 4, 0)),
    Convolution((8, 8), kernel=(3, 5), pads=(5, 7, 3, 2)),
    *(Convolution((60, 70), then=then) for then in ("Relu", "Clip", "LeakyRelu", "Sigmoid")),
    *(Convolution((9, 10), bias=False, then=then) for then in ("", "Relu", "Clip", "Tanh")),
    Convolution((60, 70), filters=6),
    Convolution((11, 20), kernel=(1, 3), pads=(0, 1, 0, 1), channels=6, filters=2, groups=2),
    Convolution((11, 20), kernel=(3, 1), pads=(1, 0, 1, 0), channels=6, filters=2, groups=2),
    Convolution((60, 70), pictures=2),
    Convolution((60, 70), channels=1, filters=1, groups=1),
]
POINTWISE = [
    *(Pointwise(shape) for shape in ((1, 1), (31, 33), (32, 32), (33, 37), (40, 51), (64, 64), (65, 129), (7, 1000))),
    *(Pointwise((33, 37), channels=channels, filters=5) for channels in (1, 100, 130, 300)),
    *(Pointwise((36, 37), filters=filters) for filters in (1, 2, 16)),
    *(Pointwise((33, 37), then=then) for then in ("Relu", "Clip", "LeakyRelu")),
    *(Pointwise((33, 37), bias=False, then=then) for then in ("", "Relu", "Clip", "Tanh")),
    *(Pointwise((48, 50), channels=40, filters=filters) for filters in (16, 17, 40)),
    Pointwise((48, 50), channels=6, filters=9, groups=3),
    Pointwise((48, 50), channels=6, filters=6, groups=6),
    Pointwise((48, 50), pictures=2, then="Relu"),
    Pointwise((48, 50), strides=(2, 2)),
    Pointwise((48, 50), strides=(1, 2)),
    Pointwise((48, 50), strides=(2, 1), pads=(23, 0, 24, 0)),
    Pointwise((48, 50), strides=(1, 2), pads=(0, 24, 0, 25)),
    Pointwise((48, 50), pads=(1, 0, 0, 1)),
    Pointwise((48, 50), pads=(0, 1, 1, 0)),
    Pointwise((2000,), kernel=(1,), strides=(1,), pads=(0, 0), dilations=(1,)),
    Pointwise((11, 12, 13), kernel=(1, 1, 1), strides=(1, 1, 1), pads=(0,) * 6, dilations=(1, 1, 1)),
]
LINES = [
    *(Line((5, width)) for width in (9, 15, 16, 17, 23, 24, 25, 108)),
    *(Line((5, 31), filters=filters) for filters in (1, 2, 3, 4, 5, 6, 7, 16, 17)),
    *(Line((40, 59), channels=channels, filters=3) for channels in (1, 2, 40)),
    *(Line((40, 59), then=then) for then in ("Relu", "Clip", "Tanh")),
    *(Line((40, 59), bias=False, then=then) for then in ("", "Relu", "Clip")),
    Line((40, 57), channels=6, groups=2),
    Line((40, 57), pictures=2),
    Line((20, 31), kernel=(9, 1)),
    Line((40, 31), kernel=(16, 1), strides=(8, 1), channels=1, filters=16),
    Line((400, 31), kernel=(16, 1), strides=(8, 1), channels=4, filters=16),
    Line((41, 31), kernel=(12, 1), strides=(4, 1), channels=1, filters=12, pictures=3),
    Line((40, 31), kernel=(1, 2), strides=(3, 1)),
    Line((20, 31), strides=(1, 2)),
    Line((20, 31), kernel=(3, 1), strides=(2, 2)),
    Line((20, 31), dilations=(1, 2)),
    Line((20, 31), kernel=(5, 1), dilations=(2, 1)),
    Line((20, 31), kernel=(5, 1), pads=(1, 0, 1, 0)),
    Line((20, 31), kernel=(5, 1), pads=(0, 0, 2, 0)),
    Line((20, 31), kernel=(5, 1), pads=(0, 1, 0, 1)),
    Line((20, 31), pads=(0, 0, 0, 2)),
    # as many numbers as without padding
    Line((20, 31), dilations=(1, 2), pads=(0, 0, 0, 8)),
    Line((20, 31), kernel=(5, 1), dilations=(2, 1), pads=(0, 0, 4, 0)),
    Line((20, 31), strides=(1, 2), pads=(0, 0, 0, 22)),
    Line((40, 31), kernel=(1, 2), strides=(3, 1), pads=(1, 0, 0, 0)),
    Line((20, 31), kernel=(2, 2)),
]
CONVOLUTIONS = [*DEPTHWISE, *POINTWISE, *LINES]


@pytest.fixture(scope="module", params=[1, 2], ids=["one thread", "two threads"])
def outputs(request, tmp_path_factory) -> list[np.ndarray]:
    """Return what the program makes of all of them."""
    graphs = [(each.graph(), each.picture()) for each in CONVOLUTIONS]
    return results(graphs, request.param, tmp_path_factory.mktemp("convolutions"))


@pytest.mark.parametrize("number", range(len(CONVOLUTIONS)), ids=[str(astuple(each)) for each in CONVOLUTIONS])
def test_a_convolution_of_any_shape(number, outputs):
    convolution = CONVOLUTIONS[number]
    session = onnxruntime.InferenceSession(convolution.graph().SerializeToString())
    (expected,) = session.run(None, {"x": convolution.picture()})
    message = str(asdict(convolution))
    np.testing.assert_allclose(outputs[number], expected.ravel(), rtol=1e-5, atol=2e-5, err_msg=message)
