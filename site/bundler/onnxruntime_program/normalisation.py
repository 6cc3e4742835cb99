"""Instance normalisation for onnxruntime's program: means and deviations of a channel by vectors.

Its own (InstanceNorm<float>::Compute) adds up number after number, each sum waiting for the one before. Here sixteen
sums are made side by side, which rounds less, too: each is of fewer numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bundler.bundle import BundleError
from bundler.webassembly.steps import Steps, with_steps
from bundler.webassembly.wat import constant, counted_off, locals_of, op, put, step, vector_at

LANES = 4
SUMS = [f"$sum{part}" for part in range(4)]
"""Vectors of four."""

BEGIN = re.compile(
    rb"\x22(?P<channel>.)\x2a\x02\x00"  # local.tee, f32.load: the first number of a channel
    rb"\x21(?P<squares>.)\x02\x40"  # local.set, and the block that makes the mean, and the sum of squares about it
    rb"(?P<here>(?:\x02\x40){3}\x20(?P<size>.)\x41\x02\x4e\x04\x40"  # which begins by asking for two numbers or more
    rb"\x41\x01\x21.\x20(?P=squares)\x21(?P<mean>.))",
    re.DOTALL,
)
"""Where onnxruntime's sums begin, with the numbers of its locals."""
TAKES = "(param i32 i32 i32)"


def with_vectors(body: bytes) -> bytes:
    """Return the body of the function with other sums. Raises ``BundleError`` where it has none of its own."""
    begin = BEGIN.search(body)
    if not begin:
        raise BundleError("This function does not normalise channels.")
    names = {begin[name][0]: f"${name}" for name in ("channel", "squares", "size", "mean")}
    return with_steps(body, steps(names), {}, begin.start("here"))


def steps(names: Mapping[int, str]) -> Steps:
    """Return the steps at the begin of the block, which leave it. Names of the function's locals are by number."""
    own = (
        locals_of("v128", " ".join(SUMS) + " $middle $differences"),
        locals_of("i32", "$at $left"),
        locals_of("f32", "$difference"),
    )
    number = op("f32.load", "$at")
    text = (
        *summed("$mean", _numbers, number),
        put("$mean", op("f32.div", "$mean", op("f32.convert_i32_s", "$size"))),
        put("$middle", op("f32x4.splat", "$mean")),
        *summed("$squares", _squares, _square("f32", "$difference", op("f32.sub", number, "$mean"))),
        "(br 0)",
    )
    return Steps(TAKES, " ".join(own), " ".join(text), names)


def summed(total: str, vector: Callable[[int], str], number: str) -> list[str]:
    """Return what adds up all numbers of a channel, or what is made of each."""
    lanes = [op(f"f32x4.extract_lane {lane}", "$sum0") for lane in range(LANES)]
    return [
        *(put(each, constant("f32x4", 0)) for each in SUMS),
        put("$at", "$channel"),
        put("$left", "$size"),
        counted_off(
            "$left",
            LANES * len(SUMS),
            *(put(each, op("f32x4.add", each, vector(part * LANES * 4))) for part, each in enumerate(SUMS)),
            step("$at", LANES * len(SUMS) * 4),
        ),
        put("$sum0", op("f32x4.add", op("f32x4.add", *SUMS[:2]), op("f32x4.add", *SUMS[2:]))),
        put(total, op("f32.add", op("f32.add", *lanes[:2]), op("f32.add", *lanes[2:]))),
        counted_off("$left", 1, put(total, op("f32.add", total, number)), step("$at", 4)),
    ]


def _numbers(offset: int) -> str:
    return vector_at("$at", offset)


def _squares(offset: int) -> str:
    return _square("f32x4", "$differences", op("f32x4.sub", _numbers(offset), "$middle"))


def _square(kind: str, name: str, value: str) -> str:
    return op(f"{kind}.mul", op(f"local.tee {name}", value), name)
