"""Depthwise convolutions in the browser's program are those of onnxruntime on this machine, whatever their shapes."""

import json
import subprocess
from dataclasses import asdict, astuple, dataclass
from functools import partial
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper
from published import DIST, known, published

import build
from bundler.kernels import with_kernels

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Convolution:
    """A depthwise convolution, and the picture that it takes; what follows it, onnxruntime makes part of it."""

    height: int
    width: int
    kernel: tuple[int, int] = (3, 3)
    strides: tuple[int, int] = (1, 1)
    pads: tuple[int, int, int, int] = (1, 1, 1, 1)
    dilations: tuple[int, int] = (1, 1)
    channels: int = 3
    each: int = 1
    then: str = ""

    def graph(self) -> onnx.ModelProto:
        rng = np.random.default_rng(7)
        many = self.channels * self.each
        weights = rng.standard_normal((many, 1, *self.kernel)).astype(np.float32)
        biases = rng.standard_normal(many).astype(np.float32)
        constants = [numpy_helper.from_array(value, name) for name, value in (("w", weights), ("b", biases))]
        settings = {name: getattr(self, name) for name in ("strides", "pads", "dilations")}
        last = "y" if not self.then else "convolved"
        nodes = [helper.make_node("Conv", ["x", "w", "b"], [last], group=self.channels, **settings)]
        if self.then == "Clip":
            constants += [numpy_helper.from_array(np.float32(each), f"at_{each}") for each in (0, 1)]
            nodes.append(helper.make_node("Clip", [last, "at_0", "at_1"], ["y"]))
        elif self.then:
            nodes.append(helper.make_node(self.then, [last], ["y"]))
        value = partial(helper.make_tensor_value_info, elem_type=TensorProto.FLOAT)
        ends = [value("x", shape=[1, self.channels, self.height, self.width])], [value("y", shape=None)]
        graph = helper.make_graph(nodes, "convolution", *ends, constants)
        return helper.make_model(graph, ir_version=10, opset_imports=[helper.make_opsetid("", 17)])

    def picture(self) -> np.ndarray:
        shape = (1, self.channels, self.height, self.width)
        return np.random.default_rng(8).standard_normal(shape).astype(np.float32)


CONVOLUTIONS = [
    *(Convolution(height, width) for height in (1, 2, 3, 4, 9) for width in (1, 2, 3, 4, 5, 6, 7, 8, 19)),
    *(Convolution(12, width, pads=(0, 0, 0, 0)) for width in (3, 6, 7, 18, 33, 70)),
    *(Convolution(10, width, strides=(2, 2), pads=(0, 0, 1, 1)) for width in (4, 9, 16, 37)),
    *(Convolution(11, width, strides=(1, 2)) for width in (4, 9, 16, 37)),
    Convolution(11, 20, strides=(2, 1)),
    Convolution(11, 40, strides=(3, 3)),
    Convolution(11, 20, strides=(1, 4)),
    Convolution(1, 19, pads=(0, 1, 2, 1)),
    Convolution(2, 19, pads=(0, 1, 1, 1)),
    Convolution(11, 20, dilations=(1, 2)),
    Convolution(11, 20, dilations=(2, 1)),
    Convolution(20, 40, kernel=(9, 9), pads=(4, 4, 4, 4)),
    Convolution(20, 40, kernel=(9, 9), pads=(0, 0, 0, 0)),
    Convolution(20, 40, kernel=(13, 13), pads=(6, 6, 6, 6)),
    Convolution(9, 40, kernel=(1, 9), pads=(0, 4, 0, 4)),
    Convolution(40, 9, kernel=(9, 1), pads=(4, 0, 4, 0)),
    Convolution(8, 8, kernel=(2, 2), pads=(0, 0, 1, 1)),
    Convolution(8, 8, kernel=(3, 5), pads=(5, 7, 3, 2)),
    Convolution(60, 70, channels=2, then="Relu"),
    Convolution(60, 70, channels=2, then="Clip"),
    Convolution(60, 70, channels=2, each=2),
    Convolution(60, 70, channels=1),
]


@pytest.fixture(scope="module")
def program(tmp_path_factory) -> Path:
    path: Path = tmp_path_factory.mktemp("program") / "program.wasm"
    path.write_bytes(with_kernels(published(), known()))
    return path


@pytest.fixture(scope="module", params=["1", "2"], ids=["one thread", "two threads"])
def outputs(request, program, tmp_path_factory) -> Path:
    """Return a folder with what the program makes of all of them, by number."""
    folder: Path = tmp_path_factory.mktemp("convolutions")
    for number, convolution in enumerate(CONVOLUTIONS):
        onnx.save(convolution.graph(), folder / f"{number}.onnx")
        (folder / f"{number}.in").write_bytes(convolution.picture().tobytes())
        (folder / f"{number}.json").write_text(json.dumps(convolution.picture().shape))
    host = [build.need_node().node, HERE / "convolutions_host.mjs"]
    subprocess.run([*host, DIST, program, request.param, folder], check=True, stderr=subprocess.DEVNULL)
    return folder


@pytest.mark.parametrize("number", range(len(CONVOLUTIONS)), ids=[str(astuple(each)) for each in CONVOLUTIONS])
def test_a_depthwise_convolution_of_any_shape(number, outputs):
    convolution = CONVOLUTIONS[number]
    session = onnxruntime.InferenceSession(convolution.graph().SerializeToString())
    (expected,) = session.run(None, {"x": convolution.picture()})
    found = np.frombuffer((outputs / f"{number}.out").read_bytes(), np.float32)
    np.testing.assert_allclose(found, expected.ravel(), rtol=1e-5, atol=2e-5, err_msg=str(asdict(convolution)))
