"""Writes convolutions by the method of ``toom_cook`` as nodes of a graph; their kernels are transformed at loading."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from importing.graph import GraphWriter
from importing.toom_cook import POINTS, Matrix, transforms

TILE = 8
"""Rows that come out at a time: 9x9 kernels then take 2 products a row in place of 9, 3x3 kernels 1.25 for 3."""


class TiledConvolution:
    """A convolution of kernels with ``size`` rows, without padding, ``tile`` rows at a time.

    ``rows`` is an int64 tensor [1]: how many rows come out. They are computed in whole tiles, and the rest is cut off.
    """

    def __init__(self, graph: GraphWriter, name: str, size: int, rows: str, tile: int = TILE) -> None:
        self._graph, self._name, self._rows = graph, name, rows
        self._size = size
        self._tile = tile
        self._products = tile + size - 1
        self._matrices = transforms(tile, size)

    def dense(self, x: str, weights: str, shape: tuple[int, ...], bias: Sequence[str] = (), relu: bool = False) -> str:
        """Add the convolution of ``x`` [1, in, ...] with ``weights``, of ``shape`` [out, in, rows, columns].

        ``bias`` holds one tensor [out] or none; ``relu`` asks for ReLU, which costs nothing here.
        """
        graph, name, count = self._graph, self._name, self._products
        outputs, inputs, _, columns = shape
        factors = graph.add("Transpose", [self._factors(x, inputs)], f"{name}/factors/in_turn", perm=[1, 0, 2, 3])
        factors = graph.reshape(factors, [1, count * inputs, 0, 0], f"{name}/factors")
        kernel = self._transformed(weights, "pr,oirc->poic", [count * outputs, inputs, 1, columns])
        offset = [self._offset(name, outputs) for name in bias]
        layout = {"kernel_shape": [1, columns], "group": count}
        products = graph.add("Conv", [factors, kernel, *offset], f"{name}/products", **layout)
        tiles = self._tiles(graph.reshape(products, [1, count, -1, 0], f"{name}/products/flat"), relu)
        tiles = graph.reshape(tiles, [self._tile, outputs, -1, 0], f"{name}/tiles/apart")
        return self._joined(graph.add("Transpose", [tiles], f"{name}/tiles/in_turn", perm=[1, 2, 0, 3]), outputs)

    def separable(self, x: str, depthwise: str, pointwise: str, shape: tuple[int, ...], outputs: int) -> str:
        """Add the convolution of each channel by itself, of ``shape`` [in, 1, rows, columns], and then over all.

        The second one works on the products, as the tiles are made of few channels then.
        """
        graph, name, count = self._graph, self._name, self._products
        inputs, _, _, columns = shape
        factors = graph.reshape(self._factors(x, inputs), [1, inputs * count, 0, 0], f"{name}/factors")
        kernel = self._transformed(depthwise, "pr,iorc->ipoc", [inputs * count, 1, 1, columns])
        layout = {"kernel_shape": [1, columns], "group": inputs * count}
        products = graph.add("Conv", [factors, kernel], f"{name}/products/apart", **layout)
        products = graph.reshape(products, [1, inputs, -1, 0], f"{name}/products/by_channel")
        products = graph.add("Conv", [products, pointwise], f"{name}/products", kernel_shape=[1, 1])
        tiles = self._tiles(graph.reshape(products, [outputs, count, -1, 0], f"{name}/products/flat"))
        return self._joined(graph.add("Transpose", [tiles], f"{name}/tiles/in_turn", perm=[0, 2, 1, 3]), outputs)

    def _factors(self, x: str, channels: int) -> str:
        """Add B d, [channels, products, tiles, columns]."""
        graph, count = self._graph, self._products
        x = graph.reshape(x, [channels, 1, 0, 0], f"{self._name}/by_channel")
        kernel = self._matrix("input", [count, 1, count, 1])
        # Zeros below fill the last tile.
        layout = {"kernel_shape": [count, 1], "strides": [self._tile, 1], "pads": [0, 0, self._tile - 1, 0]}
        return graph.add("Conv", [x, kernel], f"{self._name}/factors/by_channel", **layout)

    def _transformed(self, weights: str, equation: str, shape: Sequence[int]) -> str:
        """Add G g, where ``r`` in the equation stands for the rows of the kernels and ``p`` for the products."""
        matrix = self._matrix("kernel", [self._products, self._size])
        x = self._graph.add("Einsum", [matrix, weights], f"{self._name}/kernel/transformed", equation=equation)
        return self._graph.reshape(x, shape, f"{self._name}/kernel")

    def _offset(self, bias: str, outputs: int) -> str:
        """Add the bias to the products of the point 1, all of whose powers are 1: so it comes to every row."""
        graph, name = self._graph, f"{self._name}/offset"
        one = np.array([[point == 1] for point in POINTS[: self._products - 1]] + [[False]], np.float32)
        x = graph.reshape(bias, [1, outputs], f"{name}/flat")
        x = graph.add("MatMul", [graph.constant(f"tiles/{self._tile}x{self._size}/one", one), x], f"{name}/products")
        return graph.reshape(x, [self._products * outputs], name)

    def _tiles(self, products: str, relu: bool = False) -> str:
        """Add A m, [batch, tile, ...] of [batch, products, ...]."""
        graph, name = self._graph, f"{self._name}/tiles"
        kernel = self._matrix("output", [self._tile, self._products, 1, 1])
        x = graph.add("Conv", [products, kernel], name, kernel_shape=[1, 1])
        return graph.add("Relu", [x], f"{name}/relu") if relu else x

    def _joined(self, tiles: str, outputs: int) -> str:
        """Put the rows of the tiles below each other, and cut off what is too much."""
        graph = self._graph
        x = graph.reshape(tiles, [1, outputs, -1, 0], f"{self._name}/joined")
        start, axis = (
            graph.constant(f"crop/{key}", np.array([value], np.int64)) for key, value in (("start", 0), ("axis", 2))
        )
        return graph.add("Slice", [x, start, self._rows, axis], self._name)

    def _matrix(self, which: str, shape: Sequence[int]) -> str:
        matrix: Matrix = getattr(self._matrices, which)
        return self._graph.constant(f"tiles/{self._tile}x{self._size}/{which}", matrix.reshape(shape))
