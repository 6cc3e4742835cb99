"""Depthwise convolutions of 3x3 and 1x9 for onnxruntime's program, a whole channel at a time.

Its own (MLAS' MlasConvOperation) copies the picture nine times, once for each weight, and multiplies a matrix of one
row by that: such a layer is bound by memory. Here every number is summed from where the picture is, of the same
products in the same order, and gets bias and limits before it is written. Where the kernel goes beyond the picture,
three rows at a time are copied to where they have zeros before and behind, so that all numbers are made alike; for
strides of two, even and odd ones of a row then lie apart.

Where a channel is no multiple of four numbers long, onnxruntime adds its last three up in another order, so there the
last bit may differ.
"""

from __future__ import annotations

from bundler.onnxruntime_program.convolution import CONVOLVE_PART, beta_is_zero, equal, field
from bundler.onnxruntime_program.limits import LIMITS, has_limits, limited, limits
from bundler.webassembly.steps import Steps
from bundler.webassembly.wat import (
    Operand,
    add,
    block,
    both,
    constant,
    counted_off,
    larger,
    locals_of,
    loop,
    mul,
    number_at,
    op,
    put,
    smaller,
    step,
    sub,
    vector_at,
    when,
)

LANES, SIZE = 4, 3
"""Numbers in a vector; weights of the kernel down and across."""
ROOM = 65536
"""Bytes of the buffer that a thread has."""
LINES = SIZE + 1
"""Rows in the buffer: those of the picture, and one of zeros for what is above and below it."""
EVEN = "i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27"
ODD = "i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31"
"""Every second of the eight numbers of two vectors."""
ROWS = ("$above", "$across", "$below")
"""Where the three rows stand that the kernel meets, or three numbers each of the one row."""
WEIGHTS = [f"$weight{weight}" for weight in range(SIZE * SIZE)]


def steps() -> Steps:
    """Return the steps before those of MlasConvOperation, for one group."""
    declared = (
        locals_of(
            "i32", "$width $height $output_width $output_height $stride $padding $pitch $half $last $inside $apart"
        ),
        locals_of("i32", "$y $x $top $next $end $from $to $odd_to $left $row"),
        locals_of("i32", " ".join(ROWS)),
        locals_of("v128", " ".join(WEIGHTS)),
        LIMITS,
    )
    fits = op("i32.le_u", mul("$pitch", LINES * 4), ROOM)
    padded = both(fits, op("i32.eq", field("kernel_width"), SIZE))
    made = when(op("i32.or", "$inside", padded), *channel(), "(return)")
    return Steps(CONVOLVE_PART, " ".join(declared), when(_taken(), *sizes(), made))


def sizes() -> list[str]:
    """Return what reads the shape; rows in the buffer are `pitch` numbers long, a multiple of eight."""
    read = {
        "$width": "width",
        "$height": "height",
        "$stride": "stride_across",
        "$padding": "padding_before",
        "$output_width": "output_width",
        "$output_height": "output_height",
    }
    met = add(mul(sub("$output_width", 1), "$stride"), field("kernel_width"))
    last_line = add(mul(sub("$output_height", 1), field("stride_down")), sub(field("kernel_height"), 1))
    inside = both(
        op("i32.eq", "$stride", 1),
        op("i32.eqz", field("padding_above")),
        op("i32.le_u", met, "$width"),  # with a stride of one there is no padding then
        op("i32.lt_u", last_line, "$height"),
    )
    return [
        *(put(local, field(name)) for local, name in read.items()),
        put("$pitch", op("i32.and", add(larger(met, add("$width", "$padding")), 7), -8)),
        put("$half", op("i32.shl", "$pitch", 1)),
        put("$last", op("i32.shl", sub("$output_width", LANES), 2)),
        put("$inside", inside),
        put("$apart", op("select", op("i32.shl", "$width", 2), SIZE * 4, op("i32.eq", field("kernel_width"), SIZE))),
    ]


def channel() -> list[str]:
    """Return what makes all rows of the output."""
    met = [add("$top", down) for down in range(SIZE)]
    first, *others = ROWS
    in_picture = [put(first, number_at("$picture", mul("$top", "$width")))]
    in_picture += [put(row, add(before, "$apart")) for before, row in zip(ROWS, others, strict=False)]
    in_buffer = [put(row, _in_buffer(index)) for row, index in zip(ROWS, met, strict=True)]
    whole_channel = ("$output", "$bias", 1, "$count", "$count")
    return [
        *(put(each, op(f"v128.load32_splat offset={at * 4}", "$kernel")) for at, each in enumerate(WEIGHTS)),
        put("$shift", constant("f32x4", 0)),
        put("$least", constant("f32x4", "-inf")),
        put("$most", constant("f32x4", "inf")),
        when(has_limits(field("activation")), *limits(field("activation"))),
        when(op("i32.eqz", "$inside"), *zeros()),
        put("$from", "$picture"),
        put("$row", "$output"),
        put("$top", sub(0, field("padding_above"))),
        put("$y", "$output_height"),
        loop(
            "$rows",
            when("$inside", *in_picture, otherwise=" ".join((copies(), *in_buffer))),
            when(op("i32.eq", "$stride", 1), fours(1), otherwise=fours(2)),
            put("$row", number_at("$row", "$output_width")),
            step("$top", field("stride_down")),
            step("$y", -1),
            again="$y",
        ),
        when(op("i32.eqz", has_limits(field("activation"))), op("call $activate", field("activation"), *whole_channel)),
    ]


