"""What the browser gets of Python: the choice of modules, the compiler, the container, and all of it in Pyodide."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import io
import json
import marshal
import subprocess
import traceback
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import build
from bundler.bundle import BundleError
from bundler.bytecode import compile_archive, compiled_module
from bundler.container import leb128, pack, pack_zip
from bundler.python_files import NOT_FOR_THE_BROWSER, NUMPY, PILLOW, STANDARD_LIBRARY, chosen, files_of
from bundler.python_parts import package
from impasto.imaging.grain import grained

HERE = Path(__file__).resolve().parent

# --- Choice


def test_modules_are_found_under_the_names_that_archives_give_them():
    paths = ["a/__init__.py", "a/b.py", "a/b.pyi", "a/c.cpython-314-wasm32-emscripten.so", "a/b/d.py", "a/e.txt"]
    found = files_of(["a", "a.c", "a.b", "a.b.d"], paths, "a.whl")
    assert found == ["a/__init__.py", "a/c.cpython-314-wasm32-emscripten.so", "a/b.py", "a/b/d.py"]


def test_a_module_that_has_gone_stops_the_build():
    with pytest.raises(BundleError, match=r"^a\.whl has no a\.e, a\.gone; see site/bundler/python_files\.py"):
        files_of(["a.gone", "a", "a.e"], ["a/__init__.py", "a/e.txt"], "a.whl")


@pytest.mark.parametrize("reasons", [STANDARD_LIBRARY, NUMPY, PILLOW])
def test_no_module_is_listed_twice(reasons):
    assert len(set(chosen(reasons))) == len(chosen(reasons))


# --- Compiler

SOURCE = b'''"""Docstring of the module."""
from __future__ import annotations
import functools

def documented():
    """Docstring of a function."""

@functools.total_ordering
class Decorated:
    """Docstring that a decorator may read."""
    def __lt__(self, other): return False

class Plain:
    """Docstring of a class."""

def failing():
    assert False, "kept"
'''


def executed(pyc: bytes) -> dict:
    namespace: dict = {"__name__": "example"}
    exec(marshal.loads(pyc[16:]), namespace)
    return namespace


def test_docstrings_go_but_what_a_program_does_stays():
    example = executed(compiled_module(SOURCE, "lib/example.py"))
    assert [example[name].__doc__ for name in ("documented", "Plain")] == [None, None]
    assert example["Decorated"].__doc__ == "Docstring that a decorator may read."
    assert example["documented"]() is None
    with pytest.raises(AssertionError, match="kept") as raised:
        example["failing"]()
    last = traceback.extract_tb(raised.value.__traceback__)[-1]
    assert (last.filename, last.lineno, last.name) == ("/lib/example.py", 17, "failing")


def test_modules_that_hold_nothing_but_docstrings_become_empty(tmp_path):
    wheel = tmp_path / "numpy-1-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for module in [*chosen(NUMPY), "numpy._core._add_newdocs"]:
            archive.writestr(f"{module.replace('.', '/')}.py", "add_newdoc = print")
    found = package(wheel)
    path = "numpy/_core/_add_newdocs.py"
    assert "add_newdoc" not in executed(compiled_module(found[path], f"lib/python3.14/site-packages/{path}"))
    other = "numpy/_core/_methods.py"
    assert "add_newdoc" in executed(compiled_module(found[other], other))


def test_python_takes_what_was_compiled_without_its_source(tmp_path):
    with zipfile.ZipFile(tmp_path / "source.zip", "w") as archive:
        archive.writestr("package/__init__.py", "from package.part import answer")
        archive.writestr("package/part.py", "answer = 42")
    compile_archive(str(tmp_path / "source.zip"), str(tmp_path / "target.zip"))
    with zipfile.ZipFile(tmp_path / "target.zip") as archive:
        assert archive.namelist() == ["package/__init__.pyc", "package/part.pyc"]
        archive.extractall(tmp_path)
    spec = importlib.util.spec_from_file_location("part", tmp_path / "package/part.pyc")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.answer == 42


# --- Container


def test_numbers_of_variable_length():
    # the examples of https://en.wikipedia.org/wiki/LEB128, and both sides of one byte
    assert [leb128(number).hex() for number in (0, 127, 128, 624485)] == ["00", "7f", "8001", "e58e26"]


def sections(module: bytes) -> dict[str, bytes]:
    """Read a module that has only custom sections."""
    stream = io.BytesIO(module)

    def number() -> int:
        value, shift = 0, 0
        while True:
            (byte,) = stream.read(1)
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    assert stream.read(8) == b"\0asm\1\0\0\0"
    found = {}
    while stream.read(1) == b"\0":
        end = number() + stream.tell()
        name = stream.read(number()).decode()
        found[name] = stream.read(end - stream.tell())
    assert stream.tell() == len(module)
    return found


def test_files_become_sections():
    files = {"b.pyc": bytes(300), "a/é.so": b""}
    assert sections(pack(files)) == {"paths": b'["a/\\u00e9.so", "b.pyc"]', "a/é.so": b"", "b.pyc": bytes(300)}


def test_a_module_can_be_a_zip_archive_too():
    module = pack_zip({"b.pyc": bytes(300), "a.pyc": b"1"})
    assert list(sections(module)) == ["zip"]
    with zipfile.ZipFile(io.BytesIO(module)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a.pyc", "b.pyc"]
        assert archive.getinfo("b.pyc").compress_type == zipfile.ZIP_STORED


# --- All of it, in Pyodide


def run_as_the_browser_does(script: Path) -> dict:
    node = build.need_node()
    command = [node.node, HERE / "python_host.mjs", build.NODE_MODULES / "pyodide", build.BUILD / "python", script]
    result = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-3000:]
    answer: dict = json.loads(result.stdout.strip().splitlines()[-1])
    return answer


IMPORT_ALL = """
import importlib, json, sys
failed = {}
for name in %r:
    try:
        importlib.import_module(name)
    except ImportError as error:
        failed[name] = f"{type(error).__name__}: {error}"
