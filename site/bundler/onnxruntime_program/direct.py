"""Convolutions with few filters for onnxruntime's program, whose numbers are summed from where the picture is.

Its own (MLAS) lays the picture out once for each weight of a filter and packs that for a product of matrices. Where
there are few filters, that takes longer than the product. Here up to four of them at a time go over eight columns.
Kernels are of one row, of one column, or of one number.
"""

from __future__ import annotations

from bundler.onnxruntime_program.convolution import (
    BY_COLUMNS,
    CONVOLVE,
    CONVOLVE_PART,
    FIELDS,
    beta_is_zero,
    equal,
    field,
)
from bundler.webassembly.steps import Steps
from bundler.webassembly.wat import (
    Operand,
    add,
    block,
    both,
    constant,
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

FILTERS, VECTORS, LANES = 4, 2, 4
"""Filters and vectors of the output that are made at once, numbers in a vector."""
COLUMNS = VECTORS * LANES
MOST = 16
"""Filters of a group, beyond which a product of matrices is quicker.

For kernels of one number MLAS lays nothing out, and planes of a power of two numbers compete for the same lines of the
cache here, so for those it is as many as are made at once.
"""
SUMS = [[f"$sum{row}{part}" for part in range(VECTORS)] for row in range(FILTERS)]
WEIGHTS = [f"$weights{row}" for row in range(FILTERS)]
NUMBERS = [f"$numbers{part}" for part in range(VECTORS)]


def direct() -> Operand:
    """Return whether a convolution is one that is made here."""
    height = add(op("i32.div_u", sub(field("height"), field("kernel_height")), field("stride_down")), 1)
    width = add(sub(field("width"), field("kernel_width")), 1)
    return both(
        *equal(dimensions=2),
        op("i32.le_u", field("filters"), op("select", FILTERS, MOST, _one_number())),
        op("i32.or", *equal(kernel_height=1, kernel_width=1)),
        *equal(dilation_down=1, dilation_across=1, stride_across=1),
        op("i32.eqz", op("i32.or", field("padding_above"), field("padding_before"))),
        op("i32.eq", field("output_height"), height),
        op("i32.eq", field("output_width"), width),
        op("i32.ge_u", field("output_width"), COLUMNS),
        beta_is_zero(),
    )


def shares() -> Steps:
    """Return the steps before those of MlasConv, which make threads share such a convolution by whole rows."""
    rows = op("i32.div_u", sub(add(field("columns_at_once"), "$width"), 1), "$width")
    taken = both(*equal(way=BY_COLUMNS), direct())
    share = (
        put("$width", field("output_width")),
        op(f"i32.store offset={FIELDS['columns_at_once']}", "$parameters", mul(rows, "$width")),
    )
    return Steps(CONVOLVE, locals_of("i32", "$width"), when(taken, *share))


def steps() -> Steps:
    """Return the steps before those of MlasConvOperation."""
    declared = (
        locals_of("i32", "$width $output_width $output_size $length"),
        locals_of("i32", "$row $x $last $filters $filter $to $left $from $at $each $rows"),
        locals_of("i32", "$inner $inner_step $outer $outer_step"),
        locals_of("i32", " ".join(WEIGHTS)),
        locals_of("v128", " ".join([*(each for row in SUMS for each in row), *NUMBERS, "$factor"])),
    )
    made = when(_whole_rows(), *rows(), "(return)")
    return Steps(CONVOLVE_PART, " ".join(declared), when(direct(), made))  # lines have no width to divide by


def _one_number() -> Operand:
    """Return whether the kernel is one number for each channel."""
    return op("i32.eq", field("products"), field("input_channels"))


def _whole_rows() -> Operand:
    return both(*(op("i32.eqz", op("i32.rem_u", each, field("output_width"))) for each in ("$begin", "$count")))


def rows() -> list[str]:
    """Return what makes rows of the output, and what follows them."""
    row, channel = op("i32.shl", "$width", 2), op("i32.shl", field("input_size"), 2)
    channels, column = field("input_channels"), field("kernel_height")
    loops = {"$inner": field("kernel_width"), "$inner_step": 4, "$outer": channels, "$outer_step": channel}
    loops_of_column = {"$inner": column, "$inner_step": row}
    loops_of_number = {"$inner": channels, "$inner_step": channel, "$outer": 1}
    activated = ("$bias", field("filters"), "$count", field("output_size"))
    return [
        put("$width", field("width")),
        put("$output_width", field("output_width")),
        *(put(name, value) for name, value in loops.items()),
        when(op("i32.eq", field("kernel_width"), 1), *(put(name, value) for name, value in loops_of_column.items())),
        when(_one_number(), *(put(name, value) for name, value in loops_of_number.items())),
        put("$output_size", op("i32.shl", field("output_size"), 2)),
        put("$length", op("i32.shl", field("products"), 2)),
        put("$last", sub("$output_width", COLUMNS)),
        put("$rows", op("i32.div_u", "$begin", "$output_width")),
        put("$picture", number_at("$picture", mul(mul("$rows", field("stride_down")), "$width"))),
        put("$output", number_at("$output", "$begin")),
        put("$row", "$output"),
        put("$rows", op("i32.div_u", "$count", "$output_width")),
        loop(
            "$each_row",
            columns(),
            put("$picture", number_at("$picture", mul("$width", field("stride_down")))),
            put("$row", number_at("$row", "$output_width")),
            step("$rows", -1),
            again="$rows",
        ),
        op("call $activate", field("activation"), "$output", *activated),
    ]


def columns() -> str:
    """Return the loop over a row, the last columns of which may be made in part once more."""
    return block(
        "$row_made",
        put("$x", 0),
        loop(
            "$blocks",
            put("$to", number_at("$row", "$x")),
            put("$filter", "$kernel"),
            put("$filters", field("filters")),
            loop(
                "$each_filters",
                block("$made", *(filters(count) for count in range(FILTERS, 0, -1))),
                again="$filters",
            ),
            op("br_if $row_made", op("i32.eq", "$x", "$last")),
            put("$x", smaller(add("$x", COLUMNS), "$last")),
            again=1,
        ),
    )


def filters(count: int) -> str:
    """Return what makes eight columns of so many filters, if there are so many left."""
    sums = SUMS[:count]
    stores = []
    for row in sums:
        stores += [op(f"v128.store offset={part * 16} align=1", "$to", each) for part, each in enumerate(row)]
        stores.append(step("$to", "$output_size"))
    return when(
        op("i32.ge_u", "$filters", count),
        *(put(each, constant("f32x4", 0)) for row in sums for each in row),
        *(put(weights, add("$filter", mul("$length", row))) for row, weights in enumerate(WEIGHTS[:count])),
        put("$from", number_at("$picture", "$x")),
        put("$left", "$outer"),
        summed(sums),
        *stores,
        step("$filter", mul("$length", count)),
        step("$filters", -count),
        "(br $made)",
    )


def summed(sums: list[list[str]]) -> str:
    """Return the loops over the products of a sum."""
    steps = [put(each, vector_at("$at", part * 16)) for part, each in enumerate(NUMBERS)]
    for row, weights in zip(sums, WEIGHTS, strict=False):
        steps.append(put("$factor", op("v128.load32_splat", weights)))
        steps += [
            put(each, op("f32x4.add", each, op("f32x4.mul", "$factor", numbers)))
            for each, numbers in zip(row, NUMBERS, strict=True)
        ]
        steps.append(step(weights, 4))
    inner = loop("$inner_loop", *steps, step("$at", "$inner_step"), step("$each", -1), again="$each")
    begin = (put("$at", "$from"), put("$each", "$inner"))
    return loop("$outer_loop", *begin, inner, step("$from", "$outer_step"), step("$left", -1), again="$left")
