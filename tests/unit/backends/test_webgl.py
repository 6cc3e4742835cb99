"""Graphs rewritten for WebGL: same numbers as the committed ones, and nothing in them that WebGL refuses."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

from impasto.backends import cutting, onnxfile, trial, webgl
from impasto.backends.onnxfile import Node
from impasto.backends.webgl import operators
from impasto.backends.webgl.rewriting import CannotConvert, Rewriting
from impasto.desktop.native import NativeRuntime
from impasto.networks import parts
from impasto.networks.catalogue import Catalogue, Graph
from impasto.painting.in_tiles import in_tiles

MODELS = Path(__file__).parents[3] / "models"
CATALOGUE = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))
GRAPHS = [graph.graphics or graph for network in CATALOGUE.networks for graph in network.graphs]

# Seen giving the right numbers under WebGL (onnxruntime-web 1.30, Chromium); it lacks or refuses most others.
WEBGL = set(
    """
    Add AveragePool BatchNormalization Clip Concat Conv Div Flatten Gemm GlobalAveragePool MaxPool Mul Pad ReduceMean
    ReduceSum ReduceSumSquare Relu Reshape Sigmoid Slice Sqrt Sub Transpose Upsample
    """.split()  # noqa: SIM905
)


def ran(data: bytes, inputs: dict[str, np.ndarray]) -> np.ndarray:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    (result,) = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"]).run(None, inputs)
    return np.asarray(result)


def all_of(data: bytes, names: list[str], inputs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return all outputs of a graph, as float32."""
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    outputs = session.run(names, inputs)
    return {name: np.asarray(output, np.float32) for name, output in zip(names, outputs, strict=True)}


def some_inputs(graph: Graph, height: int, width: int) -> dict[str, np.ndarray]:
    """Return inputs of the right kind; sides are those of the picture, or four times those of the features."""
    random = np.random.default_rng(1)
    inputs = {}
    for spec in graph.inputs:
        free = iter((height, width) if spec.dtype == "uint8" else (height // 4, width // 4))
        shape = [next(free) if isinstance(size, str) else size for size in spec.shape]
        values = random.uniform(0, 255, shape) if spec.dtype == "uint8" else random.normal(0, 1, shape)
        inputs[spec.name] = values.astype(spec.dtype)
    return inputs


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.file)
def test_a_rewritten_graph_gives_the_same_numbers(graph):
    data = (MODELS / graph.file).read_bytes()
    inputs = some_inputs(graph, 96, 128)
    rewritten = webgl.converted(data, {name: value.shape for name, value in inputs.items()})
    expected = ran(data, inputs)
    actual = ran(rewritten, {name: value.astype(np.float32) for name, value in inputs.items()})
    assert actual.shape == expected.shape and actual.dtype == np.float32
    if expected.dtype == np.uint8:
        assert np.abs(np.rint(actual) - expected).max() <= 1
    else:
        assert actual == pytest.approx(expected, rel=1e-3, abs=1e-3)


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.file)
def test_a_rewritten_graph_holds_nothing_that_webgl_refuses(graph):
    inputs = some_inputs(graph, 64, 64)
    shapes = {name: value.shape for name, value in inputs.items()}
    model = onnx.load_from_string(webgl.converted((MODELS / graph.file).read_bytes(), shapes))
    onnx.checker.check_model(model)
    assert [opset.version for opset in model.opset_import] == [8]
    assert {node.op_type for node in model.graph.node} <= WEBGL
    for value in (*model.graph.input, *model.graph.output):
        assert all(dim.dim_value > 0 for dim in value.type.tensor_type.shape.dim)
    for value in model.graph.output:
        assert value.type.tensor_type.elem_type == onnx.TensorProto.FLOAT
    whole = {constant.name for constant in model.graph.initializer if constant.data_type != onnx.TensorProto.FLOAT}
    taking = {node.op_type for node in model.graph.node for name in node.input if name in whole}
    assert taking <= {"Reshape"}


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.file)
def test_a_file_that_was_read_and_written_says_the_same(graph):
    data = (MODELS / graph.file).read_bytes()
    before, after = onnx.load_from_string(data), onnx.load_from_string(onnxfile.write(onnxfile.read(data), 7))
    inputs = some_inputs(graph, 64, 64)
    assert (ran(data, inputs) == ran(after.SerializeToString(), inputs)).all()
    assert before.graph.input == after.graph.input and before.graph.output == after.graph.output


