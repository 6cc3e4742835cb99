"""Puts steps into a function of a WebAssembly program, at its begin or at that of one of its blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import wasmtime

from bundler.webassembly.program import VALUE_TYPES, Program, Reader


@dataclass(frozen=True)
class Steps:
    """Steps in WebAssembly's text format. They leave the function or the block, or let it go on as it was."""

    parameters: str
    """Of the function, in the text format."""
    locals: str
    """That the steps need for themselves."""
    text: str
    names: Mapping[int, str] = field(default_factory=dict)
    """Of locals that the function has, by number."""


def with_steps(body: bytes, steps: Steps, called: Mapping[int, str], at: int | None = None) -> bytes:
    """Return the body of a function with steps in it, and their locals behind those that there are.

    Args:
        body: locals and instructions.
        steps: what is put in.
        called: what the steps call: name and parameters of functions, by their numbers in the program.
        at: where in the body they go; before its first instruction if not said.
    """
    declared = _declared(body)
    (new,) = Program.parse(_assembled(steps, list(_kinds(declared)), called)).bodies.values()
    all_declared = _declared(new)
    at = at or len(declared)
    return all_declared + body[len(declared) : at] + new[len(all_declared) : -1] + body[at:]  # all but the end


def _assembled(steps: Steps, kinds: list[str], called: Mapping[int, str]) -> bytes:
    """Return a program of the steps, with as many imports as give what they call the numbers that it has."""
    imports = (f'(import "" "" (func {called.get(number, "")}))' for number in range(max(called, default=-1) + 1))
    first = steps.parameters.count("i32")
    own = (f"(local {steps.names.get(number, '')} {kind})" for number, kind in enumerate(kinds, first))
    function = f"(func {steps.parameters} {' '.join(own)} {steps.locals} {steps.text})"
    return bytes(wasmtime.wat2wasm(f"(module {' '.join(imports)} (memory 1) {function})"))


def _declared(body: bytes) -> bytes:
    """Return the declaration of a function's locals."""
    reader = Reader(body)
    for _ in range(reader.number()):
        reader.skip(2)
    return body[: reader.at]


def _kinds(declared: bytes) -> Iterator[str]:
    """Yield the types of locals."""
    reader = Reader(declared)
    for _ in range(reader.number()):
        count, kind = reader.number(), reader.byte()
        yield from [VALUE_TYPES[kind]] * count
