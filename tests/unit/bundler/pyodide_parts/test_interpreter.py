"""What is left out of Pyodide's program and of the script that runs it."""

import pytest
from programs import CALL, END, section, sized

from builder import places
from bundler.bundle import BundleError
from bundler.pyodide_parts.interpreter import with_exports, without_unused_names
from bundler.webassembly.encoding import HEADER, leb128
from bundler.webassembly.program import EXPORTS, Program, Reader, imported_names, sections
from bundler.webassembly.reached import LEFT_OUT


def name(text: str) -> bytes:
    return sized(text.encode())


def program(exports: str, *bodies: bytes, addressed: bytes = b"") -> bytes:
    """Return a program of functions without parameters, exported in this order, some of them with an address."""
    return b"".join(
        (
            HEADER,
            section(1, b"\x60\0\0"),
            section(3, *(b"\0" for _ in bodies)),
            section(7, *(name(each) + b"\0" + leb128(number) for number, each in enumerate(exports.split()))),
            section(9, b"\0\x41\1\x0b" + leb128(len(addressed)) + addressed) if addressed else b"",
            section(10, *(leb128(len(body) + 2) + b"\0" + body + END for body in bodies)),
        )
    )


def library(*imports: tuple[str, str]) -> bytes:
    return (
        HEADER
        + section(1, b"\x60\0\0")
        + section(2, *(name(module) + name(each) + b"\0\0" for module, each in imports))
    )


GLUE = (
    "function assignWasmExports(wasmExports){"
    '_used=Module["_used"]=wasmExports["used"];_idle=Module["_idle"]=wasmExports["idle"];'
    '_table=wasmExports["table"];_at=Module["_at"]=wasmExports["at"].value>>>0}'
    "var _used,_idle,_table,_at;const start=()=>_used();"
    "if(!value&&!entry.required){entry.value=0;continue}"
)


def test_names_stay_that_the_glue_asks_for():
    glue, left = without_unused_names(GLUE, program("used idle table at", b"", b"", b"", b""), [], [])
    assert glue == (
        'function assignWasmExports(wasmExports){_used=Module["_used"]=wasmExports["used"]}'
        "var _used;const start=()=>_used();"
        'if(!value&&!entry.required||symName.startsWith("emscripten_gl")){entry.value=0;continue}'
    )
    assert left == program("used", b"", *[b"\0"] * 3)


def test_names_stay_that_other_scripts_and_libraries_ask_for():
    before = program("used idle table at", b"", b"", b"", b"")
    glue, left = without_unused_names(GLUE, before, ["module._at"], [library(("env", "idle"))])
    assert "_idle" in glue and "_at" in glue and "_table" not in glue
    assert left == program("used idle at", b"", b"", b"\0", b"").replace(name("at") + b"\0\2", name("at") + b"\0\3")


def test_functions_stay_that_are_called_or_have_an_address():
    before = program("used idle", CALL + b"\2", b"", b"\1", b"\1", b"\1\1", addressed=b"\3")
    _, left = without_unused_names(GLUE, before, [], [])
    assert list(Program.parse(left).bodies.values()) == [
        b"\0" + CALL + b"\2" + END,
        LEFT_OUT,
        b"\0\1" + END,
        b"\0\1" + END,
        LEFT_OUT,
    ]


@pytest.mark.parametrize(
    "glue",
    [
        "",
        GLUE.replace("_used=Module", "f(_used=Module"),
        GLUE.replace("var _used", "let _used"),
        GLUE.replace("!entry.required", "entry.required"),
    ],
)
def test_another_pyodide_stops_the_build(glue):
    with pytest.raises(BundleError, match=r"pyodide\.asm\.mjs"):
        without_unused_names(glue, program("used idle", b"", b""), [], [])


def test_what_is_shipped_has_every_name_that_its_libraries_import():
    shipped = (places.BUILD / "python" / "pyodide.asm.wasm").read_bytes()
    published = (places.NODE_MODULES / "pyodide/pyodide.asm.wasm").read_bytes()
    wanted = set()
    for package in ("numpy", "pillow"):
        for kind, content, _ in sections((places.BUILD / "python" / f"{package}.wasm").read_bytes()):
            if kind == 0 and (begin := content.find(HEADER)) > 0 and content[:begin].endswith(b".so"):
                wanted |= {each for _, each in imported_names(content[begin:])}
    assert len(wanted) > 500
    kept = set(exported(shipped))
    assert wanted & set(exported(published)) <= kept
    assert len(kept) < len(exported(published)) / 5
    assert with_exports(shipped, kept) == shipped


def exported(data: bytes) -> list[str]:
    (content,) = [content for kind, content, _ in sections(data) if kind == EXPORTS]
    reader, names = Reader(content), []
    for _ in range(reader.number()):
        names.append(reader.sized().decode())
        reader.skip(2)
    return names
