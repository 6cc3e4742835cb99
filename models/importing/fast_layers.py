"""The layers of a transformer with fewer multiplications: other nodes, the same arithmetic but for float rounding.

In WebAssembly almost all of the time goes into multiplications, and nodes that only move numbers are cheap beside them.
``tests/bench/NOTES.md`` has what each way gains, and what was tried and dropped.
"""

from __future__ import annotations

import numpy as np

from importing.pictures import LEVELS
from importing.tiled import TILE, TiledConvolution
from importing.transformer_graphs import EXPANDING, STYLED, Layers, TransformerWeights, decoder_graph, encoder_graph

# Kernels of which row sums are taken where a pixel is doubled: each of the two rows of output reads two rows.
# First the lower row of the pixel above, then the upper row of the pixel itself.
DOUBLED = np.array([[[1, 1, 0], [0, 0, 1]], [[1, 0, 0], [0, 1, 1]]], np.float32).reshape(4, 3)
ROWS_A_ROW = {EXPANDING[1]: 2, EXPANDING[2]: 4}
"""How many rows go into a layer for each row of features, where it is more than one."""

WIDE = 64
"""From so many channels on, tiles are worth their nodes where kernels have two rows."""

TALL = 9
"""From so many rows on, tiles are worth it where each channel is convolved by itself."""

FIRST_TILE = 4
"""Rows that come out at a time of the first layer. Tall tiles round worse, by what they are given as a whole; what a
smooth gradient has beside its levels is small, and the normalisations blow it up: with 8 rows it came out up to 19
levels off, with 4 it is 1."""


def transformer_graphs(network: str, weights: TransformerWeights, about: str) -> dict[str, bytes]:
    """Return encoder and decoder of the transformer of that id, as they are shipped."""
    return {
        "encoder": encoder_graph(f"{network}-encoder", weights, about, FastLayers),
        "decoder": decoder_graph(f"{network}-decoder", weights, about, FastLayers),
    }


