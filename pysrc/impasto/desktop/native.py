"""The runtime of the desktop: onnxruntime on the CPU, with the networks read from a folder."""

import asyncio
import hashlib
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from impasto.backends.cutting import cut
from impasto.desktop.installation import origin
from impasto.errors import Cancelled, RuntimeFailed, RuntimeLost
from impasto.networks.catalogue import Graph
from impasto.networks.runtime import ByteProgress, DeviceTensor, RuntimeDescription, Tensor

FATAL = 4
"""onnxruntime's log level at which it keeps its remarks about graphs and hardware off the terminal."""


@dataclass(slots=True)
class HostTensor:
    """Implements ``impasto.runtime.DeviceTensor``: on the desktop what is held is an array as any other."""

    tensor: Tensor | None

    @property
    def nbytes(self) -> int:
        return 0 if self.tensor is None else self.tensor.nbytes

    @property
    def alive(self) -> bool:
        return self.tensor is not None

    def release(self) -> None:
        self.tensor = None


class NativeRuntime:
    """Implements ``impasto.runtime.Runtime`` over the package onnxruntime (extra ``native``).

    Sessions are kept until they are released. Loading and running happen in worker threads, so that the event loop
    stays free; ``interrupt``, or cancelling the task that waits, ends a run in the middle of the graph.

    Args:
        models_directory: the folder of the files that the catalogue's graphs name.
        threads: how many threads a run uses; by default as many as there are processors.

    Raises:
        RuntimeFailed: the package onnxruntime is not installed.
    """

    def __init__(self, models_directory: Path, threads: int | None = None) -> None:
        try:
            self._onnxruntime: Any = import_module("onnxruntime")
        except ImportError as error:
            raise RuntimeFailed("onnxruntime-missing", origin=origin()) from error
        self._directory = models_directory
        self._threads = threads or os.cpu_count() or 1
        self._sessions: dict[str, Any] = {}
        self._loading = threading.Lock()
        self._turn = threading.Lock()
        self._running: set[Any] = set()
        self._interruptions = 0

    def describe(self) -> RuntimeDescription:
        """Return backend ``cpu``, the threads of a run and onnxruntime's version."""
        return RuntimeDescription("cpu", self._threads, self._onnxruntime.__version__)

    async def load(self, graph: Graph, progress: ByteProgress | None = None) -> None:
        """Read the graph's file, check its sha256 and make it ready; see ``Runtime.load``."""
        if graph.key in self._sessions:
            return
        interruptions = self._interruptions
        await asyncio.to_thread(self._open, graph)
        if self._interruptions != interruptions:
            raise Cancelled("loading-cancelled")
        if progress is not None:
            progress(graph.bytes, graph.bytes)

    async def run(self, graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> dict[str, Tensor]:
        """Run the graph once; see ``Runtime.run``."""
        feeds = {name: _tensor(value) for name, value in inputs.items()}
        await self.load(graph)
        session = self._sessions[graph.key]
        names = [output.name for output in graph.outputs]
        options = self._onnxruntime.RunOptions()
        options.log_severity_level = FATAL
        self._running.add(options)
        try:
            outputs = await asyncio.to_thread(self._run, session, names, feeds, options)
        except asyncio.CancelledError:
            options.terminate = True
            raise
        except Exception as error:  # onnxruntime's errors have no common base but this
            if options.terminate:
                raise Cancelled("running-cancelled") from error
            raise RuntimeFailed("network-not-run", file=graph.file, problem=str(error)) from error
        finally:
            self._running.discard(options)
        if options.terminate:  # it had finished by then
            raise Cancelled("running-cancelled")
        return dict(zip(names, outputs, strict=True))

    async def run_on_device(self, graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> HostTensor:
        """Run the graph and keep its one output; see ``Runtime.run_on_device``."""
        (output,) = (await self.run(graph, inputs)).values()
        return HostTensor(output.copy())  # what onnxruntime gives out keeps all that a session has taken alive

    async def release(self, graph: Graph) -> None:
        """Drop the graph's session; see ``Runtime.release``."""
        self._sessions.pop(graph.key, None)

    def renew(self) -> None:
        """Drop all sessions, and with them what onnxruntime keeps for the next run; see ``Runtime.renew``."""
        self._sessions.clear()

    def interrupt(self) -> None:
        """End what is loading or running now; see ``Runtime.interrupt``."""
        self._interruptions += 1
        for options in tuple(self._running):  # other threads may call this
            options.terminate = True

    def close(self) -> None:
        """End what is running and let go of all sessions; see ``Runtime.close``."""
        self.interrupt()
        self._sessions.clear()

    def _run(self, session: Any, names: list[str], feeds: dict[str, Tensor], options: Any) -> list[Tensor]:
        with self._turn:  # a run has all threads that were asked for
            outputs: list[Tensor] = session.run(names, feeds, options)
        return outputs

    def _open(self, graph: Graph) -> None:
        with self._loading:  # two tasks that want the same graph load it once
            if graph.key not in self._sessions:
                data = self._read(graph)
                self._sessions[graph.key] = self._session(graph, cut(data, graph) if graph.layers else data)

    def _read(self, graph: Graph) -> bytes:
        path = self._directory / graph.file
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise RuntimeFailed("network-file-missing", path=str(path)) from error
        except OSError as error:
            raise RuntimeFailed("network-file-unreadable", path=str(path), problem=str(error.strerror)) from error
        if hashlib.sha256(data).hexdigest() != graph.sha256:
            raise RuntimeFailed("network-file-differs", path=str(path))
        return data

    def _session(self, graph: Graph, data: bytes) -> Any:
        options = self._onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.log_severity_level = FATAL
        options.enable_mem_pattern = not graph.layers  # tiles have several sizes, each of which would plan its own
        try:
            return self._onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's errors have no common base but this
            raise RuntimeFailed("network-not-accepted", file=graph.file, problem=str(error)) from error


def usable_memory() -> int | None:
    """Return how many bytes a painting may take here: two thirds of what is built in, None where that is not told."""
    try:
        built_in = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf, others not all of its names
        return None
    return built_in * 2 // 3


def _tensor(value: Tensor | DeviceTensor) -> Tensor:
    if isinstance(value, np.ndarray):
        return value
    if not isinstance(value, HostTensor) or value.tensor is None:
        raise RuntimeLost("encoded-photo-lost")
    return value.tensor