@pytest.mark.parametrize("mode", ["DCR", "CRD"])
def test_reshuffling_between_space_and_depth_is_that_of_onnx(mode):
    value = onnx.helper.make_tensor_value_info
    x = np.random.default_rng(0).normal(0, 1, (1, 8, 6, 4)).astype(np.float32)
    nodes = [
        onnx.helper.make_node("DepthToSpace", ["x"], ["large"], blocksize=2, mode=mode),
        onnx.helper.make_node("SpaceToDepth", ["large"], ["y"], blocksize=2),
    ]
    shape = [1, 8, 6, 4]
    graph = onnx.helper.make_graph(nodes, "g", [value("x", 1, shape)], [value("y", 1, shape), value("large", 1, None)])
    del graph.output[1]
    opset = onnx.helper.make_opsetid("", 13)
    model = onnx.helper.make_model(graph, opset_imports=[opset], ir_version=7).SerializeToString()
    assert (ran(webgl.converted(model, {"x": x.shape}), {"x": x}) == ran(model, {"x": x})).all()


def small(nodes: list[onnx.NodeProto], shape: list[int], constants: dict[str, np.ndarray] | None = None) -> bytes:
    """Return a model of nodes from ``x`` to ``y``."""
    value, named = onnx.helper.make_tensor_value_info, onnx.numpy_helper.from_array
    given = [named(array, name) for name, array in (constants or {}).items()]
    graph = onnx.helper.make_graph(nodes, "g", [value("x", 1, shape)], [value("y", 1, None)], given)
    opset = onnx.helper.make_opsetid("", 13)
    return bytes(onnx.helper.make_model(graph, opset_imports=[opset], ir_version=7).SerializeToString())


node = onnx.helper.make_node
PICTURE = [1, 2, 4, 4]
KERNEL = {"w": np.ones((2, 2, 3, 3), np.float32)}