sources = [name for name, module in sys.modules.items() if str(getattr(module.__spec__, "origin", "")).endswith(".py")]
json.dumps({"failed": failed, "sources": sources, "shipped": sorted(sys.modules)})
"""


def test_everything_that_is_shipped_can_be_imported(tmp_path):
    """Whatever the top of a module imports is there, and nothing was left to be compiled in the browser."""
    sources = [path.relative_to(build.ROOT / "pysrc") for path in (build.ROOT / "pysrc").rglob("*.py")]
    shipped = [path for path in sources if not path.as_posix().startswith(NOT_FOR_THE_BROWSER)]
    ours = {".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in shipped}
    wanted = [*sorted(ours), *chosen(PILLOW), *chosen(NUMPY), *chosen(STANDARD_LIBRARY)]
    script = tmp_path / "script.py"
    script.write_text(IMPORT_ALL % wanted)
    answer = run_as_the_browser_does(script)
    assert answer["failed"] == {}
    assert answer["sources"] == []
    assert set(wanted) <= set(answer["shipped"])


def pictures() -> list[bytes]:
    """Return files of all formats in many modes, with EXIF that turns them."""
    levels = (np.arange(48 * 40 * 3) % 251).astype(np.uint8).reshape(48, 40, 3)
    exif = Image.Exif()
    exif[0x0112] = 6
    modes = {
        "JPEG": ("RGB", "L", "CMYK"),
        "MPO": ("RGB",),
        "PNG": ("RGB", "RGBA", "LA", "P", "1", "I;16"),
        "WEBP": ("RGB", "RGBA"),
        "GIF": ("P", "L"),
        "BMP": ("RGB", "P", "1"),
        "TIFF": ("RGB", "RGBA", "CMYK", "P", "1", "I;16", "F"),
    }
    files = []
    for format, names in modes.items():
        for mode in names:
            grey = levels[..., 0].astype(np.uint16) * 257
            image = Image.fromarray(grey) if mode == "I;16" else Image.fromarray(levels).convert(mode)
            stream = io.BytesIO()
            image.save(stream, format, **({} if format in {"GIF", "BMP"} else {"exif": exif}))
            files.append(stream.getvalue())
    return files


WALK = """
import base64, json, logging, traceback
import numpy as np
from impasto.imaging import decoding, encoding, fitting
from impasto.painting import presets
from impasto.errors import BadImage
read, refused = [], []
for text in %r:
    whole = base64.b64decode(text)
    read.append(decoding.decode(whole).format)
    damaged = [whole[:length] for length in (12, 40, len(whole) // 2, len(whole) - 9)]
    for at in range(4, len(whole), len(whole) // 12):
        damaged.append(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1:])
    for data in damaged:
        try:
            decoding.decode(data)
        except BadImage as error:
            refused.append("ImportError" in traceback.format_exc())
picture = np.arange(300 * 280 * 3, dtype=np.uint32).astype(np.uint8).reshape(300, 280, 3)
written = [decoding.decode(encoding.encode(fitting.fit(picture, 256), format).data).format
           for format in ("png", "jpeg", "webp")]
try:
    raise ExceptionGroup("two", [ValueError("one"), KeyError("other")])
except ExceptionGroup as error:
    logging.getLogger("impasto").exception("not foreseen", exc_info=error)
json.dumps({"read": read, "refused": len(refused), "lacking": sum(refused), "written": written,
            "presets": len(presets.load())})
"""


def test_every_format_is_read_written_and_refused_when_damaged(tmp_path):
    files = pictures()
    script = tmp_path / "script.py"
    script.write_text(WALK % [base64.b64encode(data).decode() for data in files])
    answer = run_as_the_browser_does(script)
    expected = [str(Image.open(io.BytesIO(data)).format).replace("MPO", "JPEG") for data in files]
    assert answer["read"] == expected
    assert answer["written"] == ["PNG", "JPEG", "WEBP"]
    assert answer["refused"] > len(files) and answer["lacking"] == 0
    assert answer["presets"] > 0


GRAIN = """
import hashlib, json
import numpy as np
from impasto.imaging.grain import grained
picture = (np.arange(97 * 130 * 3) % 251).astype(np.uint8).reshape(97, 130, 3)
json.dumps({"sha256": hashlib.sha256(grained(picture).tobytes()).hexdigest()})
"""


def test_grain_is_the_same_in_the_browser(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(GRAIN)
    picture = (np.arange(97 * 130 * 3) % 251).astype(np.uint8).reshape(97, 130, 3)
    answer = run_as_the_browser_does(script)
    assert answer["sha256"] == hashlib.sha256(grained(picture).tobytes()).hexdigest()
