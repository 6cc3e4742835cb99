"""Voronoi cells around the points of a jittered lattice (Worley, "A Cellular Texture Basis Function", 1996)."""

import numpy as np
from numpy.typing import NDArray

_NEIGHBOURS = [(right, down) for down in (-1, 0, 1) for right in (-1, 0, 1)]


class Cells:
    """The cell that each place lies in; all arrays have the shape of the coordinates given."""

    x: NDArray[np.float64]
    """Coordinates of the point of the cell."""
    y: NDArray[np.float64]
    distance: NDArray[np.float64]
    """Distance to that point."""
    random: NDArray[np.float64]
    """Four numbers 0..1 that are the same throughout a cell, ``[4, ...]``."""

    def __init__(self, x: NDArray[np.float64], y: NDArray[np.float64], seed: int, jitter: float = 1.0) -> None:
        """Find the cells of a lattice of unit spacing whose points are moved by up to ``jitter`` / 2."""
        column, row = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
        # Two more rows and columns on each side: edge() looks at the neighbours of a neighbour.
        left, top = int(column.min()) - 2, int(row.min()) - 2
        self._columns, rows = int(column.max()) - left + 3, int(row.max()) - top + 3
        random = np.random.default_rng(seed)
        moved = 0.5 + jitter * (random.random((2, rows, self._columns)) - 0.5)
        self._points_x = (moved[0] + np.arange(left, left + self._columns)).ravel()
        self._points_y = (moved[1] + np.arange(top, top + rows)[:, None]).ravel()

        self._place = x, y
        here = (row - top) * self._columns + (column - left)
        nearest, self._cell = np.full(x.shape, np.inf), here
        for right, down in _NEIGHBOURS:
            there = here + (down * self._columns + right)
            squared = (self._points_x.take(there) - x) ** 2 + (self._points_y.take(there) - y) ** 2
            self._cell = np.where(squared < nearest, there, self._cell)
            nearest = np.minimum(squared, nearest)
        self.x, self.y = self._points_x.take(self._cell), self._points_y.take(self._cell)
        self.distance = np.sqrt(nearest)
        lots = random.random((4, rows * self._columns))
        self.random = np.stack([lot.take(self._cell) for lot in lots])

    def edge(self) -> NDArray[np.float64]:
        """Return the distance to the nearest border between two cells."""
        x, y = self._place
        edge = np.full(x.shape, np.inf)
        for right, down in _NEIGHBOURS:
            if (right, down) == (0, 0):
                continue
            there = self._cell + (down * self._columns + right)
            px, py = self._points_x.take(there), self._points_y.take(there)
            along_x, along_y = px - self.x, py - self.y
            to_border = (0.5 * (self.x + px) - x) * along_x + (0.5 * (self.y + py) - y) * along_y
            edge = np.minimum(edge, to_border / np.hypot(along_x, along_y))
        return edge
