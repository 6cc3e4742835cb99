"""The runtime that is in use, which may be exchanged for another between two jobs."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from impasto.backends.rules import GRAPHICS
from impasto.errors import Cancelled, RuntimeFailed, RuntimeLost
from impasto.networks.catalogue import Graph
from impasto.networks.runtime import ByteProgress, DeviceTensor, Runtime, RuntimeDescription, Tensor

T = TypeVar("T")


class FailoverRuntime:
    """Implements ``Runtime`` by whichever runtime is in use, so that nobody else needs to know which.

    Graphics hardware may be lost at any time, and onnxruntime does not recover from that. Its runtime begins anew by
    itself; where that does not help either, or it cannot run a graph at all, ``failed`` is called, which has to
    ``use`` another one. In both cases what was held is gone, and the run raises ``RuntimeLost``.
    """

    def __init__(self, runtime: Runtime, failed: Callable[[RuntimeFailed], None]) -> None:
        self._current = runtime
        self._failed = failed
        self._lost = False

    @property
    def current(self) -> Runtime:
        return self._current

    def use(self, runtime: Runtime) -> None:
        """Run everything from now on with another runtime, and end the one before."""
        before, self._current, self._lost = self._current, runtime, False
        before.close()

    def describe(self) -> RuntimeDescription:
        return self._current.describe()

    async def load(self, graph: Graph, progress: ByteProgress | None = None) -> None:
        try:
            await self._attempt(lambda runtime: runtime.load(graph, progress))
        except RuntimeLost:
            await self._current.load(graph, progress)

    async def run(self, graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> dict[str, Tensor]:
        outputs = await self._attempt(lambda runtime: runtime.run(graph, inputs))
        self._lost = False  # only now has something come of it
        return outputs

    async def run_on_device(self, graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> DeviceTensor:
        return await self._attempt(lambda runtime: runtime.run_on_device(graph, inputs))

    async def release(self, graph: Graph) -> None:
        await self._current.release(graph)

    def interrupt(self) -> None:
        self._current.interrupt()

    def close(self) -> None:
        self._current.close()

    async def _attempt(self, work: Callable[[Runtime], Awaitable[T]]) -> T:
        runtime = self._current
        try:
            return await work(runtime)
        except Cancelled as error:
            if runtime is self._current:
                raise
            raise RuntimeLost("runtime-exchanged") from error
        except RuntimeFailed as error:
            if runtime.describe().backend not in GRAPHICS:
                raise
            if isinstance(error, RuntimeLost) and not self._lost:
                self._lost = True
                raise
            if runtime is self._current:
                self._failed(error)
            raise RuntimeLost(error.text) from error
