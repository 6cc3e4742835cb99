"""The parts of Python that Impasto runs: chosen modules, compiled, and the interpreter without unused names."""

from __future__ import annotations

import subprocess
import tempfile
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from bundler.pyodide import INTERPRETER, LIBRARY, part_of
from bundler.pyodide_parts.container import pack, pack_zip
from bundler.pyodide_parts.imports import reached
from bundler.pyodide_parts.interpreter import without_unused_names
from bundler.pyodide_parts.modules import ELSEWHERE, EMPTY, ENTRY, NUMPY, PILLOW, STANDARD_LIBRARY, chosen, files_of
from impasto.words import LANGUAGE

HERE = Path(__file__).resolve().parent
SITE_PACKAGES = "lib/python3.14/site-packages/"
"""Where the packages lie in the browser's file system, relative to its root."""
STANDARD_LIBRARY_ZIP = "lib/python314.zip/"


def make(pyodide: Path, wheels: Sequence[Path], node: str) -> dict[str, bytes]:
    """Return the files for the browser by name.

    Args:
        pyodide: the folder of the npm package.
        wheels: numpy, Pillow and impasto.
        node: the path of Node.js.

    Raises:
        BundleError: a release is not as it is known here.
    """
    parts = {LIBRARY: standard_library(pyodide / f"{LIBRARY}.zip")}
    parts |= {part_of(wheel): package(wheel) for wheel in wheels}
    roots = {part: STANDARD_LIBRARY_ZIP if part == LIBRARY else SITE_PACKAGES for part in parts}
    sources = {
        roots[part] + path: data for part, files in parts.items() for path, data in files.items() if is_source(path)
    }
    bytecode = compiled(sources, node, pyodide)

    def finished(part: str) -> dict[str, bytes]:
        return {
            f"{path}c" if is_source(path) else path: bytecode[f"{roots[part]}{path}c"] if is_source(path) else data
            for path, data in parts[part].items()
        }

    made = {f"{part}.wasm": (pack_zip if part == LIBRARY else pack)(finished(part)) for part in parts}
    return made | interpreter(pyodide, parts.values())


def standard_library(archive: Path) -> dict[str, bytes]:
    """Return the sources of the chosen modules, by their path in Pyodide's archive."""
    with zipfile.ZipFile(archive) as source:
        paths = files_of(chosen(STANDARD_LIBRARY), source.namelist(), archive.name)
        return {path: source.read(path) for path in paths}


def package(wheel: Path) -> dict[str, bytes]:
    """Return what the browser gets of a wheel, by path: what Impasto runs of numpy, of Pillow and of itself."""
    name = part_of(wheel)
    with zipfile.ZipFile(wheel) as source:
        members = source.namelist()
        if name == "impasto":
            modules = set(files_of(imported(source), members, wheel.name))
            paths = [path for path in members if path in modules or is_data(path, modules)]
        else:
            paths = files_of(chosen({"numpy": NUMPY, "pillow": PILLOW}[name]), members, wheel.name)
        empty = {path: b"" for path in EMPTY if path.startswith(f"{name}/")}
        return {path: source.read(path) for path in paths} | empty


def imported(impasto: zipfile.ZipFile) -> set[str]:
    """Return the modules of Impasto that the browser comes to import."""
    with tempfile.TemporaryDirectory() as folder:
        impasto.extractall(folder)
        return reached(Path(folder), ENTRY, ELSEWHERE)


def compiled(sources: Mapping[str, bytes], node: str, pyodide: Path) -> dict[str, bytes]:
    """Return the bytecode of modules, by the path of each in the browser's file system with a `c` at its end."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "source.zip"), Path(folder, "target.zip")
        with zipfile.ZipFile(source, "w") as archive:
            for path in sorted(sources):
                archive.writestr(path, sources[path])
        subprocess.run([node, HERE / "bytecode.mjs", pyodide, source, target], check=True)
        with zipfile.ZipFile(target) as archive:
            return {path: archive.read(path) for path in archive.namelist()}


def interpreter(pyodide: Path, parts: Iterable[Mapping[str, bytes]]) -> dict[str, bytes]:
    """Return Pyodide's program and the script that runs it, as they suit the extension modules among the files."""
    libraries = [data for files in parts for path, data in files.items() if path.endswith(".so")]
    glue, program = (pyodide / name for name in INTERPRETER)
    scripts = [(pyodide / "pyodide.mjs").read_text(encoding="utf-8")]
    texts = glue.read_text(encoding="utf-8"), program.read_bytes()
    new_glue, new_program = without_unused_names(*texts, scripts, libraries)
    return {glue.name: new_glue.encode(), program.name: new_program}


def is_source(path: str) -> bool:
    """Say whether a file is one to compile."""
    return path.endswith(".py")


def is_data(path: str, modules: Collection[str]) -> bool:
    """Say whether a file is one that a package among these modules may read.

    Of the catalogues of words it is the one that Python falls back on; the page fetches that of its own language.
    """
    folder, _, name = path.rpartition("/")
    if folder == "impasto/words" and name != f"{LANGUAGE}.json":
        return False
    return not is_source(path) and f"{folder}/__init__.py" in modules
