"""Compiles Python modules ahead of time; it runs in Pyodide (see bytecode.mjs), whose bytecode it has to be.

Pyodide's own standard library comes as source, and a browser keeps no ``__pycache__``, so every visit would compile
all that it imports: that took more than half of the time to start.
"""

from __future__ import annotations

import ast
import importlib.util
import marshal
import sys
import warnings
import zipfile

UNCHECKED_HASH = (1).to_bytes(4, "little") + bytes(8)
"""The flags of a pyc that is never compared with its source (PEP 552), and the hash that nobody reads."""


def compile_archive(source: str, target: str) -> None:
    """Read a zip archive of sources and write one of bytecode: each ``a/b.py``, given by path, as ``a/b.pyc``.

    The paths are those that tracebacks will show.
    """
    with zipfile.ZipFile(source) as modules, zipfile.ZipFile(target, "w") as compiled:
        for path in modules.namelist():
            compiled.writestr(zipfile.ZipInfo(f"{path}c"), compiled_module(modules.read(path), path))


def compiled_module(source: bytes, path: str) -> bytes:
    """Return a module as a pyc file without docstrings; assertions stay, since libraries rely on them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about invalid escapes in the sources of others
        tree = ast.parse(source)
        drop_docstrings(tree)
        code = compile(tree, f"/{path}", "exec", dont_inherit=True, optimize=0)
    return importlib.util.MAGIC_NUMBER + UNCHECKED_HASH + marshal.dumps(code)


def drop_docstrings(tree: ast.Module) -> None:
    """Take the docstrings out of a module, but for decorated classes: a dataclass without one makes up its own."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if ast.get_docstring(node, clean=False) is None or (isinstance(node, ast.ClassDef) and node.decorator_list):
            continue
        docstring = node.body.pop(0)
        if not node.body and not isinstance(node, ast.Module):
            node.body = [ast.copy_location(ast.Pass(), docstring)]


if __name__ == "__main__":
    compile_archive(*sys.argv[1:])
