"""Pointwise convolutions for onnxruntime's program, some columns of the output at a time.

Its own (MLAS) multiplies the whole picture by the matrix of weights, and then goes over the output once more, on one
thread, for bias and activation. Here that follows on a block of columns while these are still at hand, and threads
share the blocks. Sums are made of the same products in the same order: blocks are never so narrow that the product of
matrices would take longer pieces of a sum at once than it does for the whole.
"""

from __future__ import annotations

from bundler.onnxruntime_program.convolution import (
    AS_IT_IS,
    AS_MATRICES,
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
    both,
    constant,
    locals_of,
    loop,
    number_at,
    op,
    put,
    smaller,
    step,
    sub,
    when,
)

BLOCK = 128
"""Columns of the output that are made at once, or up to twice as many less one."""
FEWEST = 8 * BLOCK
"""Columns of the output of smaller pictures, which are left as they are."""
MOST_SHARES = 16
"""Shares of the work that MLAS has room for."""


def pointwise() -> Operand:
    """Return whether a convolution is one that is made here; what is shared out must not come to MLAS' own steps."""
    return both(
        *equal(dimensions=2, kernel_height=1, kernel_width=1, stride_down=1, stride_across=1),
        op("i32.eq", field("output_size"), field("input_size")),  # no padding
        beta_is_zero(),
    )


def shares() -> Steps:
    """Return the steps before those of MlasConv, which make it share out such a convolution by columns."""
    taken = both(
        pointwise(),
        *equal(way=AS_MATRICES, transposed=AS_IT_IS),
        op("i32.ge_u", field("output_size"), FEWEST),
    )
    count = smaller(op("i32.div_u", field("output_size"), BLOCK), MOST_SHARES)
    columns = op("i32.div_u", sub(add(field("output_size"), "$count"), 1), "$count")
    share = (
        put("$count", count),
        op(f"i32.store offset={FIELDS['way']}", "$parameters", BY_COLUMNS),
        op(f"i32.store offset={FIELDS['columns_at_once']}", "$parameters", columns),
    )
    return Steps(CONVOLVE, locals_of("i32", "$count"), when(taken, *share))


def steps() -> Steps:
    """Return the steps before those of MlasConvOperation."""
    one, zero = constant("f32", 1), constant("f32", 0)
    size = (field("filters"), "$block", field("products"))
    weights, numbers = ("$kernel", field("products")), ("$from", field("input_size"))
    output = ("$to", field("output_size"))
    made = loop(
        "$blocks",
        put("$block", op("select", "$count", BLOCK, op("i32.lt_u", "$count", 2 * BLOCK))),
        op("call $multiply", AS_IT_IS, AS_IT_IS, *size, one, *weights, *numbers, zero, *output),
        op("call $activate", field("activation"), "$to", "$bias", *size[:2], field("output_size")),
        put("$from", number_at("$from", "$block")),
        put("$to", number_at("$to", "$block")),
        step("$count", sub(0, "$block")),
        again="$count",
    )
    begin = (put("$from", number_at("$picture", "$begin")), put("$to", number_at("$output", "$begin")))
    return Steps(CONVOLVE_PART, locals_of("i32", "$block $from $to"), when(pointwise(), *begin, made, "(return)"))
