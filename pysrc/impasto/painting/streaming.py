"""A picture of any size painted tile by tile, exactly as it would be at once.

Instance normalisations see the whole picture. So one layer after another goes over all tiles, measures what it has
convolved, and leaves it to the next one to normalise it. Feature maps are kept whole between the layers (a picture has
sixteen times the pixels); at the end, where layers are as large as the picture, the last but one is computed twice
instead: once to measure it, once for the last one, of which three channels are all that is kept.

No statistics come from a smaller picture (as in URST, Chen et al., *Towards Ultra-Resolution Neural Style Transfer via
Thumbnail Instance Normalization*, AAAI 2022): strokes have a fixed size, and other frequencies give other ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from impasto.imaging.grain import grain, with_grain
from impasto.imaging.padding import EDGE, SIDE_MULTIPLE, padded_part, padded_size
from impasto.imaging.pixels import RGB, RGBA
from impasto.networks import parts
from impasto.networks.catalogue import Graph, Transformer
from impasto.networks.runtime import Runtime, Tensor
from impasto.painting.regions import Region
from impasto.painting.statistics import Statistics
from impasto.painting.steps import Steps
from impasto.painting.tiles import Span, Tile, tiles
from impasto.painting.vectors import StyleVector

Map = NDArray[np.float32]
"""A feature map [channels, rows, columns]."""

Norm = tuple[Tensor, Tensor]
"""Scale and offset, each float32 [1, channels, 1, 1]."""

ENCODER_HALO = 8
"""Pixels that the encoder reaches: 4 by its first kernel, 1 by the next, of twice the size 1 more, and rounded up."""
CONVOLUTION_HALO = 1
LAST_HALO = 4
"""Pixels of what comes before the last two layers that these reach: 1, and 4 at twice the size."""

EXPAND = parts.STYLED[-3:]
SIDE = 512
"""Longest side of a tile in px, halos apart."""


def memory_needed(height: int, width: int, transformer: Transformer) -> int:
    """Return the bytes of feature maps that a painting of that size, in px, has to keep at the same time."""
    high, wide = padded_size(height, width)
    channels = _channels(transformer)
    in_blocks = 3 * channels  # what a block adds to, and what its two layers make
    at_last = 2 * channels + 3 * SIDE_MULTIPLE**2  # twice the rows and columns, half the channels; and three colours
    return 4 * max(in_blocks, at_last) * (high // SIDE_MULTIPLE) * (wide // SIDE_MULTIPLE)


async def stream(
    runtime: Runtime, transformer: Transformer, photo: RGB, vector: StyleVector, steps: Steps, side: int = SIDE
) -> RGBA:
    """Return ``photo``, uint8 ``[height, width, 3]``, painted under a vector: uint8 ``[height, width, 4]``.

    ``steps`` hears of every tile. It is shown each region twice: when its strokes are there, in colours that are near
    to the final ones, and when these are known.

    Raises:
        RuntimeFailed, RuntimeLost, Cancelled: as ``Runtime.run``.
    """
    return await _Streaming(runtime, transformer, photo, vector, steps, side).painted()


class _Streaming:
    def __init__(
        self,
        runtime: Runtime,
        transformer: Transformer,
        photo: RGB,
        vector: StyleVector,
        steps: Steps,
        side: int,
    ) -> None:
        self._runtime = runtime
        self._transformer = transformer
        self._photo = photo
        self._vector = vector
        self._steps = steps
        self._side = side // SIDE_MULTIPLE
        self._height, self._width = (size // SIDE_MULTIPLE for size in padded_size(*photo.shape[:2]))
        self._style: dict[str, Tensor] = {}
        self._work = _Work(_channels(transformer), sum(1 for _ in self._tiles(0)))

    async def painted(self) -> RGBA:
        style = parts.style_part(self._transformer.decoder)
        self._style = await self._runtime.run(style, {style.inputs[0].name: self._vector.as_tensor()})
        x = await self._encoded()
        x = await self._through_blocks(x)
        x, normal = await self._convolved(x, EXPAND[0], None)
        colours, normal = await self._expanded(x, normal)
        del x
        return await self._coloured(colours, normal)

    async def _encoded(self) -> Map:
        """Return the encoder's feature map."""
        graph = self._transformer.encoder
        noise = grain(*padded_size(*self._photo.shape[:2]))
        features: Map = self._map(_channels(self._transformer))
        for tile in self._tiles(ENCODER_HALO // SIDE_MULTIPLE):
            await self._advance("encoder")
            rows, columns = tile.rows.times(SIDE_MULTIPLE).whole, tile.columns.times(SIDE_MULTIPLE).whole
            picture = with_grain(padded_part(self._photo, rows, columns), noise[rows, columns])
            outputs = await self._runtime.run(graph, {graph.inputs[0].name: np.ascontiguousarray(picture[None])})
            _put(features, tile, outputs[graph.outputs[0].name])
        return features

    async def _through_blocks(self, x: Map) -> Map:
        """Return what the residual blocks make of a feature map, which is changed."""
        for block in range(parts.BLOCKS):
            first, second = parts.STYLED[2 * block : 2 * block + 2]
            inner, normal = await self._convolved(x, first, None)
            inner, normal = await self._convolved(inner, second, normal)
            scale, offset = (each[0] for each in normal)
            for row in range(self._height):  # by rows, so that no further map is needed
                x[:, row] += inner[:, row] * scale[:, 0] + offset[:, 0]
        return x

    async def _convolved(self, x: Map, layer: str, normal: Norm | None) -> tuple[Map, Norm]:
        """Return what a layer convolves of ``x``, which is first normalised if it has to be, and its norm."""
        part = parts.layers_part(self._transformer.decoder, [layer], normalised=normal is not None, kept=True)
        feeds = _given(layer, _first(x), normal)
        statistics = Statistics()
        made: Map | None = None
        for tile in self._tiles(CONVOLUTION_HALO):
            await self._advance(layer)
            factor, raw = await self._measured(part, tile, x, feeds, statistics)
            if made is None:
                made = self._map(raw.shape[1], factor)
            _put(made, tile.times(factor), raw)
        assert made is not None, "there is a tile in every picture"
        await self._runtime.release(part)
        return made, self._normalisation(statistics, layer)

    async def _expanded(self, x: Map, normal: Norm) -> tuple[Map, Norm]:
        """Return what the last two layers make of what the first of the expanding ones has convolved, and its norm."""
        decoder, (middle, last) = self._transformer.decoder, EXPAND[1:]
        feeds = _given(middle, _first(x), normal)
        part = parts.layers_part(decoder, [middle], normalised=True, kept=False)
        statistics = Statistics()
        pixel: Tensor | None = None
        for tile in self._doubled_tiles(CONVOLUTION_HALO):
            await self._advance(middle)
            _, first = await self._measured(part, tile, x, feeds, statistics)
            pixel = first if pixel is None else pixel
        assert pixel is not None, "there is a tile in every picture"
        await self._runtime.release(part)
        feeds |= _given(last, pixel, self._normalisation(statistics, middle))
        part = parts.layers_part(decoder, [middle, last], normalised=True, kept=True)
        statistics = Statistics()
        colours: Map = np.empty((3, self._height * SIDE_MULTIPLE, self._width * SIDE_MULTIPLE), np.float32)
        for tile in self._doubled_tiles(LAST_HALO):
            await self._advance(last)
            factor, raw = await self._measured(part, tile, x, feeds, statistics)
            _put(colours, tile.times(factor), raw)
            if self._steps.show is not None:
                painted = tile.times(factor)
                self._steps.show(await self._region(colours, painted, self._normalisation(statistics, last)))
        await self._runtime.release(part)
        return colours, self._normalisation(statistics, last)

    async def _coloured(self, colours: Map, normal: Norm) -> RGBA:
        """Return the picture of what the last layer has convolved."""
        height, width, _ = self._photo.shape
        picture: RGBA = np.empty((height, width, 4), np.uint8)
        for tile in self._tiles(0):
            await self._advance(parts.PICTURE)
            region = await self._region(colours, tile.times(SIDE_MULTIPLE), normal)
            high, wide, _ = region.pixels.shape
            picture[region.top : region.top + high, region.left : region.left + wide] = region.pixels
            if self._steps.show is not None:
                self._steps.show(region)
        return picture

    async def _region(self, colours: Map, tile: Tile, normal: Norm) -> Region:
        """Return a tile of the picture, without the edge that the photo was given."""
        part = parts.picture_part(self._transformer.decoder)
        height, width, _ = self._photo.shape
        top, left = max(tile.rows.start, EDGE), max(tile.columns.start, EDGE)
        bottom, right = min(tile.rows.end, EDGE + height), min(tile.columns.end, EDGE + width)
        names = parts.norm(parts.PICTURE)
        x = np.ascontiguousarray(colours[None, :, top:bottom, left:right])
        outputs = await self._runtime.run(part, {"x": x, names.scale: normal[0], names.offset: normal[1]})
        return Region(left - EDGE, top - EDGE, np.asarray(outputs[parts.PICTURE], np.uint8)[0])

    async def _measured(
        self, part: Graph, tile: Tile, x: Map, feeds: Mapping[str, Tensor], statistics: Statistics
    ) -> tuple[int, Tensor]:
        """Run a part on a tile of ``x`` and take in its statistics.

        Return how many rows come out for each that goes in, and the first output.
        """
        factor = _growth(part.layers)
        cut = np.ascontiguousarray(x[None, :, tile.rows.whole, tile.columns.whole])
        grown = tile.times(factor)
        shares = {"rows/share": _share(grown.rows)[None], "columns/share": _share(grown.columns)[:, None]}
        outputs = await self._runtime.run(part, {"x": cut, **feeds, **shares})
        statistics.add(grown.rows.length * grown.columns.length, outputs["mean"], outputs["variance"])
        return factor, outputs[part.outputs[0].name]

    def _normalisation(self, statistics: Statistics, layer: str) -> Norm:
        return statistics.normalisation(self._style[f"{layer}/gamma"], self._style[f"{layer}/beta"])

    def _map(self, channels: int, factor: int = 1) -> Map:
        return np.empty((channels, self._height * factor, self._width * factor), np.float32)

    def _tiles(self, halo: int) -> Iterator[Tile]:
        """Yield the tiles of a feature map."""
        return tiles(self._height, self._width, self._side, halo, 8)

    def _doubled_tiles(self, halo: int) -> Iterator[Tile]:
        """Yield the tiles of what the first expanding layer has convolved."""
        return tiles(2 * self._height, 2 * self._width, 2 * self._side, halo, 16)

    async def _advance(self, layer: str) -> None:
        await self._steps.advance(self._work.begin(layer))


class _Work:
    """Tells which share of all multiplications was done before a tile."""

    def __init__(self, channels: int, count: int) -> None:
        # For each pixel of features, in units of as many multiplications as there are channels: measured, not counted.
        self._units = dict.fromkeys(parts.STYLED, 3.0 * channels)
        self._units |= {"encoder": 400.0 + 4 * channels, parts.PICTURE: 60.0}
        self._units |= {EXPAND[0]: 8.0 * channels, EXPAND[1]: 8.0 * channels, EXPAND[2]: 216 + 8.0 * channels}
        self._all = count * sum(self._units.values())
        self._done = 0.0

    def begin(self, layer: str) -> float:
        """Return the share (0..1) that was done before a tile of this layer."""
        done = self._done / self._all
        self._done += self._units[layer]
        return min(done, 1.0)


def _given(layer: str, first: Tensor, normal: Norm | None) -> dict[str, Tensor]:
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


def _first(x: Map) -> Tensor:
    return np.ascontiguousarray(x[None, :, :1, :1])


def _put(whole: Map, tile: Tile, made: Tensor) -> None:
    """Put a tile in its place, without its halo."""
    whole[:, tile.rows.core, tile.columns.core] = made[0, :, tile.rows.inner, tile.columns.inner]


def _share(span: Span) -> Tensor:
    """Return how much each row or column of a tile counts, float32: its halo does not."""
    share = np.zeros(span.before + span.length + span.after, np.float32)
    share[span.inner] = 1 / span.length
    return share


def _growth(layers: Sequence[str]) -> int:
    """Return how many rows come out of layers for each that goes in."""
    return 2 if set(layers) & set(EXPAND[:2]) else 1


def _channels(transformer: Transformer) -> int:
    """Return how many channels a feature map has."""
    channels = transformer.encoder.outputs[0].shape[1]
    assert isinstance(channels, int), "the catalogue says how many"
    return channels
