"""Feature maps that stay the tiles that they came as: copying them takes about as long as it does to make them."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from impasto.networks.runtime import Tensor
from impasto.painting.featuremaps import Map
from impasto.painting.tiles import Tile


class TiledMap:
    """A feature map [channels, rows, columns] of tiles that are put and replaced as wholes, and read in any others."""

    def __init__(self, channels: int, height: int, width: int, dtype: type[np.float32] | type[np.float16]) -> None:
        self.channels, self.height, self.width = channels, height, width
        self._dtype = dtype
        self._tiles: dict[int, dict[int, Map]] = {}
        """By their first rows, and by their first columns."""

    def put(self, tile: Tile, made: Tensor) -> None:
        """Keep ``made``, [1, channels, rows, columns], but for its halo. It is not copied: nobody may change it."""
        part: Map = np.asarray(made[0, :, tile.rows.inner, tile.columns.inner], self._dtype)
        self._tiles.setdefault(tile.rows.start, {})[tile.columns.start] = part

    def read(self, rows: slice, columns: slice) -> NDArray[np.float32]:
        """Return a part, float32 [1, channels, rows, columns], C-contiguous, for the caller to keep.

        Raises:
            KeyError: a tile in which it lies was not put, or was let go of.
        """
        height, width = rows.stop - rows.start, columns.stop - columns.start
        x: NDArray[np.float32] = np.empty((1, self.channels, height, width), np.float32)
        found = 0
        for top, left, part in self._overlapping(rows, columns):
            _, high, wide = part.shape
            begin, end = max(top, rows.start), min(top + high, rows.stop)
            first, last = max(left, columns.start), min(left + wide, columns.stop)
            there = x[0, :, begin - rows.start : end - rows.start, first - columns.start : last - columns.start]
            there[:] = part[:, begin - top : end - top, first - left : last - left]
            found += (end - begin) * (last - first)
        if found != height * width:
            raise KeyError(f"rows {rows.start} to {rows.stop}, columns {columns.start} to {columns.stop}")
        return x

    def forget_above(self, row: int) -> None:
        """Let go of the tiles that end above a row."""
        for top in [top for top, tiles in self._tiles.items() if top + next(iter(tiles.values())).shape[1] <= row]:
            del self._tiles[top]

    def _overlapping(self, rows: slice, columns: slice) -> Iterator[tuple[int, int, Map]]:
        for top, tiles in self._tiles.items():
            for left, part in tiles.items():
                _, high, wide = part.shape
                if top < rows.stop and rows.start < top + high and left < columns.stop and columns.start < left + wide:
                    yield top, left, part
