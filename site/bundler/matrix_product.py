"""A matrix product for onnxruntime's program that gives the same numbers in two thirds of the time.

Most of a network's time goes to two functions of the program (MLAS' SgemmKernel, one that sets and one that adds). They
multiply two rows by sixteen columns, two steps of the sum at a time, and so hold 18 vectors at once, while processors
with SSE or AVX have 16 registers: a third of the time went into putting them aside. Here it is one step at a time, 14
vectors, and the same sums in the same order, so that not one bit of a picture changes.

The text format: https://webassembly.github.io/spec/core/text/index.html.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

import wasmtime

from bundler.bundle import BundleError
from bundler.program import Program

ROWS, PANEL, LANES = 2, 16, 4
"""Rows of A that are multiplied at once, columns of a panel of B, numbers in a vector."""
PARTS = range(PANEL // LANES)
KINDS = ("sets", "adds")
"""What a kernel does to C; their names in onnxruntime.json."""
SPLAT = b"\xfd\x09"
"""v128.load32_splat, which kernels read A with."""


def with_matrix_product(program: bytes, kernels: Mapping[str, int]) -> bytes:
    """Return onnxruntime's program with these kernels in place of its own.

    Args:
        program: a WebAssembly program.
        kernels: the numbers of its functions that are to be replaced, by kind.

    Raises:
        BundleError: this is no such program.
    """
    parsed = Program.parse(program)
    own = dict(zip(KINDS, Program.parse(assembled()).bodies.values(), strict=True))
    new = {number: own[kind] for kind, number in kernels.items()}
    return parsed.with_bodies(lambda number: new.get(number, parsed.bodies[number]))


def assembled() -> bytes:
    """Return a program of the two kernels, each exported by the name of its kind, and one page of memory."""
    functions = "".join(kernel(kind) for kind in KINDS)
    return bytes(wasmtime.wat2wasm(f'(module (memory (export "memory") 1) {functions})'))


def matrix_products(program: bytes) -> dict[str, int]:
    """Return the numbers of the functions of a program that could be replaced, by kind.

    Raises:
        BundleError: this is no such program, or not exactly one function sets and one adds.
    """
    kernels = Program.parse(assembled())
    found = [
        (kind, number)
        for number, body in Program.parse(program).bodies.items()
        if SPLAT in body and (kind := _kind(kernels.with_bodies(lambda _, body=body: body)))  # type: ignore[misc]
    ]
    if sorted(kind for kind, _ in found) != sorted(KINDS):
        raise BundleError(
            f"These functions of onnxruntime multiply matrices, which is not one that sets and one that adds: {found}."
        )
    return dict(found)


def _kind(program: bytes) -> str | None:
    """Return what the functions of a program of kernels do to C, if they are kernels at all."""
    engine = wasmtime.Engine()
    try:
        module = wasmtime.Module(engine, program)
    except wasmtime.WasmtimeError:  # it takes other parameters, or needs more than memory
        return None
    store = wasmtime.Store(engine)
    exports = wasmtime.Instance(store, module, []).exports(store)
    memory, multiply = exports["memory"], exports[KINDS[0]]
    assert isinstance(memory, wasmtime.Memory) and isinstance(multiply, wasmtime.Func)
    a, b, c = 0, 64, 128
    for address, value in ((a, 3.0), (b, 5.0), (c, 7.0)):
        memory.write(store, struct.pack("<f", value), address)
    multiply(store, a, b, c, 1, 1, 1, 1, 1, 2.0)
    (product,) = struct.unpack("<f", memory.read(store, c, c + 4))
    return {30.0: "sets", 37.0: "adds"}.get(product)


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
        {_locals("v128", sums, "$b0 $b1 $b2 $b3 $factor $scale")}
        {_locals("i32", "$a0 $a1 $c0 $c1 $left")}
        {_put("$scale", "(f32x4.splat (local.get $alpha))")}
        (if (i32.ge_u (local.get $rows) (i32.const 2)) (then {panels(kind, 2)} (return (i32.const 2))))
        {panels(kind, 1)}
        (i32.const 1))"""


