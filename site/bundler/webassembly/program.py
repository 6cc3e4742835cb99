"""Takes a WebAssembly program apart into its functions, and puts it together with other ones in their places.

Sections: https://webassembly.github.io/spec/core/binary/modules.html.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bundler.bundle import BundleError
from bundler.webassembly.encoding import HEADER, leb128

TYPES, IMPORTS, FUNCTIONS, EXPORTS, START, CODE = 1, 2, 3, 7, 8, 10
FUNCTION, TABLE, MEMORY = range(3)
I32 = 0x7F
VALUE_TYPES = {I32: "i32", 0x7E: "i64", 0x7D: "f32", 0x7C: "f64", 0x7B: "v128"}


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

    def sized(self) -> bytes:
        """Return what has its size before it: a name, the types of parameters or of results."""
        size = self.number()
        self.at += size
        return self.data[self.at - size : self.at]


@dataclass(frozen=True, slots=True)
class Program:
    """The functions of a program: how many it imports, what its own are made of, which the outside may call.

    Functions go by numbers, imported ones counted first. A body holds the locals and instructions, not its size; types
    are those of the parameters and of the results, a byte each.
    """

    data: bytes
    imported: int
    bodies: dict[int, bytes]
    types: dict[int, tuple[bytes, bytes]]
    outside: set[int]
    code: tuple[int, int]
    """Where the code section stands, its head included."""

    @classmethod
    def parse(cls, data: bytes) -> Program:
        """Read a program. Raises ``BundleError`` where it is none, or has no functions."""
        imported, outside, bodies, code = 0, set[int](), list[bytes](), (0, 0)
        types, types_of = list[tuple[bytes, bytes]](), list[int]()
        for kind, content, place in sections(data):
            reader = Reader(content)
            if kind == TYPES:
                types = list(_types(reader))
            elif kind == FUNCTIONS:
                types_of = [reader.number() for _ in range(reader.number())]
            elif kind == IMPORTS:
                imported = sum(what == FUNCTION for _, _, what in _imports(reader))
            elif kind == EXPORTS:
                outside |= set(_exported_functions(reader))
            elif kind == START:
                outside.add(reader.number())
            elif kind == CODE:
                bodies, code = list(_bodies(reader)), place
        if not bodies:
            raise BundleError("This WebAssembly program has no functions.")
        of_bodies = dict(enumerate((types[number] for number in types_of), imported))
        return cls(data, imported, dict(enumerate(bodies, imported)), of_bodies, outside, code)

    def with_bodies(self, body: Callable[[int], bytes]) -> bytes:
        """Return the program with what `body` gives for the number of each of its functions."""
        bodies = b"".join(leb128(len(new)) + new for new in map(body, self.bodies))
        content = leb128(len(self.bodies)) + bodies
        begin, end = self.code
        return self.data[:begin] + bytes((CODE,)) + leb128(len(content)) + content + self.data[end:]


def _types(reader: Reader) -> Iterator[tuple[bytes, bytes]]:
    for _ in range(reader.number()):
        if reader.byte() != 0x60:
            raise BundleError("This WebAssembly program has other types than those of functions.")
        yield reader.sized(), reader.sized()


def sections(data: bytes) -> Iterator[tuple[int, bytes, tuple[int, int]]]:
    """Yield kind and content of each section, and where it stands, its head included. Raises ``BundleError``."""
    if not data.startswith(HEADER):
        raise BundleError("This is not a WebAssembly program.")
    reader = Reader(data, len(HEADER))
    while reader.at < len(data):
        begin, kind, content = reader.at, reader.byte(), reader.sized()
        yield kind, content, (begin, reader.at)


def imported_names(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the module and the name of each import. Raises ``BundleError``."""
    for kind, content, _ in sections(data):
        if kind == IMPORTS:
            for module, name, _ in _imports(Reader(content)):
                yield module.decode(), name.decode()


def _imports(reader: Reader) -> Iterator[tuple[bytes, bytes, int]]:
    """Yield the module, the name and the kind of each import."""
    for _ in range(reader.number()):
        module, name, kind = reader.sized(), reader.sized(), reader.byte()
        yield module, name, kind
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
        reader.sized()
        kind, number = reader.byte(), reader.number()
        if kind == FUNCTION:
            yield number


def _bodies(reader: Reader) -> Iterator[bytes]:
    for _ in range(reader.number()):
        size = reader.number()
        yield reader.data[reader.at : reader.at + size]
        reader.at += size
