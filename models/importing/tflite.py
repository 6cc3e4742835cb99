"""Reads a TensorFlow Lite model: its operators in the order in which they run, and its constants as float32."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from ai_edge_litert import schema_py_generated as schema
from numpy.typing import NDArray

_OPERATORS = {code: name for name, code in vars(schema.BuiltinOperator).items() if isinstance(code, int)}
_DTYPES = {
    schema.TensorType.FLOAT16: np.float16,
    schema.TensorType.FLOAT32: np.float32,
    schema.TensorType.INT32: np.int32,
}


class ImportFailed(Exception):
    """The network could not be imported; the message says why in one line."""


@dataclass(frozen=True)
class Operator:
    """One step: ``kind`` as TensorFlow Lite calls it, or a custom operator's own name; tensors by their numbers.

    ``options`` are what the step says of itself, ``raw`` those of a custom one, as bytes.
    """

    kind: str
    inputs: Sequence[int]
    output: int
    options: Mapping[str, Any]
    raw: bytes


class TFLiteModel:
    """The first graph of a model. Tensors have channels last."""

    def __init__(self, data: bytes) -> None:
        model: Any = schema.ModelT.InitFromObj(schema.Model.GetRootAs(data, 0))
        if model.buffers is None or len(model.subgraphs) != 1:
            raise ImportFailed("the model has no graph, or several")
        self._graph, self._buffers = model.subgraphs[0], model.buffers
        codes = [_kind(code) for code in model.operatorCodes]
        steps = [_operator(codes[step.opcodeIndex], step) for step in self._graph.operators]
        self._halves = {step.output: step.inputs[0] for step in steps if step.kind == "DEQUANTIZE"}
        """The float16 constants that float32 tensors are made of."""
        self.operators = [step for step in steps if step.kind != "DEQUANTIZE"]
        (self.input,), (self.output,) = self._graph.inputs, self._graph.outputs

    def shape(self, tensor: int) -> tuple[int, ...]:
        return tuple(int(size) for size in self._graph.tensors[tensor].shape)

    def constant(self, tensor: int) -> NDArray[Any]:
        """Return a constant as it is stored, float16 where it is dequantised when the model runs."""
        stored = self._graph.tensors[self._halves.get(tensor, tensor)]
        data = self._buffers[stored.buffer].data
        if data is None or stored.type not in _DTYPES:
            raise ImportFailed(f"tensor {tensor} is no constant of a known type")
        return np.frombuffer(bytes(data), _DTYPES[stored.type]).reshape(self.shape(tensor))


def _kind(code: Any) -> str:
    if code.customCode:
        return str(code.customCode.decode())
    return str(_OPERATORS[max(code.builtinCode, code.deprecatedBuiltinCode)])


def _operator(kind: str, step: Any) -> Operator:
    options = vars(step.builtinOptions) if step.builtinOptions else {}
    raw = b"" if step.customOptions is None else bytes(step.customOptions)
    (output,) = step.outputs
    return Operator(kind, [int(each) for each in step.inputs], int(output), options, raw)
