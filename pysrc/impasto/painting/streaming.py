"""A picture of any size painted tile by tile, exactly as it would be at once.

Instance normalisations see the whole picture. So one layer after another goes over all tiles, measures what it has
convolved, and leaves it to the next one to normalise it. Two feature maps are kept whole between the layers (a picture
has sixteen times the pixels): what a residual block adds to, and what its layers make, each in the place of what it was
given. The expanding layers at the end grow as large as the picture, so at most what the first of them makes is kept;
they run once more for each norm that has to be known, and of the last one three channels are all there is.

No statistics come from a smaller picture (as in URST, Chen et al., *Towards Ultra-Resolution Neural Style Transfer via
Thumbnail Instance Normalization*, AAAI 2022): strokes have a fixed size, and other frequencies give other ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import numpy as np

from impasto.imaging.grain import grain, with_grain
from impasto.imaging.padding import SIDE_MULTIPLE, padded_part, padded_size
from impasto.imaging.pixels import RGB, RGBA
from impasto.networks import parts
from impasto.networks.catalogue import Transformer
from impasto.networks.runtime import Runtime, Tensor
from impasto.painting.blockoutput import BlockOutput
from impasto.painting.colouring import Colouring
from impasto.painting.featuremaps import Kept, channels_of
from impasto.painting.measuredlayers import MeasuredLayers, Norm, given
from impasto.painting.replacing import Replacing
from impasto.painting.statistics import Statistics
from impasto.painting.steps import Steps
from impasto.painting.tiledmaps import TiledMap
from impasto.painting.tileruns import TileRuns
from impasto.painting.tiles import Tile, tiles
from impasto.painting.tilework import TileWork
from impasto.painting.vectors import StyleVector

TILE_MULTIPLE = 8
"""Tiles begin at multiples of as many pixels of a feature map."""
ENCODER_HALO = 8
"""Pixels that the encoder reaches: 4 by its first kernel, 1 by the next, of twice the size 1 more, and rounded up."""
BLOCK_HALO = 1
"""Pixels of a feature map that a layer of a block reaches."""
REACHES = dict(zip(parts.EXPANDING, (2, 1, 4), strict=True))
"""Pixels of the picture that an expanding layer reaches: 1 of half as many, 1, and 4."""

SIDE = 2896
"""Longest side in px, halos apart, of a tile of a transformer with one channel; its area goes down with the channels.

