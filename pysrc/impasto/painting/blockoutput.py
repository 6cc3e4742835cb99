"""What a residual block makes of a feature map that is kept in tiles."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from impasto.painting.featuremaps import Map
from impasto.painting.tiledmaps import TiledMap


class BlockOutput(TiledMap):
    """What a residual block was given, and a multiple of what its layers convolved of that, added up.

    It is added up tile by tile when it is read: while the network runs on the tile before, and not while the network
    waits for it. Both maps are gone by then, as they are let go of tile by tile.
    """

    def __init__(self, given: TiledMap, convolved: TiledMap, scale: NDArray[np.float32]) -> None:
        """``scale`` is float32 [channels, 1, 1]."""
        super().__init__(given.channels, given.height, given.width, given.dtype)
        self._given = given
        self._convolved = convolved
        self._scale = scale

    def forget_above(self, row: int) -> None:
        self._convolved.forget_above(row)
        super().forget_above(row)

    def _pieces(self, rows: slice, columns: slice) -> Iterator[tuple[tuple[slice, slice, slice], Map]]:
        for tile, convolved in self._convolved.take(rows, columns):
            made = convolved.astype(np.float32, copy=False)
            made *= self._scale
            self._given.add_to(made, tile.rows.core, tile.columns.core)
            self._given.forget_within(tile.rows.core, tile.columns.core)
            self.put(tile, made[None])
        self._given.forget_above(self._convolved.first_row)
        return super()._pieces(rows, columns)
