"""A matrix product for onnxruntime's program that gives the same numbers in two thirds of the time.

Most of a network's time goes to two functions of the program (MLAS' SgemmKernel, one that sets and one that adds). They
multiply two rows by sixteen columns, two steps of the sum at a time, and so hold 18 vectors at once, while processors
with SSE or AVX have 16 registers: a third of the time went into putting them aside. Here it is one step at a time, 14
vectors, and the same sums in the same order, so that not one bit of a picture changes.
"""

from __future__ import annotations

from collections.abc import Iterator

import wasmtime

from bundler.webassembly.wat import block, locals_of, loop, number_at, op, put, step, vector_at, when

ROWS, PANEL, LANES = 2, 16, 4
"""Rows of A that are multiplied at once, columns of a panel of B, numbers in a vector."""
PARTS = range(PANEL // LANES)
KINDS = ("sets", "adds")
"""What a kernel does to C."""


def assembled() -> bytes:
    """Return a program of the two kernels, each exported by the name of its kind, and one page of memory."""
    functions = "".join(kernel(kind) for kind in KINDS)
    return bytes(wasmtime.wat2wasm(f'(module (memory (export "memory") 1) {functions})'))


def kernel(kind: str) -> str:
    """Return a kernel in WebAssembly's text format.

    It multiplies the first rows of A by all of B, and by alpha, sets them in C or adds them there, and returns how many
    rows these were, for the caller to go on behind them. B comes in panels of sixteen columns, one row of a panel
    behind the other, the last one filled up with zeros. Strides are in numbers, addresses in bytes.
    """
    sums = " ".join(f"$sum{row}{part}" for row in range(ROWS) for part in PARTS)
    return f"""
      (func (export "{kind}") (param $a i32) (param $b i32) (param $c i32) (param $depth i32) (param $rows i32)
          (param $columns i32) (param $a_stride i32) (param $c_stride i32) (param $alpha f32) (result i32)
        {locals_of("v128", f"{sums} $b0 $b1 $b2 $b3 $factor $scale")}
        {locals_of("i32", "$a0 $a1 $c0 $c1 $left")}
        {put("$scale", op("f32x4.splat", "$alpha"))}
        {when(op("i32.ge_u", "$rows", ROWS), panels(kind, ROWS), op("return", ROWS))}
        {panels(kind, 1)}
        (i32.const 1))"""


def panels(kind: str, rows: int) -> str:
    """Return the loop over the panels of B."""
    sums = [f"$sum{row}{part}" for row in range(rows) for part in PARTS]
    return block(
        "$done",
        loop(
            "$panels",
            *[put("$c0", "$c"), put("$c1", number_at("$c", "$c_stride"))][:rows],
            *[put("$a0", "$a"), put("$a1", number_at("$a", "$a_stride"))][:rows],
            *(put(each, "(v128.const i32x4 0 0 0 0)") for each in sums),
            put("$left", "$depth"),
            when("$left", summed(rows)),
            *(put(each, op("f32x4.mul", "$scale", each)) for each in sums),
            when(op("i32.lt_u", "$columns", PANEL), *last_columns(kind, rows), "(br $done)"),
            *(written(kind, row, part) for row in range(rows) for part in PARTS),
            step("$c", PANEL * 4),
            step("$columns", -PANEL),
            again="$columns",
        ),
    )


def summed(rows: int) -> str:
    """Return the loop over the columns of A and the rows of a panel, which it leaves behind."""
    steps = [put(f"$b{part}", vector_at("$b", part * 16)) for part in PARTS]
    for row in range(rows):
        steps.append(put("$factor", op("v128.load32_splat", f"$a{row}")))
        for part in PARTS:
            product = op("f32x4.mul", "$factor", f"$b{part}")
            steps.append(put(f"$sum{row}{part}", op("f32x4.add", f"$sum{row}{part}", product)))
    steps += [step(f"$a{row}", 4) for row in range(rows)]
    return loop("$steps", *steps, step("$b", PANEL * 4), step("$left", -1), again="$left")


def last_columns(kind: str, rows: int) -> Iterator[str]:
    """Yield what writes a panel that is not full: eight, four, two and one columns, where there are so many."""
    for count in (8, 4, 2, 1):
        steps = []
        for row in range(rows):
            steps += [written(kind, row, part, min(count, LANES)) for part in range(max(1, count // LANES))]
            steps.append(step(f"$c{row}", count * 4))
            if count == 8:
                steps += [put(f"$sum{row}{part}", f"$sum{row}{part + 2}") for part in range(2)]
            elif count == 4:
                steps.append(put(f"$sum{row}0", f"$sum{row}1"))
            else:
                upper_half = "i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15"
                steps.append(put(f"$sum{row}0", op(upper_half, f"$sum{row}0", f"$sum{row}0")))
        yield when(op("i32.and", "$columns", count), *steps)


def written(kind: str, row: int, part: int, lanes: int = LANES) -> str:
    """Return what writes a vector of a row's sums to C, or the first lanes of it."""
    width, rest, lane = {4: ("", "", ""), 2: ("64", "_zero", " 0"), 1: ("32", "_zero", " 0")}[lanes]
    where = f"offset={part * 16} align=1"
    value = f"$sum{row}{part}"
    if kind == "adds":
        value = op("f32x4.add", value, op(f"v128.load{width}{rest} {where}", f"$c{row}"))
    return op(f"v128.store{width}{'_lane' if lane else ''} {where}{lane}", f"$c{row}", value)
