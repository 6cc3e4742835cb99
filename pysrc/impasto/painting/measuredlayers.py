"""Layers of a network that are run over all tiles of a picture, and measured for the norm that follows them."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

import numpy as np

from impasto.networks import parts
from impasto.networks.catalogue import Graph
from impasto.networks.runtime import Runtime, Tensor
from impasto.painting.statistics import Statistics
from impasto.painting.tiledmaps import TiledMap
from impasto.painting.tileruns import TileRuns
from impasto.painting.tiles import Span, Tile

Norm = tuple[Tensor, Tensor]
"""Scale and offset, each float32 [1, channels, 1, 1]."""

Cut = Callable[[Tile], Tensor]
"""Returns what a part is given of a tile, float32 [1, channels, rows, columns]."""

Take = Callable[[Tile, Tensor, Statistics], Awaitable[None]]
"""Is given what a layer has convolved of a tile, and the statistics of all tiles so far."""


class MeasuredLayers:
    """Runs layers under one style, of which ``style`` has each layer's own scale (gamma) and offset (beta)."""

    def __init__(self, runtime: Runtime, runs: TileRuns, style: Mapping[str, Tensor]) -> None:
        self._runtime = runtime
        self._runs = runs
        self._style = style

    async def over(self, part: Graph, of: Iterable[Tile], cut: Cut, feeds: Mapping[str, Tensor], take: Take) -> Norm:
        """Run a part on all tiles, have its first output taken, and return the norm of its last layer."""
        statistics = Statistics()

        def feeds_of(tile: Tile) -> dict[str, Tensor]:
            grown = tile.times(growth(part.layers))
            shares = {"rows/share": _share(grown.rows)[None], "columns/share": _share(grown.columns)[:, None]}
            return {"x": cut(tile), **feeds, **shares}

        async def measure(tile: Tile, outputs: Mapping[str, Tensor]) -> None:
            grown = tile.times(growth(part.layers))
            statistics.add(grown.rows.length * grown.columns.length, outputs["mean"], outputs["variance"])
            await take(tile, outputs[part.outputs[0].name], statistics)

        await self._runs.over(part, part.layers[-1], of, feeds_of, measure)
        await self._runtime.release(part)
        return self.normalisation(statistics, part.layers[-1])

    async def put(
        self,
        part: Graph,
        of: Iterable[Tile],
        cut: Callable[[Tile], Tensor],
        feeds: Mapping[str, Tensor],
        made: TiledMap,
    ) -> Norm:
        """Put what a part convolves of all tiles into ``made``, and return the norm of its last layer."""

        async def put(tile: Tile, raw: Tensor, _statistics: Statistics) -> None:
            made.put(tile.times(growth(part.layers)), raw)

        return await self.over(part, of, cut, feeds, put)

    def normalisation(self, statistics: Statistics, layer: str) -> Norm:
        return statistics.normalisation(self._style[f"{layer}/gamma"], self._style[f"{layer}/beta"])


def given(layer: str, first: Tensor, normal: Norm | None) -> dict[str, Tensor]:
    """Return the feeds of a layer besides the tile: its norm, and the first pixel of all that it is given."""
    if normal is None:
        return {parts.pixel(layer): first}
    names = parts.norm(layer)
    scale, offset = normal
    return {
        parts.pixel(layer): np.maximum(first * scale + offset, 0),
        names.scale: scale,
        names.offset: offset,
    }


def _share(span: Span) -> Tensor:
    """Return how much each row or column of a tile counts, float32: its halo does not."""
    share = np.zeros(span.before + span.length + span.after, np.float32)
    share[span.inner] = 1 / span.length
    return share


def growth(layers: Sequence[str]) -> int:
    """Return how many rows come out of layers for each that goes in."""
    return int(2 ** sum(layer in parts.EXPANDING[:2] for layer in layers))
