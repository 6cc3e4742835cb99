"""Writes an ONNX graph node by node, with int8 weights, the same bytes every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, TypeProto, checker, helper, numpy_helper

# The oldest pair that has Pad, Clip and Split with tensor inputs; every onnxruntime of interest reads it.
OPSET = 13
IR_VERSION = 7

Shape = Sequence[int | str]


class Value(NamedTuple):
    """An input or output of a graph; free dimensions are given by name."""

    shape: Shape
    dtype: Literal["uint8", "float32"] = "float32"


@dataclass(frozen=True)
class QuantisedWeights:
    """Weights as ``values * scale``: int8 of shape [channels, ...], one float32 scale an output channel [channels]."""

    values: NDArray[np.int8]
    scale: NDArray[np.float32]

    def dequantised(self) -> NDArray[np.float32]:
        """Return the weights as float32, the very numbers that a graph computes when it is loaded."""
        return self.values.astype(np.float32) * self.scale.reshape(-1, *[1] * (self.values.ndim - 1))


class GraphWriter:
    """Collects nodes and constants. Every method returns the name of the tensor it made, which is also its node's."""

    def __init__(self) -> None:
        self._nodes: list[NodeProto] = []
        self._constants: dict[str, TensorProto] = {}

    def add(self, operator: str, inputs: Sequence[str], name: str, **attributes: Any) -> str:
        """Append a node with one output, called ``name`` like the node itself."""
        return self.add_split(operator, inputs, name, [name], **attributes)[0]

    def add_split(
        self, operator: str, inputs: Sequence[str], name: str, outputs: Sequence[str], **attributes: Any
    ) -> Sequence[str]:
        """Append a node with several outputs."""
        self._nodes.append(helper.make_node(operator, inputs, outputs, name=name, **attributes))
        return outputs

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """Store an array under ``name``; the same name twice means the same array."""
        self._constants.setdefault(name, numpy_helper.from_array(value, name))
        return name

    def weights(self, name: str, weights: QuantisedWeights) -> str:
        """Store weights as int8 and return the name of the float32 tensor that is made of them.

        Cast and Mul give the very numbers of DequantizeLinear, but onnxruntime computes them once, when it loads the
        graph; it leaves DequantizeLinear in the graph in case a quantised kernel wants it, and runs it every time.
        """
        values = self.constant(f"{name}/int8", weights.values)
        scale = self.constant(f"{name}/scale", weights.scale.reshape(-1, *[1] * (weights.values.ndim - 1)))
        return self.add("Mul", [self.add("Cast", [values], f"{name}/cast", to=TensorProto.FLOAT), scale], name)

    def reshape(self, x: str, shape: Sequence[int], name: str) -> str:
        """Append a node that gives ``x`` another shape; 0 stands for the dimension as it is, -1 for what is left."""
        label = "x".join(map(str, shape))
        return self.add("Reshape", [x, self.constant(f"shape/{label}", np.array(shape, np.int64))], name)

    def model(self, name: str, inputs: Mapping[str, Value], outputs: Mapping[str, Value], about: str) -> bytes:
        """Serialise the graph. ``about`` becomes its documentation."""
        graph = helper.make_graph(
            self._nodes,
            name,
            [_value_info(*item) for item in inputs.items()],
            [_value_info(*item) for item in outputs.items()],
            [self._constants[key] for key in sorted(self._constants)],
            doc_string=about,
        )
        model: ModelProto = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name="impasto"
        )
        checker.check_model(model, full_check=True)
        data: bytes = model.SerializeToString(deterministic=True)
        return data


def _value_info(name: str, value: Value) -> Any:
    kind = {"uint8": TensorProto.UINT8, "float32": TensorProto.FLOAT}[value.dtype]
    tensor: TypeProto = helper.make_tensor_type_proto(kind, value.shape)
    return helper.make_value_info(name, tensor)
