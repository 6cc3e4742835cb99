"""Multiply-adds of a layer and of a network, from the shapes that onnxruntime saw."""

from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import Any, NamedTuple

Shape = Sequence[int]

CONVOLUTIONS = {"Conv", "FusedConv"}
PRODUCTS = {"MatMul", "Gemm", "FusedMatMul", "FusedGemm"}


class Layer(NamedTuple):
    """One node of a run: what it is called, its operator, its multiply-adds, and how long it took."""

    name: str
    operator: str
    macs: int
    seconds: float


def macs(operator: str, inputs: Sequence[Shape], output: Shape) -> int:
    """Return the multiply-adds of one node; 0 for operators that are no products.

    A convolution takes, for every number of its output, as many as its filter [out, in / groups, height, width] has
    numbers for one output channel; a transposed one, for every number of its input, as many as its filter
    [in, out / groups, height, width] has for one input channel; a matrix product the length of the left side's rows
    (the right side is missing from profiles once it is packed, and none of the graphs turns its left side over).
    """
    if operator in CONVOLUTIONS:
        return prod(output) * prod(inputs[1][1:])
    if operator == "ConvTranspose":
        return prod(inputs[0]) * prod(inputs[1][1:])
    if operator in PRODUCTS:
        return prod(output) * inputs[0][-1]
    return 0


def layers(events: Iterable[Mapping[str, Any]]) -> list[Layer]:
    """Return the nodes of one of onnxruntime's profiles in the order in which they first ran.

    Of several passes the shortest time counts: a layer's share of the peak is what it can do undisturbed.
    """
    found: dict[str, Layer] = {}
    for event in events:
        if event.get("cat") != "Node" or not event["name"].endswith("_kernel_time"):
            continue
        name, about = event["name"].removesuffix("_kernel_time"), event["args"]
        inputs, outputs = (_shapes(about[key]) for key in ("input_type_shape", "output_type_shape"))
        count = macs(about["op_name"], inputs, outputs[0]) if outputs else 0
        layer = Layer(name, about["op_name"], count, event["dur"] / 1e6)
        before = found.get(name)
        found[name] = layer if before is None or layer.seconds < before.seconds else before
    return list(found.values())


def _shapes(described: Sequence[Mapping[str, Shape]]) -> list[Shape]:
    return [shape for each in described for shape in each.values()]
