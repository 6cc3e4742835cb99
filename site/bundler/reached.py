"""Leaves out of a WebAssembly program the functions that Impasto's networks never reach.

onnxruntime-web holds the kernels of all operators, of which a handful are used here. Which functions were called while
all networks were opened and run is written down in ``onnxruntime.json`` (``python -m bundler.called``); those are
kept, and with them everything that they, or what JavaScript may call, can reach by direct calls: waiting for a lock,
running out of memory and other paths that were not taken that time. What is left over can be reached by a table of
functions only, as the kernel of some other operator; of those only ``unreachable`` stays, so every number keeps its
meaning and what is kept is kept as it was. Should one be called after all, the program traps, and the page goes on
with the whole one (``inference-sessions.mjs``); were it a thread of onnxruntime's pool alone, and not the one that asks
for the work and takes its part of it, the picture would have to be cancelled. Binaryen's wasm-split has the same idea.

Sections and instructions: https://webassembly.github.io/spec/core/binary/index.html.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bundler.bundle import BundleError
from bundler.container import HEADER, leb128

IMPORTS, EXPORTS, START, CODE = 2, 7, 8, 10
FUNCTION, TABLE, MEMORY = range(3)

LEFT_OUT = leb128(3) + bytes((0x00, 0x00, 0x0B))
"""A function with its size: no locals, ``unreachable``, ``end``."""

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


@dataclass(slots=True)
class Reader:
    """A place in a program."""

    data: bytes
    at: int = 0

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def number(self) -> int:
        """Return an unsigned LEB128 number; a signed one is passed over just as well."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def skip(self, numbers: int) -> None:
        for _ in range(numbers):
            while self.byte() >= 0x80:
                pass

    def name(self) -> None:
        size = self.number()
        self.at += size


@dataclass(frozen=True, slots=True)
class Program:
    """The functions of a program: how many it imports, where each of its own stands, which the outside may call."""

    imported: int
    bodies: list[tuple[int, int]]
    outside: set[int]
    code: tuple[int, int]
    """Where the code section stands, its head included."""


def without_unreached(data: bytes, called: Collection[int]) -> bytes:
    """Return the program without what neither the functions ``called`` nor those it exports can call.

    Args:
        data: a WebAssembly program.
        called: numbers of functions, imported ones counted first.

    Raises:
        BundleError: this is no such program, or one with instructions that are not known here.
    """
    program = parsed(data)
    kept = reached(data, program, {*called, *program.outside})
    bodies = [
        leb128(end - begin) + data[begin:end] if number in kept else LEFT_OUT
        for number, (begin, end) in enumerate(program.bodies, program.imported)
    ]
    content = leb128(len(bodies)) + b"".join(bodies)
    begin, end = program.code
    return data[:begin] + bytes((CODE,)) + leb128(len(content)) + content + data[end:]


def reached(data: bytes, program: Program, called: Collection[int]) -> set[int]:
    """Return the functions that can be reached from some by direct calls, these included."""
    found, open_ = set(called), list(called)
    while open_:
        number = open_.pop() - program.imported
        if number < 0:
            continue
        new = set(callees(data, *program.bodies[number])) - found
        found |= new
        open_ += new
    return found


def parsed(data: bytes) -> Program:
    """Return where the functions of a program stand. Raises ``BundleError``."""
    if not data.startswith(HEADER):
        raise BundleError("This is not a WebAssembly program.")
    reader = Reader(data, len(HEADER))
    imported, outside, bodies, code = 0, set[int](), list[tuple[int, int]](), (0, 0)
    while reader.at < len(data):
        head, kind = reader.at, reader.byte()
        end = reader.number() + reader.at
        if kind == IMPORTS:
            imported = sum(each == FUNCTION for each in _imports(reader))
        elif kind == EXPORTS:
            outside |= set(_exported_functions(reader))
        elif kind == START:
            outside.add(reader.number())
        elif kind == CODE:
            bodies, code = list(_bodies(reader)), (head, end)
        reader.at = end
    if not bodies:
        raise BundleError("This WebAssembly program has no functions.")
    return Program(imported, bodies, outside, code)


def _imports(reader: Reader) -> Iterator[int]:
    """Yield the kind of each import."""
    for _ in range(reader.number()):
        reader.name()
        reader.name()
        kind = reader.byte()
        yield kind
        if kind == FUNCTION:
            reader.skip(1)
        elif kind in (TABLE, MEMORY):
            if kind == TABLE:
                reader.skip(1)
            with_most = reader.byte() & 1
            reader.skip(1 + with_most)
        else:  # a global or a tag: two bytes, or one and a number
            reader.skip(2)


def _exported_functions(reader: Reader) -> Iterator[int]:
    for _ in range(reader.number()):
        reader.name()
        kind, number = reader.byte(), reader.number()
        if kind == FUNCTION:
            yield number


def _bodies(reader: Reader) -> Iterator[tuple[int, int]]:
    for _ in range(reader.number()):
        size = reader.number()
        yield reader.at, reader.at + size
        reader.at += size


def callees(data: bytes, begin: int, end: int) -> Iterator[int]:
    """Yield the functions that a function calls directly or takes the reference of. Raises ``BundleError``."""
    reader = Reader(data, begin)
    for _ in range(reader.number()):  # its locals
        reader.skip(2)
    while reader.at < end:
        instruction = reader.byte()
        if instruction in (CALL, RETURN_CALL, REF_FUNC):
            yield reader.number()
        elif instruction in NUMBERS_BEHIND:
            reader.skip(NUMBERS_BEHIND[instruction])
        else:
            _skip_rest(reader, instruction)
    if reader.at != end:
        raise BundleError(f"The function at byte {begin} of this WebAssembly program does not end where it should.")


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
