"""The golden pictures: one for each network, painted on whatever runs the networks and compared with stored ones.

Each network paints ``trial.picture`` together with the default network of the other role; one that finds people finds a
drawn ``figure``. What the two default networks paint is the trial's own picture; the others' lie beside the networks,
as ``answers/<name>.png``. Each transformer also paints in tiles, as it does large pictures, and has to come to what it
paints at once. ``impasto check`` on the desktop and check.html in the browser judge by this.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from impasto.backends import figure, trial
from impasto.backends.rules import TOLERANCE
from impasto.errors import RuntimeFailed
from impasto.imaging.grain import grained
from impasto.imaging.padding import padded, without_padding
from impasto.imaging.pixels import RGB
from impasto.networks.catalogue import Catalogue, Segmenter, StyleNetwork, Transformer
from impasto.networks.runtime import Runtime, Tensor
from impasto.words import Text

FOLDER = "answers"
"""Where the pictures lie, beside the manifest."""

Read = Callable[[str], Awaitable[bytes]]
"""Returns the file of a picture, by the picture's name."""

InTiles = Callable[[Runtime, Transformer, RGB, Tensor], Awaitable[RGB]]
"""Paints uint8 ``[height, width, 3]`` under a style vector ``[1, 100]`` in tiles (``painting.in_tiles``)."""


@dataclass(frozen=True, slots=True)
class Golden:
    """A picture that ``networks`` have to make; it tells whether ``network``, the id of one, does what it should.

    With ``in_tiles`` it is painted by that, and what is stored was painted at once.
    """

    network: str
    networks: tuple[StyleNetwork, Transformer] | tuple[Segmenter]
    is_trial: bool = False
    in_tiles: InTiles | None = None

    @property
    def name(self) -> str:
        """Return what its file is called."""
        return f"{self.network}-tiles" if self.in_tiles else self.network

    async def outcome(self, runtime: Runtime, read: Read) -> Outcome:
        """Paint and compare; what the runtime fails at is an outcome too.

        Raises:
            Cancelled: the runtime was closed meanwhile.
        """
        try:
            answer = trial.answer() if self.is_trial else trial.stored(await read(self.name))
            for network in self.networks:
                for graph in network.graphs:
                    await runtime.load(graph)
            started = perf_counter()
            painted = await self.picture(runtime)
            apart = trial.apart(answer, painted)
            return Outcome(self.network, apart, perf_counter() - started, in_tiles=self.in_tiles is not None)
        except RuntimeFailed as error:
            return self.failed(error.text)

    def failed(self, fault: Text) -> Outcome:
        """Return the outcome where there is no picture."""
        return Outcome(self.network, fault=fault, in_tiles=self.in_tiles is not None)

    async def picture(self, runtime: Runtime) -> RGB:
        """Return what the networks make, uint8 ``[height, width, 3]``; raises as ``Runtime.run``."""
        if len(self.networks) == 1:
            return await found_by(runtime, *self.networks)
        if self.in_tiles is None:
            return await trial.painted_by(runtime, *self.networks)
        network, transformer = self.networks
        return await self.in_tiles(runtime, transformer, trial.picture(trial.SIDE), await trial.seen(runtime, network))

    async def stored(self, runtime: Runtime) -> RGB:
        """Return what is to be stored of it, uint8 ``[height, width, 3]``; raises as ``Runtime.run``."""
        if self.in_tiles is None or len(self.networks) == 1:
            return await self.picture(runtime)
        content = grained(padded(trial.picture(trial.SIDE)))
        painted = await trial.painted_by(runtime, *self.networks, content)
        return without_padding(painted, trial.SIDE, trial.SIDE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a network did: by how many levels (0..255) its picture differs at most, and the seconds that it took.

    Or what was wrong, where there is no picture.
    """

    network: str
    differs: int | None = None
    seconds: float | None = None
    fault: Text | None = None
    in_tiles: bool = False

    @property
    def right(self) -> bool:
        return self.differs is not None and self.differs <= TOLERANCE


def pictures(catalogue: Catalogue, in_tiles: InTiles) -> tuple[Golden, ...]:
    """Return the golden pictures: the trial's first, under the default transformer's id, then one a further network.

    Last come those of transformers in tiles.
    """
    network = catalogue.style_network(catalogue.default_style_network)
    transformer = catalogue.transformer(catalogue.default_transformer)
    return (
        Golden(transformer.id, (network, transformer), is_trial=True),
        *(Golden(each.id, (network, each)) for each in catalogue.transformers if each != transformer),
        *(Golden(each.id, (each, transformer)) for each in catalogue.style_networks if each != network),
        *(Golden(each.id, (each,)) for each in catalogue.segmenters),
        *(Golden(each.id, (network, each), in_tiles=in_tiles) for each in catalogue.transformers),
    )


async def found_by(runtime: Runtime, segmenter: Segmenter) -> RGB:
    """Return where a segmenter finds somebody in the figure: 255 where it is sure, in all three channels."""
    (given,), (found,) = segmenter.people.inputs, segmenter.people.outputs
    _, height, width, _ = given.shape
    assert isinstance(height, int) and isinstance(width, int), "a segmenter has one size"
    outputs = await runtime.run(segmenter.people, {given.name: figure.picture(height, width)[None]})
    levels = np.rint(255 * outputs[found.name].reshape(height, width, 1)).astype(np.uint8)
    return levels.repeat(3, axis=2)


def largest(outcomes: Iterable[Outcome]) -> int:
    """Return by how many levels a picture differs at most, of those that were painted."""
    return max((outcome.differs for outcome in outcomes if outcome.differs is not None), default=0)
