"""ONNX files: everything that they may hold, as the package onnx writes and reads it."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from impasto.backends import onnxfile


def model(*nodes: onnx.NodeProto, constants: tuple[TensorProto, ...] = (), domain: str = "") -> bytes:
    value = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, "height", 3])
    graph = helper.make_graph(nodes, "g", [value], [], list(constants))
    opset = helper.make_opsetid(domain, 13)
    return bytes(helper.make_model(graph, opset_imports=[opset], ir_version=7).SerializeToString())


ATTRIBUTES = {
    "alpha": 0.5,
    "axis": -1,
    "mode": "nearest",
    "scales": (1.0, 2.0),
    "pads": (0, 1, -2),
}


def test_attributes_of_all_kinds_come_back():
    array = np.arange(6, dtype=np.int64).reshape(2, 3)
    node = helper.make_node("Any", ["x"], ["y"], **ATTRIBUTES, value=onnx.numpy_helper.from_array(array))
    graph = onnxfile.read(model(node))
    for found in (graph, onnxfile.read(onnxfile.write(graph, 7))):
        attributes = dict(found.nodes[0].attributes)
        np.testing.assert_array_equal(attributes.pop("value"), array)
        assert attributes == ATTRIBUTES
    written = onnx.load_from_string(onnxfile.write(graph, 7)).graph.node[0]
    assert {each.name: helper.get_attribute_value(each) for each in written.attribute if each.name != "value"} == {
        **{name: list(value) if isinstance(value, tuple) else value for name, value in ATTRIBUTES.items()},
        "mode": b"nearest",
    }


def test_an_attribute_of_another_kind_is_refused():
    inner = helper.make_graph([], "inner", [], [])
    with pytest.raises(ValueError, match="attribute body is of kind 5"):
        onnxfile.read(model(helper.make_node("Loop", ["x"], ["y"], body=inner)))


@pytest.mark.parametrize("raw", [False, True])
@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (TensorProto.FLOAT, [0.5, -2.0]),
        (TensorProto.INT64, [2**40, -1]),
        (TensorProto.INT32, [7, -7]),
        (TensorProto.UINT8, [0, 255]),
        (TensorProto.BOOL, [True, False]),
    ],
)
def test_constants_stand_as_numbers_or_as_bytes(kind, values, raw):
    dtype = helper.tensor_dtype_to_np_dtype(kind)
    given = np.array(values, dtype)
    tensor = helper.make_tensor("c", kind, [2, 1], given.tobytes() if raw else given, raw=raw)
    found = onnxfile.read(model(constants=(tensor,))).constants["c"]
    assert found.dtype == dtype and found.shape == (2, 1)
    np.testing.assert_array_equal(found.ravel(), given)


def test_a_free_dimension_is_known_by_its_name():
    graph = onnxfile.read(model())
    assert [(value.name, value.shape, value.dtype) for value in graph.inputs] == [("x", (1, "height", 3), np.float32)]


def test_constants_are_inputs_too_in_the_old_format_only():
    graph = onnxfile.read(model(constants=(onnx.numpy_helper.from_array(np.ones(2, np.float32), "c"),)))
    for version, names in ((3, ["x", "c"]), (7, ["x"])):
        written = onnxfile.write(graph, version)
        assert [value.name for value in onnx.load_from_string(written).graph.input] == names
        assert [value.name for value in onnxfile.read(written).inputs] == ["x"]


def test_operators_of_others_are_refused():
    with pytest.raises(ValueError, match=r"not those of ai\.onnx\.ml"):
        onnxfile.read(model(domain="ai.onnx.ml"))