So every transformer takes as much memory for a tile: with larger ones it is more and no faster, as less of what is
computed stays in the processor's caches; with smaller ones there are more halos, and more goes to and fro.
"""
BLOCK_SIDES = 2
"""How many times as long sides the tiles of blocks have: nothing grows in them, so they take no more memory."""


async def stream(
    runtime: Runtime,
    transformer: Transformer,
    photo: RGB,
    vector: StyleVector,
    steps: Steps,
    kept: Kept = Kept(),  # noqa: B008 - it is frozen
    side: int | None = None,
) -> RGBA:
    """Return ``photo``, uint8 ``[height, width, 3]``, painted under a vector: uint8 ``[height, width, 4]``.

    ``side`` is the longest side of a tile in px. ``steps`` hears of every tile. It is shown each region twice: when
    its strokes are there, in colours that are near to the final ones, and when these are known.

    Raises:
        RuntimeFailed, RuntimeLost, Cancelled: as ``Runtime.run``.
    """
    return await _Streaming(runtime, transformer, photo, vector, steps, kept, side).painted()


class _Streaming:
    def __init__(
        self,
        runtime: Runtime,
        transformer: Transformer,
        photo: RGB,
        vector: StyleVector,
        steps: Steps,
        kept: Kept,
        side: int | None,
    ) -> None:
        self._runtime = runtime
        self._transformer = transformer
        self._photo = photo
        self._vector = vector
        self._steps = steps
        self._kept = kept
        self._side = (side or round(SIDE / channels_of(transformer) ** 0.5)) // SIDE_MULTIPLE
        self._height, self._width = (size // SIDE_MULTIPLE for size in padded_size(*photo.shape[:2]))
        counts = {True: sum(1 for _ in self._block_tiles()), False: sum(1 for _ in self._tiles(0))}
        work = TileWork(channels_of(transformer), kept, lambda layer: counts[layer in parts.IN_BLOCKS])
        self._runs = TileRuns(runtime, steps, work)

    async def painted(self) -> RGBA:
        graph = parts.style_part(self._transformer.decoder)
        style = await self._runtime.run(graph, {graph.inputs[0].name: self._vector.as_tensor()})
        self._layers = MeasuredLayers(self._runtime, self._runs, style)
        colouring, normal = await self._expanded(await self._through_blocks(await self._encoded()))
        of = (tile.times(SIDE_MULTIPLE) for tile in self._tiles(0))
        return await colouring.picture(of, normal, partial(self._runs.advance, parts.PICTURE))

    async def _encoded(self) -> TiledMap:
        """Return the encoder's feature map."""
        graph = self._transformer.encoder
        noise = grain(*padded_size(*self._photo.shape[:2]))
        features = self._map(channels_of(self._transformer))

        def feeds(tile: Tile) -> dict[str, Tensor]:
            rows, columns = tile.rows.times(SIDE_MULTIPLE).whole, tile.columns.times(SIDE_MULTIPLE).whole
            picture = with_grain(padded_part(self._photo, rows, columns), noise[rows, columns])
            return {graph.inputs[0].name: np.ascontiguousarray(picture[None])}

        async def take(tile: Tile, outputs: Mapping[str, Tensor]) -> None:
            features.put(tile, outputs[graph.outputs[0].name])

        await self._runs.over(graph, "encoder", self._tiles(ENCODER_HALO // SIDE_MULTIPLE), feeds, take)
        return features

    async def _through_blocks(self, x: TiledMap) -> TiledMap:
        """Return what the residual blocks make of a feature map, which is gone then."""
        for block in range(parts.BLOCKS):
            first, second = parts.STYLED[2 * block : 2 * block + 2]
            inner = TiledMap(x.channels, x.height, x.width, self._kept.inner)
            normal = await self._convolve(x, inner, first, None)
            # What a block's offset adds to all pixels of a channel alike, the norm of the next layer would take away.
            scale, _ = await self._convolve(inner, inner, second, normal)
            x = BlockOutput(x, inner, scale[0])
        return x

    async def _convolve(self, x: TiledMap, made: TiledMap, layer: str, normal: Norm | None) -> Norm:
        """Put what a layer convolves of ``x``, which is first normalised if it has to be, into ``made``.

        That may be ``x`` itself. Return the layer's norm.
        """
        part = parts.layers_part(self._transformer.decoder, [layer], normalised=normal is not None, kept=True)
        feeds = given(layer, _first_pixel(x), normal)
        cut = Replacing(x, BLOCK_HALO).cut if made is x else partial(_read, x)
        return await self._layers.put(part, self._block_tiles(), cut, feeds, made)

    async def _expanded(self, x: TiledMap) -> tuple[Colouring, Norm]:
        """Return what the expanding layers make of a feature map, and the norm of the last one."""
        layers, rows, normal = parts.EXPANDING, 1, None
        if self._kept.expanded:
            x, normal = await self._first_expanded(x)
            layers, rows = layers[1:], parts.ROWS_A_ROW[layers[1]]
        feeds = given(layers[0], _first_pixel(x), normal)
        for count in range(1, len(layers)):  # what is not kept runs again with the layer after it
            normal, first = await self._norm_of(layers[:count], x, rows, feeds)
            feeds |= given(layers[count], first, normal)
        decoder, (height, width, _) = self._transformer.decoder, self._photo.shape
        colouring = Colouring(self._runtime, decoder, height, width, self._kept.dtype, self._steps.show)
        part = parts.layers_part(self._transformer.decoder, layers, normalised=rows > 1, kept=True)
        of = self._tiles(_halo(layers, rows), rows)

        async def put(tile: Tile, made: Tensor, statistics: Statistics) -> None:
            known = self._layers.normalisation(statistics, layers[-1])
            await colouring.put(tile.times(SIDE_MULTIPLE // rows), made, known)

        return colouring, await self._layers.over(part, of, partial(_read, x), feeds, put)

    async def _norm_of(
        self, layers: Sequence[str], x: TiledMap, rows: int, feeds: Mapping[str, Tensor]
    ) -> tuple[Norm, Tensor]:
        """Return the norm of the last of some expanding layers, and the first pixel of what it convolves."""
        part = parts.layers_part(self._transformer.decoder, layers, normalised=rows > 1, kept=False)
        firsts: list[Tensor] = []

        async def note(_tile: Tile, first: Tensor, _statistics: Statistics) -> None:
            firsts.append(first)

        normal = await self._layers.over(part, self._tiles(_halo(layers, rows), rows), partial(_read, x), feeds, note)
        return normal, firsts[0]

    async def _first_expanded(self, x: TiledMap) -> tuple[TiledMap, Norm]:
        """Return what the first expanding layer has convolved of a feature map, and its norm.

        The map is gone then, tile by tile: what comes of it is twice as large.
        """
        run, rows = parts.EXPANDING[:1], parts.GROWTH[parts.EXPANDING[0]]
        part = parts.layers_part(self._transformer.decoder, run, normalised=False, kept=True)
        expanded = self._map(x.channels // 2, rows)
        feeds = given(run[0], _first_pixel(x), None)

        def cut(tile: Tile) -> Tensor:
            x.forget_above(tile.rows.whole.start)
            return _read(x, tile)

        return expanded, await self._layers.put(part, self._tiles(_halo(run)), cut, feeds, expanded)

    def _map(self, channels: int, rows: int = 1) -> TiledMap:
        """Return an empty map with so many rows for each of features."""
        return TiledMap(channels, rows * self._height, rows * self._width, self._kept.dtype)

    def _tiles(self, halo: int, rows: int = 1) -> Iterator[Tile]:
        """Yield the tiles of a map with so many rows for each of features; ``halo`` is in those of the map."""
        return tiles(rows * self._height, rows * self._width, rows * self._side, halo, rows * TILE_MULTIPLE)

    def _block_tiles(self) -> Iterator[Tile]:
        """Yield the tiles of a feature map in which the layers of blocks run."""
        return tiles(self._height, self._width, BLOCK_SIDES * self._side, BLOCK_HALO, TILE_MULTIPLE)


def _halo(layers: Sequence[str], rows: int = 1) -> int:
    """Return how far expanding layers reach in a map with so many rows for each of features."""
    return math.ceil(sum(REACHES[layer] for layer in layers) * rows / SIDE_MULTIPLE)


def _read(x: TiledMap, tile: Tile) -> Tensor:
    """Return a tile of a map with its halo."""
    return x.read(tile.rows.whole, tile.columns.whole)


def _first_pixel(x: TiledMap) -> Tensor:
    """Return the first pixel of a map, float32 [1, channels, 1, 1]."""
    return x.read(slice(0, 1), slice(0, 1))
