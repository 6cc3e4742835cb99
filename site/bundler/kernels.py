"""Puts quicker kernels into onnxruntime's program: a matrix product and depthwise convolutions."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

import wasmtime

from bundler import depthwise, matrix_product
from bundler.bundle import BundleError
from bundler.program import I32, VALUE_TYPES, Program, Reader
from bundler.reached import callees

CONVOLUTION, ACTIVATION = "convolution", "activation"
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
    new[numbers[CONVOLUTION]] = _with_steps_before(parsed.bodies[numbers[CONVOLUTION]], numbers[ACTIVATION])
    return parsed.with_bodies(lambda number: new.get(number, parsed.bodies[number]))


def _with_steps_before(body: bytes, activation: int) -> bytes:
    """Return the convolution with that of `depthwise` before it, whose locals come behind those that there are."""
    declared, steps = _apart(body)
    (before,) = Program.parse(depthwise.assembled(_kinds(declared), activation)).bodies.values()
    all_declared, steps_before = _apart(before)
    return all_declared + steps_before[:-1] + steps  # all but the end


def _apart(body: bytes) -> tuple[bytes, bytes]:
    """Return the declaration of a function's locals, and its instructions."""
    reader = Reader(body)
    for _ in range(reader.number()):
        reader.skip(2)
    return body[: reader.at], body[reader.at :]


def _kinds(declared: bytes) -> Iterator[str]:
    """Yield the types of locals."""
    reader = Reader(declared)
    for _ in range(reader.number()):
        count, kind = reader.number(), reader.byte()
        yield from [VALUE_TYPES[kind]] * count


def kernels(program: bytes) -> dict[str, int]:
    """Return the numbers of the functions that `with_kernels` is about.

    Kernels that multiply matrices are found by what they do. The convolution calls what calls both of them, and the
    activation is called by it; what they take tells them from others.

    Raises:
        BundleError: this is no such program, or there is not exactly one of each.
    """
    parsed, products_type = Program.parse(program), Program.parse(matrix_product.assembled()).types[0]
    multiply = [(_done_to_c(parsed.bodies[n]), n) for n, each in parsed.types.items() if each == products_type]
    products = {number for _, number in multiply}
    called = {number: set(callees(body)) for number, body in parsed.bodies.items()}
    blocked = {number for number, others in called.items() if products <= others}
    convolve = [n for n, others in called.items() if _takes_numbers(parsed, n, 8) and blocked & others]
    activate = [n for each in convolve for n in called[each] if _takes_numbers(parsed, n, 6)]
    found = [*multiply, *((CONVOLUTION, number) for number in convolve), *((ACTIVATION, number) for number in activate)]
    if sorted(kind for kind, _ in found) != sorted((*matrix_product.KINDS, CONVOLUTION, ACTIVATION)):
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
