"""A fake runtime and a fake page: arithmetic in place of networks, lists in place of a screen."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from impasto.backends.rules import Survey
from impasto.errors import Cancelled, RuntimeFailed, RuntimeLost
from impasto.imaging.pixels import RGB, RGBA
from impasto.networks import parts
from impasto.networks.catalogue import Catalogue, Graph, Segmenter, StyleNetwork, TensorSpec, Transformer
from impasto.networks.runtime import ByteProgress, DeviceTensor, RuntimeDescription, Tensor
from impasto.painting.regions import Region
from impasto.studio.events import Way
from impasto.words import Text

CHANNELS = 4

Value = tuple[tuple[int | str, ...], Literal["uint8", "float32"]]


def _network(network_id: str) -> dict[str, Any]:
    return {
        "id": network_id,
        "title": network_id.title(),
        "summary": "for tests",
        "architecture": "arithmetic",
        "parameters": 0,
        "source": "tests",
        "licence": "Apache-2.0",
        "card": "",
        "relative_time": 1.0,
    }


def _graph(file: str, inputs: dict[str, Value], outputs: dict[str, Value]) -> Graph:
    return Graph(
        file=file,
        bytes=1000,
        sha256="0" * 64,
        inputs=tuple(TensorSpec(name, *value) for name, value in inputs.items()),
        outputs=tuple(TensorSpec(name, *value) for name, value in outputs.items()),
    )


PICTURE: Value = ((1, "height", "width", 3), "uint8")
FEATURES: Value = ((1, CHANNELS, "rows", "columns"), "float32")
SEEN: Value = ((1, 128, 256, 3), "uint8")
FOUND: Value = ((1, 1, 128, 256), "float32")
VECTOR: Value = ((1, 100), "float32")
PAINTED: Value = ((1, "4 * rows", "4 * columns", 4), "uint8")


def _style(network_id: str) -> StyleNetwork:
    return StyleNetwork(
        **_network(network_id), style=_graph(f"{network_id}.onnx", {"picture": PICTURE}, {"vector": VECTOR})
    )


def _transformer(network_id: str) -> Transformer:
    return Transformer(
        **_network(network_id),
        encoder=_graph(f"{network_id}-encoder.onnx", {"picture": PICTURE}, {"features": FEATURES}),
        decoder=_graph(f"{network_id}-decoder.onnx", {"features": FEATURES, "vector": VECTOR}, {"picture": PAINTED}),
    )


CATALOGUE = Catalogue(
    style_networks=(_style("seer"), _style("sage")),
    transformers=(_transformer("brush"), _transformer("knife")),
    default_style_network="seer",
    default_transformer="brush",
    segmenters=(Segmenter(**_network("finder"), people=_graph("finder.onnx", {"picture": SEEN}, {"mask": FOUND})),),
)


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


class FakeStore:
    """Stores values for as long as a test goes on; ``room`` is how many bytes it has."""

    def __init__(self, room: int = 10**9, *, refuses: bool = False) -> None:
        self.values: dict[str, bytes] = {}
        """What this visit and, if it is kept, the one before have stored."""
        self.room = room
        self.held: Mapping[str, bytes] = {}
        """Files that the page holds, by key."""
        self.refuses = refuses
        self.kept = False

    def next_visit(self) -> None:
        """Begin another visit: what was not kept is gone."""
        if not self.kept:
            self.values = {}

    async def put(self, key: str, data: bytes) -> bool:
        others = sum(len(value) for name, value in self.values.items() if name != key)
        if others + len(data) > self.room:
            return False
        self.values[key] = data
        return True

    async def put_files(self, keys: Sequence[str]) -> bool:
        there = [key for key in keys if key in self.held] if self.kept else []
        return all([await self.put(key, self.held[key]) for key in there])

    async def get(self, key: str) -> bytes | None:
        return self.values.get(key)

    async def keys(self) -> Collection[str]:
        return set(self.values)

    async def keep_only(self, keys: Sequence[str]) -> None:
        self.values = {key: value for key, value in self.values.items() if key in keys}

    async def keep(self, kept: bool) -> bool:
        self.kept = kept and not self.refuses
        return self.kept == kept

    async def is_kept(self) -> bool:
        return self.kept


class FakePage:
    """Remembers what it was asked to show."""

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        self.choices: Mapping[str, Any] = {}
        self.wall: Mapping[str, Any] = {}
        self.views: list[Mapping[str, Any]] = []
        self.pixels: dict[str, RGB | RGBA] = {}
        """What each slot shows."""
        self.drawn: list[str] = []
        """The slots in the order in which they were drawn."""
        self.regions: list[tuple[int, Region]] = []
        """What was shown of pictures while jobs painted them."""
        self.film: list[tuple[int, int, RGBA | None]] = []
        """Frames of films that were handed over, as (job, number, pixels)."""
        self.offered: list[tuple[str, str, bytes]] = []
        self.links: list[str] = []
        self.ways: list[Way] = []
        """Where each file that was offered goes."""
        self.files = dict(files or {})
        self.given: dict[str, bytes] = {}
        """Files that the page holds, by id, or that lie in its store."""
        self.store = FakeStore()
        self.opened: list[str] = []
        self.batches: list[Mapping[str, Any] | None] = [None]
        self.batch_kept = ""
        self.mimes: dict[str, str] = {}
        """The types of what was painted of a queue, by id."""
        self.remembered: dict[str, str] = {}
        self.held = 0
        """Bytes of Python's memory."""
        self.renewals = 0

    @property
    def view(self) -> Mapping[str, Any]:
        """The view shown now; before the first one, that of the static page."""
        return self.views[-1] if self.views else {"phase": "loading", "result": None, "message": None}

    def show_choices(self, choices: Mapping[str, Any]) -> None:
        self.choices = choices

    def show_wall(self, wall: Mapping[str, Any]) -> None:
        self.wall = wall

    def show(self, view: Mapping[str, Any]) -> None:
        self.views.append(view)

    def show_pixels(self, slot: str, pixels: RGB | RGBA) -> None:
        self.pixels[slot] = pixels
        self.drawn.append(slot)

    def show_region(self, job: int, region: Region) -> None:
        self.regions.append((job, region))

    def show_film_frame(self, job: int, number: int, pixels: RGBA | None) -> None:
        self.film.append((job, number, pixels))

    async def read_file(self, id_: str) -> bytes:
        data = self.given.get(id_) or self.store.values.get(id_)
        if data is None:
            raise RuntimeFailed("chosen-file-unread")
        return data

    def open_file(self, id_: str) -> None:
        self.opened.append(id_)

    def show_batch(self, batch: Mapping[str, Any] | None, kept: str) -> None:
        self.batches.append(batch)
        self.batch_kept = kept

    def put_painting(self, id_: str, mime: str, data: bytes) -> None:
        self.given[id_] = data
        self.mimes[id_] = mime
        self.drawn.append(id_)

    def offer_file(self, name: str, mime: str, data: bytes, way: Way = "download") -> None:
        self.offered.append((name, mime, data))
        self.ways.append(way)

    def offer_link(self, link: str) -> None:
        self.links.append(link)

    def remember(self, what: str, text: str) -> None:
        self.remembered[what] = text

    async def fetch(self, url: str) -> bytes:
        if url not in self.files:
            raise RuntimeFailed(Text("said-elsewhere", words=f"{url} could not be fetched. Is this device online?"))
        return self.files[url]

    def memory(self) -> int:
        return self.held

    def ask_renewal(self) -> None:
        self.renewals += 1

    def seconds(self) -> float:
        return 1.5
