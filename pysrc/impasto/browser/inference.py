"""``Runtime`` over onnxruntime-web, which runs in a worker of its own; ``inference/client.mjs`` talks to it."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

import js
import numpy as np
from pyodide.ffi import JsException, create_proxy, to_js

from impasto.backends.rules import GRAPHICS
from impasto.errors import Cancelled, FileUnreached, RuntimeFailed, RuntimeLost
from impasto.networks.catalogue import Graph, TensorSpec
from impasto.networks.runtime import ByteProgress, DeviceTensor, RuntimeDescription, Tensor
from impasto.words import Text, as_text

SESSIONS = 6
"""Graphs that WebGL keeps ready: those of two sizes. A picture of another size has its own."""


class WorkerTensor:
    """Implements ``DeviceTensor`` over an output that stays in the inference worker."""

    def __init__(self, client: Any, number: int, shape: tuple[int, ...], nbytes: int) -> None:
        self._client = client
        self.number = number
        self.shape = shape
        self.nbytes = nbytes

    @property
    def alive(self) -> bool:
        return bool(self._client.isHeld(self.number))

    def release(self) -> None:
        self._client.drop(self.number)


class InferenceRuntime:
    """The runtime of wasm and WebGPU. Tensors are copied out of Pyodide's heap once, then transferred."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._files: dict[str, bytes] = {}
        """Files that graphs are made of here, by name."""

    def describe(self) -> RuntimeDescription:
        about = self._client.describe()
        return RuntimeDescription(backend=about.backend, threads=about.threads, version=about.version)

    async def load(self, graph: Graph, progress: ByteProgress | None = None) -> None:
        graph = self._suited(graph)
        if self._client.isOpen(_name(graph)):
            return
        if graph.layers:
            await self._open(_name(graph), await self._made(graph, progress))
        else:
            await self._loaded(self._client.load, graph, progress)

    async def run(self, graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> dict[str, Tensor]:
        key = await self._key(graph, inputs)
        outputs = await self._called(self._client.run(key, self._feeds(graph, inputs)))
        taken = {spec.name: self._taken(getattr(outputs, spec.name), spec) for spec in graph.outputs}
        self._client.discard(outputs, "raw" in taken)  # what layers convolved is as large as what they are fed next
        return taken

    async def run_on_device(self, graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> WorkerTensor:
        key = await self._key(graph, inputs)
        output = await self._called(self._client.hold(key, self._feeds(graph, inputs)))
        return WorkerTensor(self._client, output.held, tuple(output.dims.to_py()), output.bytes)

    async def release(self, graph: Graph) -> None:
        await self._called(self._client.release(_name(self._suited(graph))))

    def renew(self) -> None:
        if self.describe().backend not in GRAPHICS:  # their memory is elsewhere, and they take long to start
            self._client.interrupt()  # WebAssembly's memory only grows: nothing but a fresh worker has less

    def interrupt(self) -> None:
        self._client.interrupt()

    def close(self) -> None:
        self._client.close()

    async def _key(self, graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> str:
        """Return by which name the worker knows the graph for these inputs, ready to run."""
        if graph.layers:
            await self.load(graph)
        return _name(self._suited(graph))

    def _suited(self, graph: Graph) -> Graph:
        """Return the variant of a graph that suits this backend."""
        return graph.graphics or graph if self.describe().backend in GRAPHICS else graph

    def _fed(self, tensor: Tensor, spec: TensorSpec) -> Tensor:
        """Return an input as this backend takes it."""
        return np.ascontiguousarray(tensor, spec.dtype)

    def _taken(self, output: Any, spec: TensorSpec) -> Tensor:
        """Return an output as the graph gives it."""
        return _tensor(output, spec.dtype)

    async def _made(self, graph: Graph, progress: ByteProgress | None = None) -> bytes:
        """Return a graph's file, or that of a part of it, which is made here."""
        if graph.file not in self._files:
            self._files[graph.file] = (await self._loaded(self._client.fetch, graph, progress)).to_bytes()
        data = self._files[graph.file]
        if not graph.layers:
            return data
        from impasto.backends.cutting import cut  # few pictures are so large that they need it

        return cut(data, graph)

    async def _open(self, key: str, data: bytes) -> None:
        await self._called(self._client.open(key, to_js(memoryview(data))))

    def _feeds(self, graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> Any:
        feeds = js.Array.new()
        for spec in graph.inputs:
            value = inputs[spec.name]
            if isinstance(value, np.ndarray):
                tensor = self._fed(value, spec)
                feeds.push(to_js([spec.name, list(tensor.shape), self._copied(tensor.reshape(-1))]))
            elif isinstance(value, WorkerTensor) and value.alive:
                feeds.push(to_js([spec.name, value.number]))
            else:
                raise RuntimeLost("encoded-photo-lost")
        return feeds

    def _copied(self, values: Tensor) -> Any:
        """Return what ``to_js`` copies, or a copy that was made in memory that is there already."""
        room = self._client.room(values.size) if values.dtype == np.float32 else None
        if room is None:
            return values.data
        room.assign(values.data)
        return room

    async def _loaded(self, load: Any, graph: Graph, progress: ByteProgress | None) -> Any:
        proxy = create_proxy(progress) if progress is not None else None
        try:
            return await self._called(load(graph.file, proxy))
        finally:
            if proxy is not None:
                proxy.destroy()

    async def _called(self, answer: Any) -> Any:
        try:
            return await answer
        except JsException as error:
            raise translated(error) from error


class WebGLRuntime(InferenceRuntime):
    """The runtime of WebGL: its graphs are made here, for every size anew, and it knows floats only."""

    def __init__(self, client: Any) -> None:
        super().__init__(client)
        self._keys: OrderedDict[str, None] = OrderedDict()

    async def load(self, graph: Graph, progress: ByteProgress | None = None) -> None:
        await self._made(self._suited(graph), progress)

    async def release(self, graph: Graph) -> None:
        graph = self._suited(graph)
        if not graph.layers:
            self._files.pop(graph.file, None)
        for key in [key for key in self._keys if key.startswith(f"{_name(graph)} [")]:
            await self._close_session(key)

    async def _key(self, graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> str:
        graph = self._suited(graph)
        shapes = {name: _shape(value) for name, value in inputs.items()}
        key = f"{_name(graph)} {list(shapes.values())}"
        if not self._client.isOpen(key):
            from impasto.backends import webgl

            whole = await self._made(graph)
            try:
                data = webgl.converted(whole, shapes)
            except ValueError as error:
                raise RuntimeFailed("webgl-cannot-run", file=graph.file, problem=str(error)) from error
            await self._open(key, data)
        self._keys[key] = None
        self._keys.move_to_end(key)
        if len(self._keys) > SESSIONS:
            await self._close_session(next(iter(self._keys)))
        return key

    async def _close_session(self, key: str) -> None:
        del self._keys[key]
        await self._called(self._client.release(key))

    def _fed(self, tensor: Tensor, spec: TensorSpec) -> Tensor:
        return np.ascontiguousarray(tensor, np.float32)

    def _taken(self, output: Any, spec: TensorSpec) -> Tensor:
        tensor = _tensor(output, "float32")
        if spec.dtype == "float32":
            return tensor
        if not np.isfinite(tensor).all():
            raise RuntimeFailed("webgl-not-numbers")
        # A graph that gives bytes adds a half and cuts off what is behind the point.
        return np.clip(tensor, 0, 255).astype(np.uint8)


def runtime_over(client: Any) -> InferenceRuntime:
    """Return the runtime of the backend that the client's worker has."""
    return WebGLRuntime(client) if client.describe().backend == "webgl" else InferenceRuntime(client)


def translated(error: JsException) -> Exception:
    """Return our own error for one that was thrown on the other side; its ``name`` tells which.

    Those of our scripts carry a ``text``; the browser's have only its own words.
    """
    if error.name == "Cancelled":
        return Cancelled("painting-cancelled")
    told = getattr(error, "text", None)
    text = Text("said-elsewhere", words=error.message) if told is None else as_text(told.to_py())
    return {"Lost": RuntimeLost, "FileError": FileUnreached}.get(error.name, RuntimeFailed)(text)


def _name(graph: Graph) -> str:
    """Return by which name the worker knows a graph."""
    return graph.key if graph.layers else graph.file


def _tensor(output: Any, dtype: str) -> Tensor:
    tensor: Tensor = np.empty(tuple(output.dims.to_py()), dtype)
    output.data.assign_to(tensor.reshape(-1))
    return tensor


def _shape(value: Tensor | DeviceTensor) -> tuple[int, ...]:
    return value.shape if isinstance(value, np.ndarray | WorkerTensor) else ()
