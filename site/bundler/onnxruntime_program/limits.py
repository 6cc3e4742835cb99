"""Bias and limits for onnxruntime's program, each in one instruction of the processor.

Its own (MLAS' MlasActivation) takes the instructions of WebAssembly that tell a zero with a sign from one without, for
which processors need five and more.
"""

from __future__ import annotations

from bundler.onnxruntime_program.convolution import ACTIVATE, CLIP, LEAST, MOST, RELU
from bundler.webassembly.steps import Steps
from bundler.webassembly.wat import (
    Operand,
    both,
    constant,
    counted_off,
    locals_of,
    loop,
    op,
    put,
    step,
    vector_at,
    when,
)

LANES = 4
LIMITS = locals_of("v128", "$shift $least $most")


def steps() -> Steps:
    """Return the steps before those of MlasActivation."""
    taken = both(has_limits("$activation"), op("i32.ne", "$bias", 0), op("i32.ne", "$rows", 0))
    return Steps(
        ACTIVATE, LIMITS + locals_of("i32", "$at $left"), when(taken, *limits("$activation"), rows(), "(return)")
    )


def has_limits(activation: Operand) -> str:
    """Return whether what follows a convolution is no more than limits: ReLU, or Clip."""
    kind = op("i32.load", activation)
    return op("i32.or", op("i32.eq", kind, RELU), op("i32.eq", kind, CLIP))


def limits(activation: Operand) -> list[str]:
    """Return what reads limits, and the bias of what comes first."""
    return [
        when("$bias", put("$shift", op("v128.load32_splat", "$bias"))),
        put("$least", constant("f32x4", 0)),
        put("$most", constant("f32x4", "inf")),
        when(
            op("i32.eq", op("i32.load", activation), CLIP),
            put("$least", op(f"v128.load32_splat offset={LEAST}", activation)),
            put("$most", op(f"v128.load32_splat offset={MOST}", activation)),
        ),
    ]


def limited(numbers: str) -> str:
    """Return numbers with bias, within limits."""
    return op("f32x4.pmin", op("f32x4.pmax", op("f32x4.add", numbers, "$shift"), "$least"), "$most")


def rows() -> str:
    """Return the loop over rows, each of which has its bias."""
    return loop(
        "$each",
        put("$shift", op("v128.load32_splat", "$bias")),
        put("$at", "$output"),
        put("$left", "$columns"),
        counted_off("$left", LANES, op("v128.store align=1", "$at", limited(vector_at("$at"))), step("$at", 4 * LANES)),
        counted_off(
            "$left", 1, op("v128.store32_lane 0", "$at", limited(op("v128.load32_zero", "$at"))), step("$at", 4)
        ),
        step("$output", op("i32.shl", "$row", 2)),
        step("$bias", 4),
        step("$rows", -1),
        again="$rows",
    )
