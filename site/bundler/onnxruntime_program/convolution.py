"""What onnxruntime's program hands to its convolution (MLAS), as quicker ones see it."""

from __future__ import annotations

from bundler.webassembly.wat import Operand, op

FIELDS = {
    "activation": 0,
    "dimensions": 4,
    "input_channels": 16,
    "height": 24,
    "width": 28,
    "kernel_height": 36,
    "kernel_width": 40,
    "dilation_down": 48,
    "dilation_across": 52,
    "padding_above": 60,
    "padding_before": 64,
    "stride_down": 84,
    "stride_across": 88,
    "filters": 96,
    "output_height": 100,
    "output_width": 104,
    "input_size": 112,
    "output_size": 116,
    "products": 120,
    "beta": 124,
    "way": 128,
    "transposed": 152,
    "columns_at_once": 152,
}
"""Where the fields of MLAS_CONV_PARAMETERS stand, in bytes; the last one's meaning depends on the way."""
AS_MATRICES, BY_COLUMNS = 0, 2
"""Ways: the picture is one matrix of a product; some columns of the output at a time."""
AS_IT_IS = 111
"""A matrix that is not transposed, in the terms of BLAS."""

RELU, CLIP = 1, 5
"""What may follow a convolution: the first field of MLAS_ACTIVATION."""
LEAST, MOST = 4, 8
"""Where its limits stand."""

CONVOLVE = (
    "(param $parameters i32) (param $picture i32) (param $kernel i32) (param $bias i32) (param $buffer i32) "
    "(param $output i32) (param $threads i32)"
)
"""What MlasConv takes."""
CONVOLVE_PART = (
    "(param $parameters i32) (param $picture i32) (param $kernel i32) (param $bias i32) (param $buffer i32) "
    "(param $output i32) (param $begin i32) (param $count i32)"
)
"""What MlasConvOperation takes: it makes so many numbers of the output of one group, for each of its filters."""
ACTIVATE = (
    "(param $activation i32) (param $output i32) (param $bias i32) (param $rows i32) (param $columns i32) "
    "(param $row i32)"
)
"""What MlasActivation takes; the last one is how many numbers it is from row to row."""
MULTIPLY = "(param i32 i32 i32 i32 i32 f32 i32 i32 i32 i32 f32 i32 i32)"
"""What MlasSgemmOperation takes: what sgemm of BLAS does."""


def field(name: str) -> Operand:
    """Return the value of a field."""
    return op(f"i32.load offset={FIELDS[name]}", "$parameters")


def equal(**values: int) -> list[Operand]:
    """Return for each of these fields whether it has this value."""
    return [op("i32.eq", field(name), value) for name, value in values.items()]


def beta_is_zero() -> Operand:
    """Return whether the output is set, not added to."""
    return op("f32.eq", op(f"f32.load offset={FIELDS['beta']}", "$parameters"), "(f32.const 0)")