@pytest.mark.parametrize(
    ("made", "shape", "constants", "match"),
    [
        (node("Erf", ["x"], ["y"]), [1], {}, "Erf"),
        (node("Erf", ["c"], ["y"]), [1], {"c": np.ones(1, np.float32)}, "Erf of constants"),
        (node("Reshape", ["x", "x"], ["y"]), [1], {}, "x is not a constant"),
        (node("Conv", ["x", "w"], ["y"], auto_pad="SAME_UPPER"), PICTURE, KERNEL, "padding that is not said"),
        (node("MaxPool", ["x"], ["y"], kernel_shape=[2, 2], ceil_mode=1), PICTURE, {}, "MaxPool with .*ceil_mode"),
        (
            node("Resize", ["x", "", "s"], ["y"], mode="linear"),
            PICTURE,
            {"s": np.array([1, 1, 2, 2], np.float32)},
            "not to the nearest",
        ),
        (
            node("Resize", ["x", "", "s"], ["y"], mode="nearest"),
            PICTURE,
            {"s": np.array([1, 1, 1.5, 2], np.float32)},
            "does not repeat whole pixels",
        ),
        (
            node("Slice", ["x", "a", "b", "axes", "steps"], ["y"]),
            PICTURE,
            {"a": np.array([0]), "b": np.array([4]), "axes": np.array([2]), "steps": np.array([2])},
            "Slice with steps",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_has_no_counterpart_is_refused(made, shape, constants, match):
    with pytest.raises(CannotConvert, match=match):
        webgl.converted(small([made], shape, constants), {"x": tuple(shape)})


@pytest.mark.parametrize("turned", [{}, {"transA": 1}, {"transB": 1}, {"transA": 1, "transB": 1}])
@pytest.mark.parametrize("biased", [False, True])
def test_a_product_of_matrices_with_and_without_something_added(turned, biased):
    x = np.random.default_rng(0).normal(0, 1, (3, 2) if turned.get("transA") else (2, 3)).astype(np.float32)
    weights = np.random.default_rng(1).normal(0, 1, (4, 3) if turned.get("transB") else (3, 4)).astype(np.float32)
    constants = {"w": weights} | ({"c": np.arange(4, dtype=np.float32)} if biased else {})
    model = small([node("Gemm", ["x", *constants], ["y"], **turned)], list(x.shape), constants)
    np.testing.assert_allclose(ran(webgl.converted(model, {"x": x.shape}), {"x": x}), ran(model, {"x": x}), atol=1e-5)


def test_a_part_of_all_axes_is_named_by_where_it_begins_and_ends():
    x = np.arange(32, dtype=np.float32).reshape(PICTURE)
    model = small([node("Slice", ["x", "a", "b"], ["y"])], PICTURE, {"a": np.zeros(3, int), "b": np.array([1, -1, 3])})
    np.testing.assert_array_equal(ran(webgl.converted(model, {"x": x.shape}), {"x": x}), x[:, :1, :3])


@pytest.mark.parametrize("damage", [lambda data: data[:1000], lambda data: b"\xff" * 50])
def test_a_file_that_is_cut_short_is_refused(damage):
    data = (MODELS / GRAPHS[0].file).read_bytes()
    with pytest.raises((ValueError, KeyError)):
        onnxfile.read(damage(data))


def test_convolutions_of_the_same_shapes_with_other_activations_are_kept_from_them():
    """What WebGL draws together it compiles by shapes alone; check.html saw it paint something else."""
    graph = CATALOGUE.segmenters[0].people
    rewritten = onnxfile.read(webgl.converted((MODELS / graph.file).read_bytes(), {"picture": (1, 256, 256, 3)}))
    made = {node.outputs[0]: node for node in rewritten.nodes}
    apart = [node for node in rewritten.nodes if node.outputs[0].endswith("/apart")]
    assert apart and all(made[node.inputs[0]].operator == "Conv" for node in apart)
    style = CATALOGUE.style_networks[0].style
    alone = onnxfile.read(webgl.converted((MODELS / style.file).read_bytes(), {"picture": (1, 256, 256, 3)}))
    assert not any(node.outputs[0].endswith("/apart") for node in alone.nodes), "where none differ none is kept apart"


@pytest.mark.parametrize("transformer", CATALOGUE.transformers, ids=lambda transformer: transformer.id)
async def test_the_parts_that_paint_tiles_give_the_same_numbers(transformer):
    """Every part, as it is run for a picture of four tiles."""
    compared: set[tuple[str, ...]] = set()

    class Compared(NativeRuntime):
        async def run(self, graph, inputs):
            outputs = await super().run(graph, inputs)
            suited = graph.graphics or graph
            if not graph.layers or graph.layers in compared:
                return outputs
            compared.add(graph.layers)
            data = cutting.cut((MODELS / suited.file).read_bytes(), suited)
            rewritten = webgl.converted(data, {name: value.shape for name, value in inputs.items()})
            assert {node.op_type for node in onnx.load_from_string(rewritten).graph.node} <= WEBGL
            floats = {name: value.astype(np.float32) for name, value in inputs.items()}
            names = [output.name for output in graph.outputs]
            expected, found = (all_of(each, names, floats) for each in (data, rewritten))
            for name in names:
                atol = 1.0 if name == parts.PICTURE else 1e-3 * max(1.0, float(np.abs(expected[name]).max()))
                np.testing.assert_allclose(found[name], expected[name], 1e-3, atol, err_msg=f"{graph.layers} {name}")
            return outputs

    runtime = Compared(MODELS, threads=1)
    vector = await trial.seen(runtime, CATALOGUE.style_network(CATALOGUE.default_style_network))
    await in_tiles(runtime, transformer, trial.picture(trial.SIDE), vector)
    assert len(compared) == 15


def test_a_product_of_other_shapes_is_refused():
    work = Rewriting({}, {"a": (2, 3), "b": (3, 4)})
    with pytest.raises(CannotConvert, match="MatMul"):
        operators.take(work, Node("MatMul", ["a", "b"], ["c"]))
