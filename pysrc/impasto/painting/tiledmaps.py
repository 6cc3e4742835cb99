"""Feature maps that stay the tiles that they came as, so that they fit into what memory has between other things."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from impasto.networks.runtime import Tensor
from impasto.painting.featuremaps import Float, Map
from impasto.painting.tiles import Span, Tile


class TiledMap:
    """A feature map [channels, rows, columns] of tiles that are put and replaced as wholes, and read in any others."""

    def __init__(self, channels: int, height: int, width: int, dtype: Float) -> None:
        self.channels, self.height, self.width = channels, height, width
        self.dtype = dtype
        self._tiles: dict[int, dict[int, Map]] = {}
        """By their first rows, and by their first columns."""

    @property
    def first_row(self) -> int:
        """The first row of the first tile that is there; the height of the map if none is."""
        return min((top for top, tiles in self._tiles.items() if tiles), default=self.height)

    def put(self, tile: Tile, made: Tensor) -> None:
        """Keep a copy of ``made``, [1, channels, rows, columns], but for its halo.

        It takes the place of the same tile in memory, too: where large arrays come and go, WebAssembly's memory, which
        only grows, has more and more holes.
        """
        part = made[0, :, tile.rows.inner, tile.columns.inner]
        row = self._tiles.setdefault(tile.rows.start, {})
        there = row.get(tile.columns.start)
        if there is None:
            row[tile.columns.start] = np.array(part, self.dtype)
        else:
            there[:] = part

    def read(self, rows: slice, columns: slice) -> NDArray[np.float32]:
        """Return a part, float32 [1, channels, rows, columns], C-contiguous, for the caller to keep.

        Raises:
            KeyError: a tile in which it lies was not put, or was let go of.
        """
        x: NDArray[np.float32] = np.empty(
            (self.channels, rows.stop - rows.start, columns.stop - columns.start), np.float32
        )
        for place, piece in self._pieces(rows, columns):
            x[place] = piece
        return x[None]

    def take(self, rows: slice, columns: slice) -> Iterator[tuple[Tile, Map]]:
        """Let go of the tiles that reach into a part, and yield each with where it lay, for the caller to keep."""
        for top, left, tile in list(self._reaching(rows, columns)):
            del self._tiles[top][left]
            _, high, wide = tile.shape
            yield Tile(Span(top, top + high), Span(left, left + wide)), tile

    def add_to(self, x: NDArray[np.float32], rows: slice, columns: slice) -> None:
        """Add a part to ``x``, which has its shape; raises ``KeyError`` as ``read``."""
        for place, piece in self._pieces(rows, columns):
            x[place] += piece

    def forget_above(self, row: int) -> None:
        """Let go of the tiles that end above a row."""
        for top, tiles in list(self._tiles.items()):
            if all(top + tile.shape[1] <= row for tile in tiles.values()):
                del self._tiles[top]

    def forget_within(self, rows: slice, columns: slice) -> None:
        """Let go of the tiles that lie wholly in a part."""
        for top, left, tile in list(self._reaching(rows, columns)):
            _, high, wide = tile.shape
            if top >= rows.start and left >= columns.start and top + high <= rows.stop and left + wide <= columns.stop:
                del self._tiles[top][left]

    def _pieces(self, rows: slice, columns: slice) -> Iterator[tuple[tuple[slice, slice, slice], Map]]:
        """Yield the pieces of tiles that a part is made of, and where in it they lie."""
        lacking = (rows.stop - rows.start) * (columns.stop - columns.start)
        for top, left, tile in self._reaching(rows, columns):
            _, high, wide = tile.shape
            begin, end = max(top, rows.start), min(top + high, rows.stop)
            first, last = max(left, columns.start), min(left + wide, columns.stop)
            down, across = (
                slice(begin - rows.start, end - rows.start),
                slice(first - columns.start, last - columns.start),
            )
            yield (slice(None), down, across), tile[:, begin - top : end - top, first - left : last - left]
            lacking -= (end - begin) * (last - first)
        if lacking:
            raise KeyError(f"rows {rows.start} to {rows.stop}, columns {columns.start} to {columns.stop}")

    def _reaching(self, rows: slice, columns: slice) -> Iterator[tuple[int, int, Map]]:
        """Yield the first row, the first column, and what is there, of each tile that reaches into a part."""
        for top, tiles in self._tiles.items():
            for left, tile in tiles.items():
                _, high, wide = tile.shape
                down, across = top < rows.stop and top + high > rows.start, left < columns.stop
                if down and across and left + wide > columns.start:
                    yield top, left, tile
