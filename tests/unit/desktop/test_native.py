"""The runtime of the desktop: the committed networks, damaged files, interruption and release."""

import asyncio
import hashlib
import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from impasto.desktop.native import NativeRuntime
from impasto.errors import Cancelled, RuntimeFailed
from impasto.networks.catalogue import Catalogue, Graph, TensorSpec
from tests.unit.keys import keys

MODELS = Path(__file__).parents[3] / "models"
SIDE = 768


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))


def write_graph(folder: Path, products: int, side: int = 4) -> Graph:
    """Write a graph that multiplies its input ``[side, side]`` by the identity ``products`` times."""
    names = ["x", *(f"step{number}" for number in range(1, products)), "y"]
    square = [side, side]
    model = helper.make_model(
        helper.make_graph(
            [helper.make_node("MatMul", [a, "identity"], [b]) for a, b in pairwise(names)],
            "products",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, square)],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, square)],
            [numpy_helper.from_array(np.eye(side, dtype=np.float32), "identity")],
        ),
        opset_imports=[helper.make_opsetid("", 17)],
        ir_version=9,
    )
    onnx.save(model, folder / "products.onnx")
    return describe(folder / "products.onnx", side)


def describe(path: Path, side: int = 4) -> Graph:
    data = path.read_bytes()
    specs = (TensorSpec("x", (side, side), "float32"),), (TensorSpec("y", (side, side), "float32"),)
    return Graph(path.name, len(data), hashlib.sha256(data).hexdigest(), *specs)


SQUARE = {"x": np.arange(16, dtype=np.float32).reshape(4, 4)}


async def test_the_committed_networks_run(catalogue):
    runtime = NativeRuntime(MODELS)
    style = catalogue.style_network(catalogue.default_style_network).style
    transformer = catalogue.transformer(catalogue.default_transformer)
    picture = np.random.default_rng(0).integers(0, 256, (1, 64, 96, 3), np.uint8)

    vector = (await runtime.run(style, {"picture": picture}))["vector"]
    features = (await runtime.run(transformer.encoder, {"picture": picture}))["features"]
    painted = (await runtime.run(transformer.decoder, {"features": features, "vector": vector}))["picture"]

    assert vector.shape == (1, 100)
    assert painted.shape == (1, 64, 96, 4)
    assert [tensor.dtype for tensor in (vector, features, painted)] == ["float32", "float32", "uint8"]
    assert painted.flags.c_contiguous
    assert (painted[..., 3] == 255).all() and painted[..., :3].std() > 3


async def test_threads_do_not_change_the_picture(catalogue):
    picture = np.random.default_rng(0).integers(0, 256, (1, 64, 64, 3), np.uint8)
    encoder = catalogue.transformer(catalogue.default_transformer).encoder
    one, two = [
        (await NativeRuntime(MODELS, threads).run(encoder, {"picture": picture}))["features"] for threads in (1, 2)
    ]
    np.testing.assert_allclose(one, two, atol=1e-4)


def test_describe():
    description = NativeRuntime(MODELS, threads=2).describe()
    assert (description.backend, description.threads) == ("cpu", 2)
    assert description.version[0].isdigit()
    assert NativeRuntime(MODELS).describe().threads >= 1


async def test_load_reports_the_bytes_once(tmp_path):
    graph, runtime, reports = write_graph(tmp_path, 1), NativeRuntime(tmp_path), []
    await runtime.load(graph, lambda loaded, total: reports.append((loaded, total)))
    await runtime.load(graph, lambda loaded, total: reports.append((loaded, total)))
    assert reports == [(graph.bytes, graph.bytes)]


async def test_sessions_are_kept_until_released(tmp_path):
    graph, runtime = write_graph(tmp_path, 1), NativeRuntime(tmp_path)
    await asyncio.gather(runtime.load(graph), runtime.load(graph))
    (tmp_path / graph.file).unlink()
    np.testing.assert_array_equal((await runtime.run(graph, SQUARE))["y"], SQUARE["x"])
    await runtime.release(graph)
    await runtime.release(graph)
    with pytest.raises(RuntimeFailed, match="is missing"):
        await runtime.run(graph, SQUARE)