def zeros() -> list[str]:
    """Return what fills the buffer with zeros."""
    store = op("v128.store align=1", "$to", constant("f32x4", 0))
    return [
        put("$to", "$buffer"),
        put("$end", add("$buffer", mul("$pitch", LINES * 4))),
        loop("$zeros", store, step("$to", 16), again=op("i32.lt_u", "$to", "$end")),
    ]


def copies() -> str:
    """Return what copies rows of the picture to the buffer, up to the last one that is met next."""
    wanted = smaller(add("$top", SIZE), "$height")
    return block(
        "$copied",
        loop(
            "$copying",
            op("br_if $copied", op("i32.ge_s", "$next", wanted)),
            put("$to", _place("$next")),
            put("$left", "$width"),
            when(op("i32.eq", "$stride", 1), *whole(), otherwise=" ".join(parted())),
            step("$next", 1),
            again=1,
        ),
    )


def whole() -> list[str]:
    """Return what copies a row as it is."""
    return [
        put("$to", number_at("$to", "$padding")),
        counted_off(
            "$left", LANES, op("v128.store align=1", "$to", vector_at("$from")), step("$from", 16), step("$to", 16)
        ),
        counted_off("$left", 1, op("f32.store", "$to", op("f32.load", "$from")), step("$from", 4), step("$to", 4)),
    ]


def parted() -> list[str]:
    """Return what copies a row so that all that come to lie at even places stand before those at odd ones."""
    pair = (vector_at("$from"), vector_at("$from", 16))
    first_is_odd = op("i32.and", "$padding", 1)
    swapped = [put("$x", "$to"), put("$to", "$odd_to"), put("$odd_to", add("$x", 4))]
    return [
        put("$to", number_at("$to", op("i32.shr_u", "$padding", 1))),
        put("$odd_to", add("$to", "$half")),
        when(first_is_odd, *swapped),
        counted_off(
            "$left",
            2 * LANES,
            op("v128.store align=1", "$to", op(EVEN, *pair)),
            op("v128.store align=1", "$odd_to", op(ODD, *pair)),
            *(step("$from", 32), step("$to", 16), step("$odd_to", 16)),
        ),
        counted_off("$left", 1, op("f32.store", "$to", op("f32.load", "$from")), step("$from", 4), *swapped),
    ]


def fours(stride: int) -> str:
    """Return the loop over a row of the output, the last four of which may be made in part once more."""
    total = ""
    for at, weight in enumerate(WEIGHTS):
        down, along = divmod(at, SIZE)
        line = add(ROWS[down], "$x")
        if along % stride:
            line = add(line, "$half")
        product = op("f32x4.mul", weight, vector_at(line, along // stride * 4))
        total = op("f32x4.add", total, product) if total else product
    return block(
        "$made",
        put("$x", 0),
        loop(
            "$fours",
            op("v128.store align=1", add("$row", "$x"), limited(total)),
            op("br_if $made", op("i32.eq", "$x", "$last")),
            put("$x", smaller(add("$x", 16), "$last")),
            again=1,
        ),
    )


def _taken() -> Operand:
    three_by_three = both(*equal(kernel_height=SIZE, kernel_width=SIZE))
    return both(
        *equal(dimensions=2, filters=1, products=SIZE * SIZE),  # of one channel
        op("i32.or", three_by_three, op("i32.eq", field("kernel_width"), len(WEIGHTS))),
        *equal(dilation_down=1, dilation_across=1),
        op("i32.le_u", field("stride_across"), 2),
        op("i32.ge_u", field("output_width"), LANES),
        op("i32.eq", "$count", field("output_size")),
        beta_is_zero(),
    )


def _in_buffer(index: Operand) -> str:
    """Return where a row of the picture stands in the buffer, or the zeros for one that is beside it."""
    zeros = add("$buffer", mul("$pitch", SIZE * 4))
    return op("select", _place(index), zeros, op("i32.lt_u", index, "$height"))


def _place(index: Operand) -> str:
    return number_at("$buffer", mul(op("i32.rem_u", index, SIZE), "$pitch"))
