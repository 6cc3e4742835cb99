"""Leaves out of a WebAssembly program the functions that Impasto's networks never reach.

onnxruntime-web holds the kernels of all operators, of which a handful are used here. Which functions were called while
all networks were opened and run is written down in ``onnxruntime.json`` (``python -m bundler.called``); those are
kept, and with them everything that they, or what JavaScript may call, can reach by direct calls: waiting for a lock,
running out of memory and other paths that were not taken that time. What is left over can be reached by a table of
functions only, as the kernel of some other operator; of those only ``unreachable`` stays, so every number keeps its
meaning and what is kept is kept as it was. Should one be called after all, the program traps, and the page goes on
with the whole one (``inference/sessions.mjs``); were it a thread of onnxruntime's pool alone, and not the one that asks
for the work and takes its part of it, the picture would have to be cancelled. Binaryen's wasm-split has the same idea.

Instructions: https://webassembly.github.io/spec/core/binary/instructions.html.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bundler.bundle import BundleError
from bundler.program import Program, Reader

LEFT_OUT = bytes((0x00, 0x00, 0x0B))
"""The body of a function: no locals, ``unreachable``, ``end``."""

CALL, RETURN_CALL, REF_FUNC = 0x10, 0x12, 0xD2

NUMBERS_BEHIND = {
    **dict.fromkeys((0x00, 0x01, 0x05, 0x0A, 0x0B, 0x0F, 0x19, 0x1A, 0x1B, 0xD1), 0),
    **dict.fromkeys((0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0C, 0x0D, 0x18, 0xD0), 1),
    **dict.fromkeys((0x11, 0x13), 2),
    **dict.fromkeys(range(0x20, 0x27), 1),
    **dict.fromkeys(range(0x28, 0x3F), 2),
    **dict.fromkeys(range(0x3F, 0x43), 1),
    **dict.fromkeys(range(0x45, 0xC5), 0),
}
"""How many LEB128 numbers stand behind an instruction of one byte that has nothing else there."""

BULK_NUMBERS = {**dict.fromkeys(range(8), 0), **dict.fromkeys((8, 10, 12, 14), 2)}
"""The same for conversions and bulk memory, which stand behind 0xFC; all others of them have one."""


def without_unreached(data: bytes, called: Collection[int]) -> bytes:
    """Return the program without what neither the functions ``called`` nor those it exports can call.

    Args:
        data: a WebAssembly program.
        called: numbers of functions, imported ones counted first.

    Raises:
        BundleError: this is no such program, or one with instructions that are not known here.
    """
    program = Program.parse(data)
    kept = reached(program, {*called, *program.outside})
    return program.with_bodies(lambda number: program.bodies[number] if number in kept else LEFT_OUT)


def reached(program: Program, called: Collection[int]) -> set[int]:
    """Return the functions that can be reached from some by direct calls, these included. Raises ``BundleError``."""
    found, open_ = set(called), list(called)
    while open_:
        number = open_.pop()
        if number < program.imported:
            continue
        new = set(callees(program.bodies[number])) - found
        found |= new
        open_ += new
    return found


def callees(body: bytes) -> Iterator[int]:
    """Yield the functions that a function calls directly or takes the reference of. Raises ``BundleError``."""
    reader = Reader(body)
    for _ in range(reader.number()):  # its locals
        reader.skip(2)
    while reader.at < len(body):
        instruction = reader.byte()
        if instruction in (CALL, RETURN_CALL, REF_FUNC):
            yield reader.number()
        elif instruction in NUMBERS_BEHIND:
            reader.skip(NUMBERS_BEHIND[instruction])
        else:
            _skip_rest(reader, instruction)
    if reader.at != len(body):
        raise BundleError("A function of this WebAssembly program does not end where it should.")


def _skip_rest(reader: Reader, instruction: int) -> None:
    """Pass over what stands behind an instruction that has more than a fixed count of numbers there."""
    match instruction:
        case 0x43:  # f32.const
            reader.at += 4
        case 0x44:  # f64.const
            reader.at += 8
        case 0x0E:  # br_table
            reader.skip(reader.number() + 1)
        case 0x1C:  # select with types
            reader.skip(reader.number())
        case 0x1F:  # try_table
            reader.skip(1)
            for _ in range(reader.number()):
                reader.skip(2 if reader.byte() < 2 else 1)
        case 0xFC:  # conversions, bulk memory
            reader.skip(BULK_NUMBERS.get(reader.number(), 1))
        case 0xFD:  # vectors
            _skip_vector(reader, reader.number())
        case 0xFE:  # atomics
            if reader.number() == 0x03:  # atomic.fence
                reader.at += 1
            else:
                reader.skip(2)
        case _:
            raise BundleError(f"This WebAssembly program has an instruction {instruction:#x}, which is not known here.")


def _skip_vector(reader: Reader, instruction: int) -> None:
    if instruction <= 11 or instruction in (92, 93):  # loads and stores: alignment, offset
        reader.skip(2)
    elif instruction in (12, 13):  # v128.const, i8x16.shuffle
        reader.at += 16
    elif 21 <= instruction <= 34:  # lanes
        reader.at += 1
    elif 84 <= instruction <= 91:  # loads and stores of a lane
        reader.skip(2)
        reader.at += 1
