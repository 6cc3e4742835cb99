"""Tiles of a feature map that are replaced in place, one after another."""

import numpy as np
from numpy.typing import NDArray

from impasto.painting.tiledmaps import TiledMap
from impasto.painting.tiles import Tile


class Replacing:
    """Cuts tiles with ``halo`` out of a map, each as it was before any of them was replaced.

    So a layer needs no second map for what it makes. Tiles come row by row, and each is replaced at any time after it
    was cut out; what later ones need of it is kept: a line as wide as the map, and one as high as a tile.
    """

    def __init__(self, whole: TiledMap, halo: int) -> None:
        self._whole = whole
        self._halo = halo
        self._above = self._below = self._left = np.empty((whole.channels, 0, 0), np.float32)

    def cut(self, tile: Tile) -> NDArray[np.float32]:
        """Return the tile with its halo, float32 [1, channels, rows, columns], C-contiguous."""
        rows, columns = tile.rows, tile.columns
        if columns.start == 0:
            self._above = self._below
            self._below = self._whole.read(slice(rows.end - self._halo, rows.end), slice(0, self._whole.width))[0]
        x = self._whole.read(rows.whole, columns.whole)
        if rows.before:
            x[0, :, : rows.before] = self._above[:, :, columns.whole]
        if columns.before:
            x[0, :, :, : columns.before] = self._left
        end = columns.before + columns.length
        self._left = x[0, :, :, end - self._halo : end].copy()
        return x
