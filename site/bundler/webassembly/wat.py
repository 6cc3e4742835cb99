"""WebAssembly's text format, written by Python: https://webassembly.github.io/spec/core/text/index.html.

Operands are names of locals (``"$x"``), numbers, which are constants of 32 bits, and instructions.
"""

from __future__ import annotations

Operand = str | int


def op(name: str, *operands: Operand) -> str:
    """Return an instruction."""
    return f"({' '.join((name, *map(_text, operands)))})"


def put(name: str, value: Operand) -> str:
    """Return what sets a local."""
    return f"(local.set {name} {_text(value)})"


def step(name: str, by: Operand) -> str:
    """Return what adds to a local."""
    return put(name, add(name, by))


def add(*terms: Operand) -> str:
    """Return the sum of two integers or more."""
    first, *rest = terms
    return op("i32.add", first, rest[0] if len(rest) == 1 else add(*rest))


def sub(minuend: Operand, subtrahend: Operand) -> str:
    """Return the difference of two integers."""
    return op("i32.sub", minuend, subtrahend)


def mul(one: Operand, other: Operand) -> str:
    """Return the product of two integers."""
    return op("i32.mul", one, other)


def smaller(one: Operand, other: Operand) -> str:
    """Return the smaller one of two integers with signs."""
    return op("select", one, other, op("i32.lt_s", one, other))


def larger(one: Operand, other: Operand) -> str:
    """Return the larger one of two integers with signs."""
    return op("select", one, other, op("i32.gt_s", one, other))


def number_at(start: Operand, index: Operand) -> str:
    """Return the address of a number of four bytes in a row of them."""
    return add(start, op("i32.shl", index, 2))


def vector_at(address: Operand, offset: int = 0) -> str:
    """Return the sixteen bytes at an address, wherever that is."""
    return op(f"v128.load offset={offset} align=1", address)


def when(condition: Operand, *steps: str, otherwise: str = "") -> str:
    """Return steps that are only taken under a condition, and one that is taken where it does not hold."""
    return f"(if {_text(condition)} (then {' '.join(steps)}) (else {otherwise}))"


def both(*conditions: Operand) -> str:
    """Return whether two conditions hold, or more, all of which are looked at."""
    first, *rest = conditions
    return op("i32.and", first, rest[0] if len(rest) == 1 else both(*rest))


def loop(label: str, *steps: str, again: Operand) -> str:
    """Return steps that are taken, and taken again as long as a condition holds after them."""
    return f"(loop {label} {' '.join(steps)} (br_if {label} {_text(again)}))"


def counted_off(count: str, by: int, *steps: str) -> str:
    """Return steps that are taken as long as a local counts so many, which are then taken off."""
    enough = op("i32.ge_u", count, by)
    return when(enough, loop("$counted_off", *steps, step(count, -by), again=enough))


def block(label: str, *steps: str) -> str:
    """Return steps that a branch to the label leaves."""
    return f"(block {label} {' '.join(steps)})"


def constant(kind: str, value: Operand) -> str:
    """Return a constant, all numbers of a vector alike."""
    if kind == "f32x4":
        return f"(v128.const f32x4 {' '.join([str(value)] * 4)})"
    return f"({kind}.const {value})"


def locals_of(kind: str, names: str) -> str:
    """Return the declaration of locals."""
    return " ".join(f"(local {name} {kind})" for name in names.split())


def _text(operand: Operand) -> str:
    if isinstance(operand, int):
        return f"(i32.const {operand})"
    return f"(local.get {operand})" if operand.startswith("$") else operand
