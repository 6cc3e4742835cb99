"""Leaves out of Pyodide's program the names that nothing here asks for.

Pyodide exports all of CPython and of its libraries, for any extension module that may come. As it starts, its glue
gives each of these 8,556 names an entry in its tables, and each function an address: a tenth of a second of every
visit. Here the extension modules are known, so all names stay that they import or that occur anywhere in the glue,
and functions stay that those, others that stay, or any pointer can reach. Nothing that stays is changed, but for one
thing: 274 functions of WebGL get no address, for each of which the glue would compile a program of its own.

Sections: https://webassembly.github.io/spec/core/binary/modules.html.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from bundler.bundle import BundleError
from bundler.webassembly.encoding import HEADER, leb128
from bundler.webassembly.program import EXPORTS, Reader, imported_names, sections
from bundler.webassembly.reached import without_unreached

ELEMENTS = 9
GLOBAL_GET, I32_CONST, END = 0x23, 0x41, 0x0B

ASSIGNED = re.compile(r"function assignWasmExports\(wasmExports\)\{([^{}]*)\}")
ASSIGNMENT = re.compile(r'((?:[\w$]+=|Module\["[\w$]+"\]=)+)wasmExports\["([^"]+)"\](?:\.value>>>0)?')
WORD = re.compile(r"[\w$]+")

WITHOUT_ADDRESS = "if(!value&&!entry.required){entry.value=0;continue}"
"""What the glue does about a function that has an address only if it is there."""
NOR_GRAPHICS = 'if(!value&&!entry.required||symName.startsWith("emscripten_gl")){entry.value=0;continue}'
"""SDL would ask for these by their names, which only games do."""


def without_unused_names(
    glue: str, program: bytes, scripts: Iterable[str], libraries: Iterable[bytes]
) -> tuple[str, bytes]:
    """Return `pyodide.asm.mjs` and `pyodide.asm.wasm` without names that neither they nor the others ask for.

    Args:
        glue: the script that runs the program.
        program: the program.
        scripts: others that may ask for a name.
        libraries: the extension modules.

    Raises:
        BundleError: they are not built as it is known here.
    """
    if glue.count(WITHOUT_ADDRESS) != 1:
        raise BundleError("pyodide.asm.mjs gives functions their addresses in a way that is not known here.")
    glue = glue.replace(WITHOUT_ADDRESS, NOR_GRAPHICS)
    assigned = ASSIGNED.search(glue)
    assignments = [ASSIGNMENT.fullmatch(each) for each in assigned[1].split(";")] if assigned else []
    if not assigned or not all(assignments):
        raise BundleError("pyodide.asm.mjs takes its program's exports in a way that is not known here.")
    variables = {each[2]: set(WORD.findall(each[1])) - {"Module"} for each in assignments if each}
    declared = _declaration(glue, next(iter(variables.values())))
    elsewhere = glue[: assigned.start()] + glue[assigned.end() :]
    elsewhere = elsewhere.replace(declared, "")
    words = {word for text in (elsewhere, *scripts) for word in WORD.findall(text)}
    words |= {name for library in libraries for _, name in imported_names(library)}
    unused = {name for name, targets in variables.items() if not words & {name, *targets}}
    kept = ";".join(each[0] for each in assignments if each and each[2] not in unused)
    gone = {variable for name in unused for variable in variables[name]}
    left = ",".join(name for name in WORD.findall(declared.removeprefix("var ")) if name not in gone)
    glue = glue.replace(assigned[0], f"function assignWasmExports(wasmExports){{{kept}}}")
    glue = glue.replace(declared, f"var {left};")
    program = with_exports(program, words | (variables.keys() - unused))
    return glue, without_unreached(program, set(_addressed(program)))


def _declaration(glue: str, first: Collection[str]) -> str:
    """Return the statement that declares the variables, given the names of the first."""
    for name in first:
        found = re.findall(rf"var {re.escape(name)}(?:,[\w$]+)*;", glue)
        if len(found) == 1:
            return str(found[0])
    raise BundleError("pyodide.asm.mjs declares its program's exports in a way that is not known here.")


def with_exports(program: bytes, names: Collection[str]) -> bytes:
    """Return a program with no other exports than those of these names."""
    parts = []
    for kind, content, _ in sections(program):
        if kind == EXPORTS:
            entries = [entry for name, entry in _exports(content) if name in names]
            content = leb128(len(entries)) + b"".join(entries)
        parts.append(bytes((kind,)) + leb128(len(content)) + content)
    return HEADER + b"".join(parts)


def _exports(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the whole of each entry."""
    reader = Reader(content)
    for _ in range(reader.number()):
        begin = reader.at
        name = reader.sized().decode()
        reader.skip(2)  # kind, number
        yield name, content[begin : reader.at]


def _addressed(program: bytes) -> Iterator[int]:
    """Yield the functions that can be called by a pointer from the beginning. Raises ``BundleError``."""
    for kind, content, _ in sections(program):
        reader = Reader(content)
        for _ in range(reader.number() if kind == ELEMENTS else 0):
            flags, instruction, _, end = reader.number(), reader.byte(), reader.number(), reader.byte()
            if flags != 0 or instruction not in (GLOBAL_GET, I32_CONST) or end != END:
                raise BundleError("pyodide.asm.wasm fills its table in a way that is not known here.")
            for _ in range(reader.number()):
                yield reader.number()