async def test_a_renewed_runtime_has_kept_nothing(tmp_path):
    graph, runtime = write_graph(tmp_path, 1), NativeRuntime(tmp_path)
    await runtime.run(graph, SQUARE)
    (tmp_path / graph.file).unlink()
    runtime.renew()
    with pytest.raises(RuntimeFailed, match="is missing"):
        await runtime.run(graph, SQUARE)


async def test_a_missing_file_is_named(tmp_path):
    graph = write_graph(tmp_path, 1)
    with pytest.raises(RuntimeFailed, match=r"^The network file .*elsewhere.products\.onnx is missing\."):
        await NativeRuntime(tmp_path / "elsewhere").load(graph)


async def test_a_file_that_cannot_be_read_is_named(tmp_path):
    graph = write_graph(tmp_path, 1)
    (tmp_path / "products.onnx").unlink()
    (tmp_path / "products.onnx").mkdir()
    with pytest.raises(RuntimeFailed, match=r"^The network file .*products\.onnx cannot be read: "):
        await NativeRuntime(tmp_path).load(graph)


async def test_a_changed_byte_is_refused(tmp_path):
    graph = write_graph(tmp_path, 1)
    data = bytearray((tmp_path / graph.file).read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / graph.file).write_bytes(data)
    with pytest.raises(RuntimeFailed, match=r"products\.onnx is not the one that the catalogue lists"):
        await NativeRuntime(tmp_path).load(graph)


async def test_what_is_no_network_is_refused(tmp_path):
    (tmp_path / "text.onnx").write_text("not a network")
    with pytest.raises(RuntimeFailed, match=r"^onnxruntime does not accept the network text\.onnx: "):
        await NativeRuntime(tmp_path).load(describe(tmp_path / "text.onnx"))


@pytest.mark.parametrize("inputs", [{}, {"z": SQUARE["x"]}, {"x": np.zeros((3, 4), np.float32)}])
async def test_wrong_inputs_fail_in_words(tmp_path, inputs):
    graph, runtime = write_graph(tmp_path, 1), NativeRuntime(tmp_path)
    with pytest.raises(RuntimeFailed, match=r"^The network products\.onnx could not be run: "):
        await runtime.run(graph, inputs)
    assert "y" in await runtime.run(graph, SQUARE)


@pytest.fixture
def slow(tmp_path):
    """Return a graph that would run for seconds, loaded, and its inputs."""
    graph, runtime = write_graph(tmp_path, 300, SIDE), NativeRuntime(tmp_path, threads=1)
    return graph, runtime, {"x": np.ones((SIDE, SIDE), np.float32)}


async def test_interrupt_ends_a_run_within_the_graph(slow):
    graph, runtime, inputs = slow
    await runtime.load(graph)
    running = asyncio.create_task(runtime.run(graph, inputs))
    await asyncio.sleep(0.1)
    assert not running.done()
    interrupted = time.perf_counter()
    runtime.interrupt()
    with pytest.raises(Cancelled):
        await running
    assert time.perf_counter() - interrupted < 1


async def test_cancelling_the_task_ends_the_run_too(slow):
    graph, runtime, inputs = slow
    await runtime.load(graph)
    running = asyncio.create_task(runtime.run(graph, inputs))
    await asyncio.sleep(0.1)
    cancelled = time.perf_counter()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await asyncio.get_running_loop().shutdown_default_executor()  # waits for the thread of the run
    assert time.perf_counter() - cancelled < 1


async def test_interrupt_while_loading(slow):
    graph, runtime, _ = slow
    loading = asyncio.create_task(runtime.load(graph))
    await asyncio.sleep(0)
    runtime.interrupt()
    with pytest.raises(Cancelled):
        await loading
    await runtime.load(graph)


async def test_interrupt_of_nothing_leaves_later_runs_alone(tmp_path):
    graph, runtime = write_graph(tmp_path, 1), NativeRuntime(tmp_path)
    runtime.interrupt()
    assert "y" in await runtime.run(graph, SQUARE)


def test_without_onnxruntime_the_extra_of_what_was_installed_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(RuntimeFailed) as caught:
        NativeRuntime(MODELS)
    assert keys(caught.value.text) == ["onnxruntime-missing"]
    assert Path(caught.value.text.parameters["origin"]).samefile(MODELS.parent)
