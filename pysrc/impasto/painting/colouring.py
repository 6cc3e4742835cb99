"""The picture that is made of what the last layer has convolved, and shown as it comes."""

from collections.abc import Awaitable, Callable, Iterable

import numpy as np

from impasto.imaging.padding import EDGE, padded_size
from impasto.imaging.pixels import RGBA
from impasto.networks import parts
from impasto.networks.catalogue import Graph
from impasto.networks.runtime import Runtime, Tensor
from impasto.painting.featuremaps import Float
from impasto.painting.measuredlayers import Norm
from impasto.painting.regions import Region, Show
from impasto.painting.tiledmaps import TiledMap
from impasto.painting.tiles import Tile

SHOWN = 3072
"""Longest side in px at most of what is shown before the whole is there: more than most screens have.

Of a larger picture every second pixel is shown, every fourth or every eighth: each is shown twice, which takes time.
"""


class Colouring:
    """Keeps what the last layer has convolved of a picture, and brings it to its colours.

    The padded picture comes in tiles whose first rows and columns are multiples of ``EDGE``.
    """

    def __init__(
        self, runtime: Runtime, decoder: Graph, height: int, width: int, dtype: Float, show: Show | None
    ) -> None:
        """``height`` and ``width`` are those of the picture in px, without the edge that it is given."""
        self._runtime = runtime
        self._part = parts.picture_part(decoder)
        self._height, self._width = height, width
        self._convolved = TiledMap(3, *padded_size(height, width), dtype)
        self._every = 1
        while max(height, width) > self._every * SHOWN and self._every < EDGE:  # tiles begin at one that is shown
            self._every *= 2
        self._show = show

    async def put(self, tile: Tile, made: Tensor, normal: Norm) -> None:
        """Put a tile in its place, and show it in the colours that are known so far."""
        self._convolved.put(tile, made)
        if self._show is not None:
            rows, columns = self._pixels_of(tile)
            self._show(self._region(rows, columns, await self._picture(rows, columns, normal, self._every)))

    async def picture(self, of: Iterable[Tile], normal: Norm, before: Callable[[], Awaitable[None]]) -> RGBA:
        """Return the picture, uint8 ``[height, width, 4]``, and show it tile by tile; each waits for ``before``."""
        picture: RGBA = np.empty((self._height, self._width, 4), np.uint8)
        for tile in of:
            await before()
            rows, columns = self._pixels_of(tile)
            part = picture[rows.start - EDGE : rows.stop - EDGE, columns.start - EDGE : columns.stop - EDGE]
            part[:] = await self._picture(rows, columns, normal)
            if self._show is not None:
                self._show(self._region(rows, columns, part[:: self._every, :: self._every]))
        return picture

    def _pixels_of(self, tile: Tile) -> tuple[slice, slice]:
        """Return the rows and columns of a tile that are not of the edge."""
        rows, columns = tile.rows, tile.columns
        return (
            slice(max(rows.start, EDGE), min(rows.end, EDGE + self._height)),
            slice(max(columns.start, EDGE), min(columns.end, EDGE + self._width)),
        )

    async def _picture(self, rows: slice, columns: slice, normal: Norm, every: int = 1) -> RGBA:
        names = parts.norm(parts.PICTURE)
        x = np.ascontiguousarray(self._convolved.read(rows, columns)[:, :, ::every, ::every])
        outputs = await self._runtime.run(self._part, {"x": x, names.scale: normal[0], names.offset: normal[1]})
        picture: RGBA = np.asarray(outputs[parts.PICTURE], np.uint8)[0]
        return picture

    def _region(self, rows: slice, columns: slice, pixels: RGBA) -> Region:
        left, top = (columns.start - EDGE) // self._every, (rows.start - EDGE) // self._every
        return Region(left, top, pixels, (-(-self._height // self._every), -(-self._width // self._every)))
