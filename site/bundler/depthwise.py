"""Depthwise convolutions for onnxruntime's program that read the picture where it is.

Its own (MLAS' MlasConvOperation) copies the picture once for each weight of a kernel, nine times for 3x3, and
multiplies a matrix of one row by that: such a layer is bound by memory. Here every sum is made from where the picture
is, of the same products in the same order. Where a plane is no multiple of four numbers long, onnxruntime adds its last
three up in another order, so there the last bit may differ.

What is made here are steps before those of the function, which does what is no such convolution.
"""

from __future__ import annotations

from collections.abc import Iterable

import wasmtime

from bundler.wat import Operand, add, block, both, locals_of, loop, mul, number_at, op, put, smaller, step, sub, when

LANES, WIDE = 4, 4
"""Numbers in a vector, vectors that are summed at once where a row is long enough."""
MOST_PRODUCTS = 128
"""Products in a sum. Of larger kernels onnxruntime adds up parts, which are rounded in another way."""
EVEN_NUMBERS = "i8x16.shuffle 0 1 2 3 8 9 10 11 20 21 22 23 28 29 30 31"
"""The first, third, fifth and seventh of seven numbers, of which one vector holds the first four, one the last four."""

FIELDS = {
    "dimensions": 4,
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
    "output_width": 104,
    "output_size": 116,
    "products": 120,
    "beta": 124,
}
"""Where the fields of MLAS_CONV_PARAMETERS stand, in bytes."""


def assembled(kinds: Iterable[str], activation: int) -> bytes:
    """Return a program of the steps alone, in a function with locals of these kinds before its own.

    The activation is imported behind so many others that its number is what it is in the program of onnxruntime.
    """
    others = '(import "" "" (func))' * activation
    activate = '(import "" "" (func $activate (param i32 i32 i32 i32 i32 i32)))'
    return bytes(wasmtime.wat2wasm(f"(module {others} {activate} (memory 1) {function(kinds)})"))


def function(kinds: Iterable[str]) -> str:
    """Return the steps as a function in WebAssembly's text format; bias and picture are those of this one group."""
    taken = both(
        op("i32.eq", _field("dimensions"), 2),
        op("i32.eq", _field("filters"), 1),
        op("i32.eq", _field("products"), mul(_field("kernel_height"), _field("kernel_width"))),  # of one channel
        op("i32.le_u", _field("products"), MOST_PRODUCTS),
        op("i32.eq", _field("dilation_down"), 1),
        op("i32.eq", _field("dilation_across"), 1),
        op("i32.le_u", _field("stride_across"), 2),
        op("f32.eq", op(f"f32.load offset={FIELDS['beta']}", "$parameters"), "(f32.const 0)"),
    )
    return f"""
      (func (param $parameters i32) (param $picture i32) (param $kernel i32) (param $bias i32) (param $buffer i32)
          (param $output i32) (param $begin i32) (param $count i32)
        (local {" ".join(kinds)})
        {locals_of("i32", "$width $height $kernel_width $kernel_height $padding $stride $output_width $all_inside")}
        {locals_of("i32", "$y $x $from $end $inside $row $above $down $across $weight $line $at $below $nine")}
        {locals_of("v128", " ".join(f"$weight{weight}" for weight in range(9)))}
        {locals_of("v128", "$sum0 $sum1 $sum2 $sum3 $factor")} (local $sum f32)
        {when(taken, *rows(), "(return)")})"""


def rows() -> list[str]:
    """Return the loop over rows of the output, the first and last one of which may be wanted in part."""
    read = {
        "$width": "width",
        "$height": "height",
        "$kernel_width": "kernel_width",
        "$kernel_height": "kernel_height",
        "$stride": "stride_across",
        "$padding": "padding_before",
        "$output_width": "output_width",
    }
    activated = ("$bias", 1, sub("$end", "$from"), _field("output_size"))
    three_by_three = (op("i32.eq", "$kernel_width", 3), op("i32.eq", "$kernel_height", 3))
    right_most = sub(add("$width", "$padding"), "$kernel_width")
    return [
        *(put(local, _field(name)) for local, name in read.items()),
        put("$all_inside", add(op("i32.div_s", right_most, "$stride"), 1)),
        when(op("i32.lt_s", right_most, 0), put("$all_inside", 0)),
        put("$nine", both(*three_by_three, op("i32.ge_u", "$height", 3))),
        when(
            "$nine",
            *(put(f"$weight{each}", op(f"v128.load32_splat offset={each * 4}", "$kernel")) for each in range(9)),
        ),
        put("$y", op("i32.div_u", "$begin", "$output_width")),
        put("$x", op("i32.rem_u", "$begin", "$output_width")),
        put("$row", number_at("$output", sub("$begin", "$x"))),
        loop(
            "$rows",
            put("$from", "$x"),
            put("$end", smaller(add("$x", "$count"), "$output_width")),
            step("$count", sub("$x", "$end")),
            put("$inside", smaller("$all_inside", "$end")),
            put("$above", sub(mul("$y", _field("stride_down")), _field("padding_above"))),
            loop("$columns", columns(), again=op("i32.lt_u", "$x", "$end")),
            op("call $activate", op("i32.load", "$parameters"), number_at("$row", "$from"), *activated),
            put("$row", number_at("$row", "$output_width")),
            step("$y", 1),
            put("$x", 0),
            again="$count",
        ),
    ]