def panels(kind: str, rows: int) -> str:
    """Return the loop over the panels of B."""
    lines = [_put("$c0", "(local.get $c)"), _put("$c1", _moved("$c", "$c_stride"))][:rows]
    for row in range(rows):
        lines += [_put(f"$sum{row}{part}", "(v128.const i32x4 0 0 0 0)") for part in PARTS]
    lines += [_put("$a0", "(local.get $a)"), _put("$a1", _moved("$a", "$a_stride"))][:rows]
    lines += [_put("$left", "(local.get $depth)"), summed(rows)]
    for row in range(rows):
        lines += [
            _put(f"$sum{row}{part}", f"(f32x4.mul (local.get $scale) (local.get $sum{row}{part}))") for part in PARTS
        ]
    return f"""
      (block $done (loop $panels
        {" ".join(lines)}
        (if (i32.lt_u (local.get $columns) (i32.const {PANEL})) (then {last_columns(kind, rows)} (br $done)))
        {" ".join(written(kind, row, PARTS) for row in range(rows))}
        {_step("$c", PANEL * 4)}
        {_step("$columns", -PANEL)}
        (br_if $panels (local.get $columns))))"""


def summed(rows: int) -> str:
    """Return the loop over the columns of A and the rows of a panel, which it leaves behind."""
    lines = [_put(f"$b{part}", f"(v128.load offset={part * 16} align=1 (local.get $b))") for part in PARTS]
    for row in range(rows):
        lines.append(_put("$factor", f"(v128.load32_splat (local.get $a{row}))"))
        for part in PARTS:
            product = f"(f32x4.mul (local.get $factor) (local.get $b{part}))"
            lines.append(_put(f"$sum{row}{part}", f"(f32x4.add (local.get $sum{row}{part}) {product})"))
    lines += [_step(f"$a{row}", 4) for row in range(rows)]
    return f"""
      (if (local.get $left) (then (loop $steps
        {" ".join(lines)}
        {_step("$b", PANEL * 4)}
        {_step("$left", -1)}
        (br_if $steps (local.get $left)))))"""


def last_columns(kind: str, rows: int) -> str:
    """Return what writes a panel that is not full: eight, four, two and one columns, where there are so many."""
    lines = []
    for count in (8, 4, 2, 1):
        these = []
        for row in range(rows):
            these.append(written(kind, row, range(2) if count == 8 else range(1), min(count, LANES)))
            these.append(_step(f"$c{row}", count * 4))
            if count == 8:
                these += [_put(f"$sum{row}{part}", f"(local.get $sum{row}{part + 2})") for part in range(2)]
            elif count == 4:
                these.append(_put(f"$sum{row}0", f"(local.get $sum{row}1)"))
            else:  # the upper half of the vector down
                twice = f"(local.get $sum{row}0) (local.get $sum{row}0)"
                lanes = "8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15"
                these.append(_put(f"$sum{row}0", f"(i8x16.shuffle {lanes} {twice})"))
        lines.append(f"(if (i32.and (local.get $columns) (i32.const {count})) (then {' '.join(these)}))")
    return " ".join(lines)


def written(kind: str, row: int, parts: range, lanes: int = LANES) -> str:
    """Return what writes sums of a row to C, whole vectors or the first lanes of one."""
    suffix, lane = {4: ("", ""), 2: ("64", " 0"), 1: ("32", " 0")}[lanes]
    lines = []
    for part in parts:
        where = f"offset={part * 16} align=1"
        value = f"(local.get $sum{row}{part})"
        if kind == "adds":
            there = f"(v128.load{suffix}{'_zero' if suffix else ''} {where} (local.get $c{row}))"
            value = f"(f32x4.add {value} {there})"
        store = f"v128.store{suffix}{'_lane' if suffix else ''}"
        lines.append(f"({store} {where}{lane} (local.get $c{row}) {value})")
    return " ".join(lines)


def _locals(kind: str, *names: str) -> str:
    return " ".join(f"(local {name} {kind})" for name in " ".join(names).split())


def _put(name: str, value: str) -> str:
    return f"(local.set {name} {value})"


def _step(name: str, by: int) -> str:
    return _put(name, f"(i32.add (local.get {name}) (i32.const {by}))")


def _moved(name: str, stride: str) -> str:
    return f"(i32.add (local.get {name}) (i32.shl (local.get {stride}) (i32.const 2)))"
