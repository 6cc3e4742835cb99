"""One picture from photograph and styles to canvas: fit, style vectors, blend, encode, decode.

The method is arbitrary style transfer (Ghiasi et al., *Exploring the structure of a real-time, arbitrary neural
artistic stylization network*, BMVC 2017). The transformer runs as two graphs, because its encoder does not depend
on the style: a new style or strength runs only the decoder.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from impasto.errors import BadStyle, Cancelled, RuntimeLost
from impasto.imaging import fitting
from impasto.imaging.grain import grained
from impasto.imaging.padding import padded, without_padding
from impasto.imaging.pixels import RGB, RGBA, to_rgba
from impasto.networks.catalogue import Catalogue, Graph, StyleNetwork, Transformer
from impasto.networks.runtime import DeviceTensor, Runtime, Tensor
from impasto.painting import vectors
from impasto.painting.cache import ByteBudgetCache
from impasto.painting.progress import Progress, Report
from impasto.painting.request import PaintRequest, Picture
from impasto.painting.vectors import StyleVector
from impasto.words import Text

FEATURES_BUDGET = 64 * 2**20
PAINTINGS_BUDGET = 64 * 2**20
VECTORS_BUDGET = 2**20

LOSSES = 2
"""How often a job is begun anew where the runtime is lost: once with a fresh one, once with the processor."""


@dataclass(frozen=True, slots=True)
class Painting:
    """A finished picture, uint8 ``[height, width, 4]``, opaque, and the seconds that it took.

    ``kept``: it had been painted before, and was taken from the cache.
    """

    pixels: RGBA
    seconds: float
    kept: bool = False


@dataclass(slots=True)
class _Features:
    """An encoded photograph, held by the runtime, with the size that the decoder's result is cropped to."""

    held: DeviceTensor
    height: int
    width: int


@dataclass(slots=True)
class _Steps:
    """Counts the steps of one job, tells of them, and stops between them once the job is cancelled."""

    steps: int
    report: Report | None
    is_cancelled: Callable[[], bool]
    done: int = 0
    text: Text = field(default_factory=lambda: Text("painting"))

    async def run(self, text: Text, work: Callable[[], Awaitable[None]]) -> None:
        await self.pause()
        self.text = text
        self._tell(text, 0.0)
        await work()
        self.done += 1
        await self.pause()

    async def load(self, title: str, runtime: Runtime, graph: Graph) -> None:
        """Load what the step is about to run; that is half of the step where the network is not there yet."""
        loading = False

        def received(loaded: int, total: int) -> None:
            nonlocal loading
            loading = True
            share = Text("loading-network", network=title, loaded=loaded / 1e6, total=total / 1e6)
            self._tell(share, loaded / max(total, 1) / 2)

        await runtime.load(graph, received)
        if loading:
            self._tell(self.text, 0.5)

    def _tell(self, text: Text, part: float) -> None:
        if self.report is not None:
            step = min(self.done + 1, self.steps)
            self.report(Progress(text, step, self.steps, min((self.done + part) / self.steps, 1.0)))

    async def pause(self) -> None:
        """Let a cancel through that waits in the event loop; also between two long pieces of arithmetic."""
        await asyncio.sleep(0)
        if self.is_cancelled():
            raise Cancelled("painting-cancelled")


