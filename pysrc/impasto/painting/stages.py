"""The stages from a photograph to its painting, each from value to value.

fit → underpainting (``strokes``) → edge and grain → encode → decode → compose. The transformer runs as two graphs,
because its encoder does not depend on the style (Ghiasi et al., *Exploring the structure of a real-time, arbitrary
neural artistic stylization network*, BMVC 2017): a new style or strength begins at the decoder, where strokes are fine.
Large pictures have one stage in the place of both (``large``).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import numpy as np

from impasto.imaging import fitting
from impasto.imaging.cutouts import put_back
from impasto.imaging.grain import grained
from impasto.imaging.padding import padded, without_padding
from impasto.imaging.pixels import RGB, RGBA, to_rgba
from impasto.networks.catalogue import Transformer
from impasto.networks.runtime import DeviceTensor, Runtime, Tensor
from impasto.painting.compose import photo_through, recoloured, saturation
from impasto.painting.masks import Mask, fitted, laid_over
from impasto.painting.request import Picture, longest_side
from impasto.painting.settings import PaintSettings
from impasto.painting.steps import Steps
from impasto.painting.vectors import StyleVector
from impasto.words import Text

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Layers:
    """Vectors by the masks within which they are painted; outside of all of them it is another, or the photo (None)."""

    within: tuple[tuple[Mask, StyleVector], ...]
    outside: StyleVector | None = None

    @property
    def vectors(self) -> tuple[StyleVector, ...]:
        """All that something is painted under, each once."""
        own = [self.outside] if self.outside is not None else []
        return tuple(dict.fromkeys([vector for _, vector in self.within] + own))

    @property
    def key(self) -> Hashable:
        return tuple((mask.fingerprint, vector) for mask, vector in self.within), self.outside


@dataclass(frozen=True, slots=True)
class Brief:
    """What the stages are told. Before something is painted ``vector`` may be None; ``passing`` as in a request.

    ``layers`` are there where not all of the picture is painted under the vector.
    """

    content: Picture
    settings: PaintSettings
    transformer: Transformer
    vector: StyleVector | None = None
    passing: bool = False
    layers: Layers | None = None


@dataclass(frozen=True, slots=True)
class Canvas:
    """A photo at its size, uint8 ``[height, width, 3]``, and what is painted over: itself, or a painting of it."""

    photo: RGB
    ground: RGB


@dataclass(frozen=True, slots=True)
class Features:
    """An encoded picture, held by the runtime; ``fitted`` uint8 ``[height, width, 3]`` is the photo at its size."""

    tensor: DeviceTensor
    fitted: RGB


@dataclass(frozen=True, slots=True)
class Painted:
    """What the transformer painted, uint8 ``[height, width, 4]``, opaque, beside the photo at its size."""

    pixels: RGBA
    fitted: RGB


class Stage(Generic[V]):
    """One stage. Its values are recognised by the key of the value that it was made of and by ``parameters``."""

    title: Text
    """What the user is told while it is computed."""
    budget: int
    """Bytes of values that are kept; the newest is kept in any case."""
    is_step = False
    """Whether it runs a network, and so is a step of its own."""

    def parameters(self, brief: Brief) -> Hashable:
        """Return all of the brief that the stage depends on, and that the stages before it do not."""
        raise NotImplementedError

    async def compute(self, before: Any, brief: Brief, steps: Steps) -> V:
        """Return the value, made of that of the stage before (of the content's pixels in the first)."""
        raise NotImplementedError

    def size(self, value: V) -> int:
        """Return the bytes that a value holds."""
        raise NotImplementedError

    def alive(self, value: V) -> bool:
        """Return whether a value that was kept can still be used."""
        return True

    def let_go(self, value: V) -> None:
        """Give back what a value holds besides memory of ours."""


class Fit(Stage[RGB]):
    """Bring the photo to the size."""

    title = Text("studying-photo")
    budget = 0

    def parameters(self, brief: Brief) -> Hashable:
        return longest_side(brief.content, brief.settings)

    async def compute(self, before: RGB, brief: Brief, steps: Steps) -> RGB:
        return fitting.fit(before, longest_side(brief.content, brief.settings))

    def size(self, value: RGB) -> int:
        return value.nbytes


class Encode(Stage[Features]):
    """Give what is painted over edge and grain, and run the transformer's encoder on it."""

    title = Text("studying-photo")
    budget = 64 * 2**20
    is_step = True

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def parameters(self, brief: Brief) -> Hashable:
        return brief.transformer.id

    async def compute(self, before: Canvas, brief: Brief, steps: Steps) -> Features:
        graph = brief.transformer.encoder
        await steps.load(brief.transformer.title, self._runtime, graph)
        inputs = {graph.inputs[0].name: as_tensor(grained(padded(before.ground)))}
        await steps.pause()
        return Features(await self._runtime.run_on_device(graph, inputs), before.photo)

    def size(self, value: Features) -> int:
        return value.tensor.nbytes + value.fitted.nbytes

    def alive(self, value: Features) -> bool:
        return value.tensor.alive

    def let_go(self, value: Features) -> None:
        value.tensor.release()


class Decode(Stage[Painted]):
    """Run the transformer's decoder under the style vector, and cut the edge off."""

    title = Text("painting")
    budget = 112 * 2**20
    is_step = True
    """The photo counts for each painting, though those of one size share it."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def parameters(self, brief: Brief) -> Hashable:
        return brief.vector

    async def compute(self, before: Features, brief: Brief, steps: Steps) -> Painted:
        assert brief.vector is not None, "the vector is known before anything is decoded"
        graph = brief.transformer.decoder
        await steps.load(brief.transformer.title, self._runtime, graph)
        inputs = {graph.inputs[0].name: before.tensor, graph.inputs[1].name: brief.vector.as_tensor()}
        outputs = await self._runtime.run(graph, inputs)
        painted = np.asarray(outputs[graph.outputs[0].name], np.uint8)
        height, width, _ = before.fitted.shape
        return Painted(to_rgba(without_padding(painted[0], height, width)), before.fitted)

    def size(self, value: Painted) -> int:
        return value.pixels.nbytes + value.fitted.nbytes


class Compose(Stage[RGBA]):
    """Put together what is shown, of paintings, masks and the photo, in the shape of the photo.

    ``paint`` paints what it is told up to here; it is asked for what is painted under other vectors than the brief's.
    """

    title = Text("painting")
    budget = 0

    def __init__(self, paint: Callable[[Brief, Steps], Awaitable[Painted]]) -> None:
        self._paint = paint

    def parameters(self, brief: Brief) -> Hashable:
        settings, layers = brief.settings, brief.layers
        masked = layers and (layers.key, settings.feather)
        return settings.colours, settings.lightness, settings.photo_through, masked

    async def compute(self, before: Painted, brief: Brief, steps: Steps) -> RGBA:
        assert brief.vector is not None, "the vector is known before anything is decoded"
        photo = before.fitted
        if brief.layers is None:
            pixels = _coloured(before, brief.settings, brief.vector)
        else:
            pixels = await self._masked(before, brief, brief.layers, steps)
        pixels = photo_through(pixels, photo, brief.settings.photo_through)
        return pixels if brief.content.alpha is None else put_back(pixels, brief.content.alpha)

    async def _masked(self, before: Painted, brief: Brief, layers: Layers, steps: Steps) -> RGBA:
        painted: dict[StyleVector, RGBA] = {}
        for vector in layers.vectors:
            own = before if vector == brief.vector else await self._paint(replace(brief, vector=vector), steps)
            painted[vector] = _coloured(own, brief.settings, vector)
        height, width, _ = before.fitted.shape
        within = [
            (painted[vector], fitted(mask, height, width, brief.settings.feather)) for mask, vector in layers.within
        ]
        await steps.pause()
        return laid_over(before.fitted if layers.outside is None else painted[layers.outside], within)

    def size(self, value: RGBA) -> int:
        return value.nbytes


def _coloured(painted: Painted, settings: PaintSettings, vector: StyleVector) -> RGBA:
    """Return a painting with the colours and the light that the settings ask for."""
    chroma = saturation(vector.colour)
    return recoloured(painted.pixels, painted.fitted, settings.colours, settings.lightness, chroma)


def as_tensor(picture: RGB) -> Tensor:
    """Return the picture as the networks take it: uint8 ``[1, height, width, 3]``, C-contiguous."""
    return np.ascontiguousarray(picture[None])
