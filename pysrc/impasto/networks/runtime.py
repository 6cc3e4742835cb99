"""The boundary to whatever runs the networks: one Protocol, the only way to a forward pass."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from impasto.networks.catalogue import Graph

Tensor = NDArray[np.uint8] | NDArray[np.float32]
ByteProgress = Callable[[int, int], None]
"""Called with (bytes so far, bytes in all) while a graph is fetched."""


@dataclass(frozen=True, slots=True)
class RuntimeDescription:
    """What runs the networks: ``backend`` is ``wasm``, ``webgl``, ``webgpu`` or ``cpu``; ``threads`` at least 1."""

    backend: str
    threads: int
    version: str


class DeviceTensor(Protocol):
    """An output that stays where it was made, such as in a GPU's memory, to be fed to a later run."""

    @property
    def nbytes(self) -> int:
        """Return how many bytes the runtime holds for it."""

    @property
    def alive(self) -> bool:
        """Return whether it is still there: ``interrupt`` may lose it, and so may the end of the runtime."""

    def release(self) -> None:
        """Give its memory back."""


class Runtime(Protocol):
    """Loads and runs the graphs of the catalogue.

    Tensors are C-contiguous arrays whose names, order, shapes and types are those that ``Graph.inputs`` and
    ``Graph.outputs`` give; a dimension given there as text (``height``, ``width``) is free. Pictures are uint8: RGB
    ``[1, height, width, 3]`` goes in, and opaque RGBA ``[1, height, width, 4]`` comes out. Style vectors are float32
    ``[1, 100]``. Features are float32, of a shape that only the two graphs of a transformer know.

    Implementations: ``browser.inference`` (onnxruntime-web in a worker of its own), ``desktop.native`` (onnxruntime on
    the desktop), ``backends.failover`` (whichever of several is in use) and the fake of the unit tests.
    """

    def describe(self) -> RuntimeDescription:
        """Return what runs the networks."""

    async def load(self, graph: Graph, progress: ByteProgress | None = None) -> None:
        """Make ``graph`` ready to run; does nothing if it is ready already.

        Raises:
            RuntimeFailed: the file cannot be fetched, fails its sha256 or is refused by the runtime.
            Cancelled: ``interrupt`` was called meanwhile.
        """

    async def run(self, graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> dict[str, Tensor]:
        """Run ``graph`` once, loading it first where needed, and return its outputs by name.

        Raises:
            RuntimeFailed: the graph could not be loaded or run.
            RuntimeLost: an input that was held is no longer there, or what runs the networks ended by itself.
            Cancelled: ``interrupt`` was called meanwhile.
        """

    async def run_on_device(self, graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> DeviceTensor:
        """Run ``graph``, which has one output, and keep that in the runtime until it is released.

        Raises:
            RuntimeFailed, RuntimeLost, Cancelled: as ``run``.
        """

    async def release(self, graph: Graph) -> None:
        """Give back the memory that ``graph`` holds; it is loaded again when it is next run."""

    def renew(self) -> None:
        """Give back what earlier runs left, while none runs. Held outputs may be lost, and graphs loaded anew."""

    def interrupt(self) -> None:
        """End what is running now; pending calls raise ``Cancelled``. Later calls work as before."""

    def close(self) -> None:
        """End the runtime for good; pending calls raise ``Cancelled``, and there are no later ones."""