class Stylizer:
    """Paints jobs with a runtime; keeps style vectors, encoded photographs and finished pictures."""

    def __init__(self, runtime: Runtime, catalogue: Catalogue) -> None:
        self._runtime = runtime
        self._catalogue = catalogue
        self._vectors: ByteBudgetCache[StyleVector] = ByteBudgetCache(VECTORS_BUDGET)
        self._features: ByteBudgetCache[_Features] = ByteBudgetCache(FEATURES_BUDGET, lambda each: each.held.release())
        self._paintings: ByteBudgetCache[RGBA] = ByteBudgetCache(PAINTINGS_BUDGET)
        self._generation = 0

    def apart(self) -> "Stylizer":
        """Return one for other jobs: it shares the style vectors, but neither the pictures kept nor ``cancel``."""
        other = Stylizer(self._runtime, self._catalogue)
        other._vectors = self._vectors
        return other

    def cancel(self) -> None:
        """Stop the job under way at its next step; it raises ``Cancelled``."""
        self._generation += 1

    async def style_vector(self, picture: Picture, network_id: str) -> StyleVector:
        """Return the style vector of a picture, from the cache where it was asked for before.

        Raises:
            UnknownNetwork: there is no style network of that id.
            RuntimeFailed: the network could not be loaded or run.
        """
        network = self._catalogue.style_network(network_id)
        key = (picture.fingerprint, network.id)
        vector = self._vectors.get(key)
        if vector is None:
            fitted = fitting.fit_style(picture.pixels)
            outputs = await self._runtime.run(network.style, {network.style.inputs[0].name: _tensor(fitted)})
            vector = StyleVector.from_array(outputs[network.style.outputs[0].name], network.id)
            self._vectors.put(key, vector, vectors.LENGTH * 4)
        return vector

    async def study(self, job: PaintRequest, *, encode: bool = True) -> bool:
        """Do one thing ahead that this job needs, or would at another strength; False if there was nothing to do.

        Each runs a network once: the vectors of the styles, the photo's features (if ``encode``), its own vector.

        Raises: as ``stylize``.
        """
        style_network = self._catalogue.style_network(job.style_network)
        transformer = self._catalogue.transformer(job.transformer)
        steps = self._steps(1)
        for strength in (1.0, 0.0):  # the photo's own vector is needed only where strength is not 1: last
            for picture, _ in self._unseen(replace(job, strength=strength)):
                await self._see(picture, style_network, steps)
                return True
            if encode and not self._encoded(job, transformer):
                await self._encode(job, transformer, steps)
                return True
        return False

    async def stylize(self, job: PaintRequest, report: Report | None = None) -> Painting:
        """Paint ``job`` and return the picture; ``report`` is called as the steps begin.

        Raises:
            BadImage: the size is not allowed.
            BadStyle: no style, a bad weight or strength, or vectors of different networks.
            UnknownNetwork: a network id that the catalogue does not have.
            RuntimeFailed: a network could not be loaded or run.
            Cancelled: ``cancel`` was called, or the runtime was interrupted.
        """
        started = time.perf_counter()
        for _ in range(LOSSES):
            with contextlib.suppress(RuntimeLost):  # with it went the encoded photo; by now there is a fresh runtime
                pixels, kept = await self._stylize(job, report)
                return Painting(pixels, time.perf_counter() - started, kept)
        pixels, kept = await self._stylize(job, report)
        return Painting(pixels, time.perf_counter() - started, kept)

    async def _stylize(self, job: PaintRequest, report: Report | None) -> tuple[RGBA, bool]:
        """Return the picture, and whether it was kept from an earlier job."""
        if not job.styles:
            raise BadStyle("no-style-chosen")
        style_network = self._catalogue.style_network(job.style_network)
        transformer = self._catalogue.transformer(job.transformer)
        unseen = self._unseen(job)
        encoded = self._encoded(job, transformer)
        steps = self._steps(len(unseen) + (not encoded) + 1, report)

        for picture, text in unseen:
            await steps.run(text, partial(self._see, picture, style_network, steps))
        blend = await self._blend(job)

        key = (job.content.fingerprint, job.size, transformer.id, blend)
        pixels = self._paintings.get(key)
        kept = pixels is not None
        if pixels is None:
            if not encoded:
                await steps.run(Text("studying-photo"), partial(self._encode, job, transformer, steps))
            await steps.run(Text("painting"), partial(self._decode, job, transformer, blend, steps))
            pixels = self._paintings.get(key)
            assert pixels is not None, "the newest painting is always kept"
        return pixels, kept

    def _steps(self, steps: int, report: Report | None = None) -> _Steps:
        generation = self._generation
        return _Steps(steps, report, lambda: self._generation != generation)

    def _encoded(self, job: PaintRequest, transformer: Transformer) -> bool:
        features = self._features.get((job.content.fingerprint, job.size, transformer.id))
        return features is not None and features.held.alive

    def _unseen(self, job: PaintRequest) -> list[tuple[Picture, Text]]:
        """Return the pictures whose vectors the job needs and the cache lacks, each once, with the step's words."""
        wanted = [(style.source, Text("looking-at-style")) for style in job.styles if isinstance(style.source, Picture)]
        if job.strength != 1.0:  # at 1 the blend is used as it is, see vectors.with_strength
            wanted.append((job.content, Text("looking-at-photo")))
        unseen = {
            picture.fingerprint: (picture, text)
            for picture, text in wanted
            if (picture.fingerprint, job.style_network) not in self._vectors
        }
        return list(unseen.values())

    async def _see(self, picture: Picture, network: StyleNetwork, steps: _Steps) -> None:
        await steps.load(network.title, self._runtime, network.style)
        await self.style_vector(picture, network.id)

    async def _blend(self, job: PaintRequest) -> StyleVector:
        """Return the weighted mean of the styles at the job's strength."""
        blend = vectors.weighted_mean(
            [
                (
                    style.source
                    if isinstance(style.source, StyleVector)
                    else await self.style_vector(style.source, job.style_network),
                    style.weight,
                )
                for style in job.styles
            ]
        )
        if blend.network != job.style_network:
            raise BadStyle("style-of-another-network", network=blend.network, chosen=job.style_network)
        if job.strength == 1.0:
            return blend
        own = await self.style_vector(job.content, job.style_network)
        return vectors.with_strength(own, blend, job.strength)

    async def _encode(self, job: PaintRequest, transformer: Transformer, steps: _Steps) -> None:
        graph = transformer.encoder
        await steps.load(transformer.title, self._runtime, graph)
        fitted = fitting.fit(job.content.pixels, job.size)
        height, width, _ = fitted.shape
        await steps.pause()
        held = await self._runtime.run_on_device(graph, {graph.inputs[0].name: _tensor(grained(padded(fitted)))})
        key = (job.content.fingerprint, job.size, transformer.id)
        self._features.put(key, _Features(held, height, width), held.nbytes)

    async def _decode(self, job: PaintRequest, transformer: Transformer, blend: StyleVector, steps: _Steps) -> None:
        graph = transformer.decoder
        await steps.load(transformer.title, self._runtime, graph)
        features = self._features.get((job.content.fingerprint, job.size, transformer.id))
        assert features is not None, "encoded in the step before, and the newest entry is always kept"
        inputs = {graph.inputs[0].name: features.held, graph.inputs[1].name: blend.as_tensor()}
        outputs = await self._runtime.run(graph, inputs)
        painted = np.asarray(outputs[graph.outputs[0].name], np.uint8)
        pixels = to_rgba(without_padding(painted[0], features.height, features.width))
        self._paintings.put((job.content.fingerprint, job.size, transformer.id, blend), pixels, pixels.nbytes)


def _tensor(picture: RGB) -> Tensor:
    """Return the picture as the networks take it: uint8 ``[1, height, width, 3]``, C-contiguous."""
    return np.ascontiguousarray(picture[None])
