"""Modules are compiled without docstrings, and do what they did."""

from __future__ import annotations

import importlib.util
import marshal
import traceback
import zipfile

import pytest

from bundler.pyodide_parts.bytecode import compile_archive, compiled_module

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
