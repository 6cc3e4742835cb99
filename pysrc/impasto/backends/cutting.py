"""Parts of a transformer's decoder cut out of its file, as ``networks.parts`` describes them.

The tensors of the files bear the names of the layers (``models/importing/transformer_graphs.py`` gives them):
``<layer>`` is what was convolved, ``<layer>/styled`` the same normalised, ``<layer>/first_pixel`` what is taken away
from all pixels that a layer is given, and ``rows`` how many rows of features there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from impasto.backends import onnxfile
from impasto.backends.onnxfile import Array, Node, OnnxGraph, Value
from impasto.networks.catalogue import Graph, TensorSpec
from impasto.networks.parts import (
    GROWTH,
    HELD,
    MEASURED,
    PICTURE,
    ROWS_A_ROW,
    STYLE,
    STYLED,
    Norm,
    held_norm,
    norm,
    pixel,
    shares,
)

IR_VERSION = 7
X = "x"


def cut(data: bytes, part: Graph) -> bytes:
    """Return the ONNX file of a part, made of the file of the whole decoder.

    Raises:
        ValueError: a tensor that the part is made of is not there.
    """
    whole = onnxfile.read(data)
    cutting = _Cutting(_held(whole) if part.layers == (HELD,) else whole)
    if part.layers == (HELD,):
        cutting.take([PICTURE], {})
    elif part.layers == (MEASURED,):
        cutting.take([PICTURE, *(f"{layer}/{name}" for layer in STYLED for name in ("gamma", "beta"))], {})
        for layer in STYLED:
            cutting.find(layer)
    elif part.layers == (STYLE,):
        cutting.take([spec.name for spec in part.outputs], {})
    elif part.layers == (PICTURE,):
        cutting.take([PICTURE], {f"{STYLED[-1]}/styled": cutting.normalised(X, norm(PICTURE))})
    else:
        _cut_layers(cutting, part)
    return cutting.written(part)


def _held(whole: OnnxGraph) -> OnnxGraph:
    """Return a decoder whose normalisations are given, as scales and offsets, in the place of those that look."""
    nodes: list[Node] = []
    for node in whole.nodes:
        if node.operator != "InstanceNormalization":
            nodes.append(node)
            continue
        layer, (styled,) = node.inputs[0], node.outputs
        names, scaled = held_norm(layer), f"{layer}/scaled"
        nodes += [Node("Mul", [layer, names.scale], [scaled]), Node("Add", [scaled, names.offset], [styled])]
    return replace(whole, nodes=nodes)


def _cut_layers(cutting: _Cutting, part: Graph) -> None:
    given, x = {spec.name for spec in part.inputs}, X
    for layer in part.layers:
        names = norm(layer)
        if names.scale in given:
            x = cutting.add("Relu", [cutting.normalised(x, names)], f"{layer}/given")
        replaced = {cutting.source(layer): x, f"{layer}/first_pixel": pixel(layer)}
        cutting.scale_rows(layer, ROWS_A_ROW.get(part.layers[0], 1))
        cutting.take([layer], replaced)
        x = layer
    cutting.measure(x)


class _Cutting:
    """Collects the nodes of a part; every method returns the name of the tensor that it made."""

    def __init__(self, whole: OnnxGraph) -> None:
        self._whole = whole
        self._constants = dict(whole.constants)
        self._makers = {name: node for node in whole.nodes for name in node.outputs}
        self._nodes: list[Node] = []
        self._made: set[str] = set()

    def source(self, layer: str) -> str:
        """Return the name of what a layer is given in the whole graph: what becomes of the layer before it."""
        if layer == STYLED[0]:
            return self._whole.inputs[0].name
        before = f"{STYLED[STYLED.index(layer) - 1]}/styled"
        for node in self._whole.nodes:
            if before in node.inputs:
                return node.outputs[0]
        raise ValueError(f"nothing reads {before}")

    def scale_rows(self, layer: str, by: int) -> None:
        """Let the rows of a layer be counted from what the part is given, which has ``by`` rows a row of features."""
        name = f"{layer}/rows/factor"
        if name in self._constants:
            self._constants[name] = self._constants[name] // by

    def take(self, outputs: Iterable[str], replaced: Mapping[str, str]) -> None:
        """Take the nodes that make ``outputs`` out of the whole graph, with other tensors in the place of some."""
        replaced = {**replaced, self._whole.inputs[0].name: X} if replaced else replaced
        wanted, needed = list(outputs), set[str]()
        while wanted:
            name = wanted.pop()
            if name in self._makers and name not in needed and name not in replaced:
                needed |= {name, *self._makers[name].outputs}
                wanted += self._makers[name].inputs
        for node in self._whole.nodes:
            if node.outputs[0] in needed and node.outputs[0] not in self._made:
                inputs = [replaced.get(name, name) for name in node.inputs]
                self._nodes.append(Node(node.operator, inputs, node.outputs, node.attributes))
                self._made |= set(node.outputs)

    def normalised(self, x: str, names: Norm) -> str:
        return self.add("Add", [self.add("Mul", [x, names.scale], f"{x}/scaled"), names.offset], f"{x}/normalised")

    def measure(self, layer: str) -> None:
        """Call what a layer has convolved ``raw``; add its first pixel, and mean and variance by the shares."""
        raw = "raw"
        for node in self._nodes:
            node.outputs = [raw if name == layer else name for name in node.outputs]
        ends = {"starts": [0, 0], "ends": [1, 1], "axes": [2, 3]}
        cut = [self._constant(f"first/{key}", np.array(value, np.int64)) for key, value in ends.items()]
        self.add("Slice", [raw, *cut], "first")
        self._find(raw, "", ("rows/share", "columns/share"))

    def find(self, layer: str) -> None:
        """Add mean and variance of what a layer has convolved, called by its name."""
        self._find(layer, f"{layer}/", shares(GROWTH.get(layer, 1)))

    def _find(self, x: str, prefix: str, counted: tuple[str, str]) -> None:
        centred = self.add("Sub", [x, self._mean(x, f"{prefix}mean", counted)], f"{prefix}apart")
        self._mean(self.add("Mul", [centred, centred], f"{prefix}squares"), f"{prefix}variance", counted)

    def _mean(self, x: str, name: str, counted: tuple[str, str]) -> str:
        rows, columns = counted
        by_row = self.add("MatMul", [x, columns], f"{name}/rows")
        return self.add("MatMul", [rows, by_row], name)

    def add(self, operator: str, inputs: list[str], output: str) -> str:
        self._nodes.append(Node(operator, inputs, [output]))
        return output

    def _constant(self, name: str, value: Array) -> str:
        self._constants[name] = value
        return name

    def written(self, part: Graph) -> bytes:
        outputs = {spec.name for spec in part.outputs}
        nodes: list[Node] = []
        used = set(outputs)
        for node in reversed(self._nodes):
            if used & set(node.outputs):
                nodes.insert(0, node)
                used |= set(node.inputs)
        constants = {name: array for name, array in self._constants.items() if name in used}
        given = {spec.name for spec in part.inputs}
        made = {name for node in nodes for name in node.outputs}
        missing = used - given - made - constants.keys() - {""}
        if missing:
            raise ValueError(f"{', '.join(sorted(missing))} is not in {part.file}")
        graph = OnnxGraph(
            name=" ".join(part.layers),
            opset=self._whole.opset,
            nodes=nodes,
            constants=constants,
            inputs=[_value(spec) for spec in part.inputs],
            outputs=[_value(spec) for spec in part.outputs],
        )
        return onnxfile.write(graph, IR_VERSION)


def _value(spec: TensorSpec) -> Value:
    return Value(spec.name, np.dtype(spec.dtype), spec.shape)