def columns() -> str:
    """Return what makes the next numbers of a row: sixteen, four or one.

    Many are made where the whole kernel lies within the width of the picture. Where less than four are left there, some
    are made once more.
    """
    left = sub("$inside", "$x")
    last_four = sub("$inside", LANES)
    within = op("i32.ge_s", mul("$x", "$stride"), "$padding")
    repeatable = both(op("i32.ge_s", last_four, "$from"), op("i32.ge_s", mul(last_four, "$stride"), "$padding"))
    few = both(op("i32.gt_s", left, 0), op("i32.lt_s", left, LANES))
    one = op("i32.eq", "$stride", 1)
    nine = both(one, "$nine", op("i32.lt_u", "$above", sub("$height", 2)))
    return block(
        "$made",
        when(
            within,
            when(both(nine, op("i32.ge_s", left, LANES)), *nines(), "(br $made)"),
            when(both(one, op("i32.ge_s", left, LANES * WIDE)), *vectors(WIDE, 1), "(br $made)"),
            when(both(few, repeatable), put("$x", last_four)),
            when(
                op("i32.ge_s", left, LANES),
                when(one, *vectors(1, 1), otherwise=" ".join(vectors(1, 2))),
                "(br $made)",
            ),
        ),
        *single(),
    )


def nines() -> list[str]:
    """Return what makes numbers of a row, four at a time, by a kernel of 3x3 all of which lies within the picture.

    Its weights are kept where they are quickest to reach, and every vector is a sum of nine products.
    """
    lines = ("$line", "$at", "$below")
    total = ""
    for weight in range(9):
        numbers = op(f"v128.load offset={weight % 3 * 4} align=1", lines[weight // 3])
        product = op("f32x4.mul", f"$weight{weight}", numbers)
        total = op("f32x4.add", total, product) if total else product
    return [
        put("$line", number_at("$picture", _first())),
        put("$at", number_at("$line", "$width")),
        put("$below", number_at("$at", "$width")),
        loop(
            "$fours",
            op("v128.store align=1", number_at("$row", "$x"), total),
            *(step(line, 16) for line in lines),
            step("$x", LANES),
            again=op("i32.ge_s", sub("$inside", "$x"), LANES),
        ),
    ]


def vectors(count: int, stride: int) -> list[str]:
    """Return what makes the next numbers of a row, four for each vector."""
    sums = [f"$sum{part}" for part in range(count)]
    products = [put("$factor", op("v128.load32_splat", "$weight"))]
    for part, each in enumerate(sums):
        numbers = op(f"v128.load offset={part * 16} align=1", "$at")
        if stride == 2:
            numbers = op(EVEN_NUMBERS, numbers, op("v128.load offset=12 align=1", "$at"))
        products.append(put(each, op("f32x4.add", each, op("f32x4.mul", "$factor", numbers))))
    return [
        *(put(each, "(v128.const i32x4 0 0 0 0)") for each in sums),
        summed(*products),
        *(
            op(f"v128.store offset={part * 16} align=1", number_at("$row", "$x"), each)
            for part, each in enumerate(sums)
        ),
        step("$x", LANES * count),
    ]


def single() -> list[str]:
    """Return what makes the next number of a row, without what the kernel has beside the picture."""
    column = add(sub(mul("$x", "$stride"), "$padding"), sub("$kernel_width", "$across"))
    product = op("f32.mul", op("f32.load", "$weight"), op("f32.load", "$at"))
    return [
        put("$sum", "(f32.const 0)"),
        summed(when(op("i32.lt_u", column, "$width"), put("$sum", op("f32.add", "$sum", product)))),
        op("f32.store", number_at("$row", "$x"), "$sum"),
        step("$x", 1),
    ]


def summed(*products: str) -> str:
    """Return the loop over the weights of the kernel, but for lines of it that are above or below the picture."""
    weights = loop("$weights", *products, step("$weight", 4), step("$at", 4), step("$across", -1), again="$across")
    line = when(
        op("i32.lt_u", add("$above", "$down"), "$height"),
        put("$at", "$line"),
        put("$across", "$kernel_width"),
        weights,
        otherwise=put("$weight", number_at("$weight", "$kernel_width")),
    )
    next_line = (put("$line", number_at("$line", "$width")), step("$down", 1))
    return " ".join(
        (
            put("$weight", "$kernel"),
            put("$line", number_at("$picture", _first())),
            put("$down", 0),
            loop("$lines", line, *next_line, again=op("i32.lt_u", "$down", "$kernel_height")),
        )
    )


def _first() -> str:
    """Return the index of the first number of the picture that the kernel meets."""
    return add(mul("$above", "$width"), sub(mul("$x", "$stride"), "$padding"))


def _field(name: str) -> Operand:
    return op(f"i32.load offset={FIELDS[name]}", "$parameters")
