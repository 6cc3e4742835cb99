"""A fake runtime: arithmetic in place of networks."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from impasto.backends.rules import Survey
from impasto.errors import Cancelled, RuntimeFailed, RuntimeLost
from impasto.networks import parts
from impasto.networks.catalogue import Graph
from impasto.networks.runtime import ByteProgress, DeviceTensor, RuntimeDescription, Tensor
from impasto.words import Text
from tests.unit.fakes.catalogue import CHANNELS


@dataclass
class FakeDeviceTensor:
    """A held output; the runtime that made it is asked whether it still lives."""

    tensor: Tensor
    runtime: "FakeRuntime"
    life: int
    released: bool = False

    @property
    def nbytes(self) -> int:
        return self.tensor.nbytes

    @property
    def alive(self) -> bool:
        return not self.released and self.life == self.runtime.life

    def release(self) -> None:
        self.released = True


class FakeRuntime:
    """A style vector is the mean colour; the encoder takes 4x4 means; the decoder mixes both half and half.

    People are what is red.

    ``calls`` records ("load" | "run" | "release" | "renew" | "interrupt" | "close", file). While ``gate`` is cleared,
    runs wait.
    """

    def __init__(self, backend: str = "fake", seconds: float = 0.0) -> None:
        self.backend = backend
        self.seconds = seconds
        """How long every run of a decoder takes."""
        self.dying = 0
        """So many of the next runs end the runtime, as a lost device does."""
        self.error = 0
        """Is added to every colour that is painted."""
        self.life = 0
        self.held: list[FakeDeviceTensor] = []
        self.closed = False
        self.calls: list[tuple[str, str]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.broken: dict[str, str] = {}
        """Files whose calls fail, with the words."""
        self._interrupted = asyncio.Event()
        self._loaded: set[str] = set()

    def runs(self) -> list[str]:
        return [file for call, file in self.calls if call == "run"]

    def describe(self) -> RuntimeDescription:
        return RuntimeDescription(self.backend, 1, "0")

    async def load(self, graph: Graph, progress: ByteProgress | None = None) -> None:
        self._fail_if_broken(graph)
        if graph.file in self._loaded:
            return
        self.calls.append(("load", graph.file))
        self._loaded.add(graph.file)
        if progress is not None:
            progress(graph.bytes // 2, graph.bytes)
            progress(graph.bytes, graph.bytes)

    async def run(self, graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> dict[str, Tensor]:
        await self.load(graph)
        self.calls.append(("run", graph.file))
        feeds = {name: self._fed(value) for name, value in inputs.items()}
        _check_inputs(graph, feeds)
        if self.dying:
            self.dying -= 1
            self.life += 1
            raise RuntimeLost(Text("said-elsewhere", words="The device was lost."))
        self._interrupted.clear()
        opened = asyncio.ensure_future(self.gate.wait())
        interrupted = asyncio.ensure_future(self._interrupted.wait())
        try:
            await asyncio.wait((opened, interrupted), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for waiting in (opened, interrupted):
                waiting.cancel()
        if self._interrupted.is_set():
            raise Cancelled("painting-cancelled")
        outputs = _computed(graph, feeds)
        if "picture" in outputs:
            await asyncio.sleep(self.seconds)
            outputs["picture"][..., :3] += np.uint8(self.error)
        return outputs

    async def run_on_device(self, graph: Graph, inputs: Mapping[str, Tensor | DeviceTensor]) -> FakeDeviceTensor:
        (output,) = (await self.run(graph, inputs)).values()
        self.held.append(FakeDeviceTensor(output, self, self.life))
        return self.held[-1]

    async def release(self, graph: Graph) -> None:
        self.calls.append(("release", graph.file))
        self._loaded.discard(graph.file)

    def renew(self) -> None:
        self.calls.append(("renew", ""))
        self.life += 1
        self._loaded.clear()

    def interrupt(self) -> None:
        self.calls.append(("interrupt", ""))
        self.life += 1
        self._interrupted.set()

    def close(self) -> None:
        self.calls.append(("close", ""))
        self.closed = True
        self.life += 1
        self._interrupted.set()

    def _fed(self, value: Tensor | DeviceTensor) -> Tensor:
        if isinstance(value, FakeDeviceTensor):
            if not value.alive or value.runtime is not self:
                raise RuntimeLost("encoded-photo-lost")
            return value.tensor
        assert isinstance(value, np.ndarray)
        return value

    def _fail_if_broken(self, graph: Graph) -> None:
        if graph.file in self.broken:
            raise RuntimeFailed(Text("said-elsewhere", words=self.broken[graph.file]))


def _check_inputs(graph: Graph, inputs: Mapping[str, Tensor]) -> None:
    """Hold callers to the Protocol: names, dtype, rank, fixed dimensions, contiguity."""
    assert set(inputs) == {spec.name for spec in graph.inputs}
    for spec in graph.inputs:
        tensor = inputs[spec.name]
        assert tensor.dtype == spec.dtype and tensor.flags.c_contiguous
        assert len(tensor.shape) == len(spec.shape)
        for size, wanted in zip(tensor.shape, spec.shape, strict=True):
            assert isinstance(wanted, str) or size == wanted


def _computed(graph: Graph, inputs: Mapping[str, Tensor]) -> dict[str, Tensor]:
    if "vector" in [spec.name for spec in graph.outputs]:
        vector = np.zeros((1, 100), np.float32)
        vector[0, :3] = inputs["picture"].mean(axis=(0, 1, 2)) / 255
        return {"vector": vector}
    if "mask" in [spec.name for spec in graph.outputs]:
        return {"mask": (inputs["picture"][:, None, ..., 0] > 200).astype(np.float32)}
    if "features" in [spec.name for spec in graph.outputs]:
        picture = inputs["picture"]
        _, height, width, _ = picture.shape
        assert height % 4 == 0 and width % 4 == 0
        blocks = picture.reshape(height // 4, 4, width // 4, 4, 3).mean(axis=(1, 3))
        features = np.zeros((1, CHANNELS, height // 4, width // 4), np.float32)
        features[0, :3] = blocks.transpose(2, 0, 1) / 255
        return {"features": features}
    features, last = inputs["features"], parts.STYLED[-1]
    if graph.layers == (parts.HELD,):
        mixed = inputs[parts.held_norm(last).offset][0, :, 0, 0]
    else:
        mixed = inputs["vector"][0, :3]
    colours = features[0, :3].repeat(4, axis=1).repeat(4, axis=2).transpose(1, 2, 0)[None]
    painted = np.full((*colours.shape[:3], 4), 255, np.uint8)
    painted[..., :3] = np.rint(255 * np.clip((colours + mixed) / 2, 0, 1))
    outputs: dict[str, Tensor] = {"picture": painted}
    if graph.layers == (parts.MEASURED,):
        for layer in parts.STYLED:  # so that the offset of the last one is what is mixed in
            gamma, beta = np.ones(3, np.float32), mixed.astype(np.float32)
            mean, variance = np.zeros((1, 3, 1, 1), np.float32), np.ones((1, 3, 1, 1), np.float32)
            named = {"gamma": gamma, "beta": beta, "mean": mean, "variance": variance}
            outputs |= {f"{layer}/{name}": value for name, value in named.items()}
    return outputs


class FakeBackends:
    """Hands out the runtimes that a test has prepared, by backend."""

    def __init__(self, survey: Survey | None = None, **runtimes: FakeRuntime) -> None:
        self.found = survey or Survey()
        self.runtimes = runtimes
        self.started: list[str] = []
        self.surveys = 0

    async def survey(self) -> Survey:
        self.surveys += 1
        return self.found

    def start(self, backend: str) -> FakeRuntime:
        self.started.append(backend)
        return self.runtimes.get(backend) or FakeRuntime(backend)
