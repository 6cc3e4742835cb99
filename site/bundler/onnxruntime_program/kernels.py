"""Puts quicker kernels into onnxruntime's program: those in which the networks spend most of their time."""

from __future__ import annotations

import struct
from collections.abc import Mapping

import wasmtime

from bundler.bundle import BundleError
from bundler.onnxruntime_program import depthwise, direct, limits, matrix_product, normalisation, pointwise
from bundler.onnxruntime_program.convolution import ACTIVATE, MULTIPLY
from bundler.webassembly.program import I32, Program
from bundler.webassembly.reached import callees
from bundler.webassembly.steps import with_steps

WHOLE, PART, ACTIVATION, MULTIPLICATION = "convolution", "part of a convolution", "activation", "multiplication"
NORMALISATION = "normalisation"
OTHER = "something else"


def with_kernels(program: bytes, numbers: Mapping[str, int]) -> bytes:
    """Return onnxruntime's program with other kernels in place of its own.

    Args:
        program: a WebAssembly program.
        numbers: what `kernels` returned for it.

    Raises:
        BundleError: this is no such program.
    """
    parsed = Program.parse(program)
    products = Program.parse(matrix_product.assembled()).bodies.values()
    new = {numbers[kind]: body for kind, body in zip(matrix_product.KINDS, products, strict=True)}
    called = {numbers[ACTIVATION]: f"$activate {ACTIVATE}", numbers[MULTIPLICATION]: f"$multiply {MULTIPLY}"}
    before = (
        (WHOLE, direct.shares()),
        (WHOLE, pointwise.shares()),
        (PART, pointwise.steps()),
        (PART, direct.steps()),
        (PART, depthwise.steps()),
        (ACTIVATION, limits.steps()),
    )
    for kind, steps in before:
        number = numbers[kind]
        new[number] = with_steps(new.get(number, parsed.bodies[number]), steps, called)
    number = numbers[NORMALISATION]
    new[number] = normalisation.with_vectors(parsed.bodies[number])
    return parsed.with_bodies(lambda number: new.get(number, parsed.bodies[number]))


def kernels(program: bytes) -> dict[str, int]:
    """Return the numbers of the functions that `with_kernels` is about.

    Kernels that multiply matrices are found by what they do. Part of a convolution is what calls the function that
    calls both of them; the convolution calls that part, which calls the activation; what they take tells them from
    others. The normalisation is found by its instructions.

    Raises:
        BundleError: this is no such program, or there is not exactly one of each.
    """
    parsed, products_type = Program.parse(program), Program.parse(matrix_product.assembled()).types[0]
    products = [(_done_to_c(parsed.bodies[n]), n) for n, each in parsed.types.items() if each == products_type]
    called = {number: set(callees(body)) for number, body in parsed.bodies.items()}
    multiplying = {n for n, others in called.items() if {number for _, number in products} <= others}
    part = [n for n, others in called.items() if _takes_numbers(parsed, n, 8) and others & multiplying]
    kinds = {
        WHOLE: [n for n, others in called.items() if _takes_numbers(parsed, n, 7) and others & set(part)],
        PART: part,
        ACTIVATION: {n for each in part for n in called[each] if _takes_numbers(parsed, n, 6)},
        MULTIPLICATION: {n for each in part for n in called[each] & multiplying},
        NORMALISATION: [n for n, body in parsed.bodies.items() if normalisation.BEGIN.search(body)],
    }
    found = [*products, *((kind, number) for kind, numbers in kinds.items() for number in numbers)]
    if sorted(kind for kind, _ in found) != sorted((*matrix_product.KINDS, *kinds)):
        raise BundleError(f"onnxruntime's program has not exactly one of each of its kernels: {found}.")
    return dict(found)


def _takes_numbers(program: Program, number: int, count: int) -> bool:
    """Return whether a function takes so many integers and returns nothing."""
    return program.types.get(number) == (bytes([I32] * count), b"")


def _done_to_c(body: bytes) -> str:
    """Return the kind of a function that has the type of a matrix product."""
    engine = wasmtime.Engine()
    store = wasmtime.Store(engine)
    program = Program.parse(matrix_product.assembled()).with_bodies(lambda _: body)
    exports = wasmtime.Instance(store, wasmtime.Module(engine, program), []).exports(store)
    memory, multiply = exports["memory"], exports[matrix_product.KINDS[0]]
    assert isinstance(memory, wasmtime.Memory) and isinstance(multiply, wasmtime.Func)
    a, b, c = 0, 64, 128
    for address, value in ((a, 3.0), (b, 5.0), (c, 7.0)):
        memory.write(store, struct.pack("<f", value), address)
    try:
        multiply(store, a, b, c, 1, 1, 1, 1, 1, 2.0)
    except wasmtime.Trap:
        return OTHER
    (product,) = struct.unpack("<f", memory.read(store, c, c + 4))
    return {30.0: "sets", 37.0: "adds"}.get(product, OTHER)