class FastLayers(Layers):
    """Convolves tile by tile, and makes doubled pixels of the kernel instead of the picture."""

    def __init__(self, weights: TransformerWeights) -> None:
        super().__init__(weights)
        self._counted = False

    def rectified(self, x: str, layer: str, stride: int, name: str) -> str:
        if stride > 1:
            return super().rectified(x, layer, stride, name)
        return self._tiled(x, layer, name, FIRST_TILE, relu=True)

    def convolution(self, x: str, layer: str, stride: int = 1) -> str:
        low = self._weights.separable(layer) and self._weights.shape(f"{layer}/depthwise")[2] < TALL
        if stride > 1 or low:
            return super().convolution(x, layer, stride)
        return self._tiled(x, layer, layer)

    def doubled_convolution(self, x: str, layer: str) -> str:
        """Convolve with four kernels of 2x2, one for each pixel of the four that a doubled pixel makes.

        The four are those around a corner, so that they read the same 2x2 pixels: a border is cut off at the end.
        What is reflected beyond the border of a doubled picture is the pixel at the border once more.
        """
        if self._weights.separable(layer):
            return super().doubled_convolution(x, layer)
        graph, (outputs, inputs, _, _) = self.graph, self._weights.shape(layer)
        kernel, shape = self._corner_kernels(layer), (4 * outputs, inputs, 2, 2)
        mode = "edge" if self._weights.padding == "reflect" else self._weights.padding
        padded = self._padded(self._centred(x, layer), layer, 1, mode)
        corners = f"{layer}/corners"
        if inputs >= WIDE:
            one = graph.constant("rows/one", np.array([1], np.int64))
            rows = graph.add("Add", [self._rows(layer), one], f"{corners}/rows")
            x = TiledConvolution(graph, corners, 2, rows).dense(padded, kernel, shape)
        else:
            x = graph.add("Conv", [padded, kernel], corners, kernel_shape=[2, 2])
        x = graph.add("DepthToSpace", [x], f"{layer}/pixels", blocksize=2)
        ends = {"starts": [1, 1], "ends": [-1, -1], "axes": [2, 3]}
        cut = [graph.constant(f"border/{key}", np.array(value, np.int64)) for key, value in ends.items()]
        return graph.add("Slice", [x, *cut], layer)

    def _corner_kernels(self, layer: str) -> str:
        """Return the kernels [4 * out, in, 2, 2], made of those [out, in, 3, 3]; the pixel of the four comes first."""
        graph, name, (outputs, inputs, _, _) = self.graph, f"{layer}/kernel", self._weights.shape(layer)
        by_row = graph.constant("doubled/rows", DOUBLED)
        by_column = graph.constant("doubled/columns", np.ascontiguousarray(DOUBLED.T))
        x = graph.add("MatMul", [by_row, self._stored(layer)], f"{name}/rows")
        x = graph.add("MatMul", [x, by_column], f"{name}/columns")
        x = graph.reshape(x, [outputs, inputs, 2, 2, 2, 2], f"{name}/apart")
        x = graph.add("Transpose", [x], f"{name}/by_pixel", perm=[2, 4, 0, 1, 3, 5])
        return graph.reshape(x, [4 * outputs, inputs, 2, 2], name)

    def _tiled(self, x: str, layer: str, name: str, tile: int = TILE, relu: bool = False) -> str:
        separable = self._weights.separable(layer)
        shape = self._weights.shape(f"{layer}/depthwise" if separable else layer)
        centred = self._centred(x, layer)
        padded = self._padded(centred, layer, shape[2] // 2, self._weights.padding)
        convolution = TiledConvolution(self.graph, name, shape[2], self._rows(layer), tile)
        if separable:
            depthwise, pointwise = self._stored(f"{layer}/depthwise"), self._stored(f"{layer}/pointwise")
            return convolution.separable(padded, depthwise, pointwise, shape, self._weights.channels(layer))
        weights, bias = self._stored(layer), self._bias(layer)
        if bias and centred != x:
            bias = [self._with_first_pixel(bias[0], weights, layer)]
        return convolution.dense(padded, weights, shape, bias, relu)

    def _centred(self, x: str, layer: str) -> str:
        """Take the first pixel away from all, so that a flat picture is zero and no rounding tells its rows apart.

        The rows of a tile are rounded in different ways. Where nothing else varies, the normalisations would blow that
        up to stripes; and they take away what a convolution makes of one number that is the same everywhere.
        """
        if self._weights.padding != "reflect":  # beyond the border there are zeros, which are not moved
            return x
        ends = {"starts": [0, 0], "ends": [1, 1], "axes": [2, 3]}
        cut = [self.graph.constant(f"pixel/{key}", np.array(value, np.int64)) for key, value in ends.items()]
        pixel = self.graph.add("Slice", [x, *cut], f"{layer}/first_pixel")
        return self.graph.add("Sub", [x, pixel], f"{layer}/centred")

    def _with_first_pixel(self, bias: str, weights: str, layer: str) -> str:
        """Return the bias and what the convolution makes of the first pixel, where no normalisation takes it away."""
        graph, name = self.graph, f"{layer}/bias/moved"
        axes = graph.constant("kernel/axes", np.array([2, 3], np.int64))
        sums = graph.add("ReduceSum", [weights, axes], f"{name}/weights", keepdims=0)
        pixel = graph.reshape(f"{layer}/first_pixel", [-1, 1], f"{name}/pixel")
        by = graph.reshape(graph.add("MatMul", [sums, pixel], f"{name}/column"), [-1], f"{name}/by")
        return graph.add("Add", [bias, by], name)

    def _rows(self, layer: str) -> str:
        """Return how many rows go into a layer, int64 [1]; counted once, at the graph's input."""
        graph = self.graph
        if not self._counted:
            shape = graph.add("Shape", ["features" if layer in STYLED else LEVELS], "rows/shape")
            start, end = (graph.constant(f"rows/axis{n}", np.array([n], np.int64)) for n in (2, 3))
            graph.add("Slice", [shape, start, end], "rows")
            self._counted = True
        if layer not in ROWS_A_ROW:
            return "rows"
        factor = graph.constant(f"{layer}/rows/factor", np.array([ROWS_A_ROW[layer]], np.int64))
        return graph.add("Mul", ["rows", factor], f"{layer}/rows")
