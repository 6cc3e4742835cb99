"""The runtime that is in use, which may be exchanged for another between two jobs."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import TypeAlias, TypeVar

from impasto.backends.deadlines import Deadlines, in_time
from impasto.backends.rules import GRAPHICS
from impasto.errors import Cancelled, RuntimeFailed, RuntimeLost
from impasto.networks.catalogue import Graph
from impasto.networks.runtime import ByteProgress, DeviceTensor, Runtime, RuntimeDescription, Tensor

T = TypeVar("T")

Run: TypeAlias = Callable[[Graph, Mapping[str, Tensor | DeviceTensor]], Awaitable[T]]


class FailoverRuntime:
    """Implements ``Runtime`` by whichever runtime is in use, so that nobody else needs to know which.

    A runtime may be lost at any time: graphics hardware to something else, the processor's for want of memory. It
    begins anew by itself, the run raises ``RuntimeLost``, and what was held is gone. Where graphics hardware is lost
    again, or cannot run a graph at all, ``failed`` is called, which has to ``use`` another runtime. The processor's,
    lost again, has failed: a third try would only take as long. One that hangs (see ``deadlines``) is lost, too.
    """

    def __init__(self, runtime: Runtime, failed: Callable[[RuntimeFailed], None]) -> None:
        self._current = runtime
        self._failed = failed
        self._lost = False
        self._losses = 0
        self._deadlines = Deadlines(runtime.describe().backend)

    @property
    def current(self) -> Runtime:
        return self._current

    def use(self, runtime: Runtime) -> None:
        """Run everything from now on with another runtime, and end the one before."""
        before, self._current, self._lost = self._current, runtime, False
        self._deadlines = Deadlines(runtime.describe().backend)
        before.close()

    def describe(self) -> RuntimeDescription:
        return self._current.describe()

    async def load(self, graph: Graph, progress: ByteProgress | None = None) -> None:
        for _ in range(2):  # lost once, a runtime begins anew; lost again, it gives way to the processor's
            with suppress(RuntimeLost):
                return await self._attempt(lambda runtime: runtime.load(graph, progress))
        await self._attempt(lambda runtime: runtime.load(graph, progress))

    async def run(self, graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> dict[str, Tensor]:
        outputs = await self._attempt(lambda runtime: self._run(runtime, runtime.run, graph, inputs))
        self._lost = False  # only now has something come of it
        return outputs

    async def run_on_device(self, graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> DeviceTensor:
        return await self._attempt(lambda runtime: self._run(runtime, runtime.run_on_device, graph, inputs))

    async def release(self, graph: Graph) -> None:
        await self._current.release(graph)

    def renew(self) -> None:
        self._current.renew()

    def interrupt(self) -> None:
        self._current.interrupt()

    def close(self) -> None:
        self._current.close()

    async def _run(self, runtime: Runtime, run: Run[T], graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> T:
        """Run a graph, and give the runtime up where that takes far too long."""
        await runtime.load(graph)  # which may take as long as the line wants
        nbytes = sum(value.nbytes for value in inputs.values())
        deadlines = self._deadlines
        allowed = deadlines.seconds(graph.file, nbytes)
        try:
            result, taken = await in_time(run(graph, inputs), allowed, runtime.interrupt)
        except TimeoutError as error:
            raise RuntimeLost("runtime-silent") from error
        deadlines.note(graph.file, nbytes, taken)
        return result

    async def _attempt(self, work: Callable[[Runtime], Awaitable[T]]) -> T:
        runtime, losses = self._current, self._losses
        try:
            return await work(runtime)
        except Cancelled as error:
            if runtime is self._current:
                raise
            raise RuntimeLost("runtime-exchanged") from error
        except RuntimeFailed as error:
            lost = isinstance(error, RuntimeLost)
            if lost and self._losses != losses:
                raise  # with another run, which has told of it
            self._losses += lost
            if lost and not self._lost:
                self._lost = True
                raise
            if runtime.describe().backend not in GRAPHICS:
                self._lost = False
                if lost:
                    raise RuntimeFailed(error.text) from error
                raise
            if runtime is self._current:
                self._failed(error)
            raise RuntimeLost(error.text) from error
