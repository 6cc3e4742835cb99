"""Makes what the browser gets of Python: chosen modules, compiled, each package in one file, and the interpreter.

Run as `python -m bundler.python_parts` in site/, by build.py. It reads Pyodide's standard library and the wheels of
numpy, Pillow and Impasto, whose sha256 build.py has checked, and writes `python_stdlib.wasm` (a zip archive besides,
which is what Python reads) and `numpy.wasm`, `pillow.wasm`, `impasto.wasm`, see bundler.container; and Pyodide's own
program, see bundler.interpreter.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bundler.bundle import BundleError
from bundler.container import pack, pack_zip
from bundler.interpreter import without_unused_names
from bundler.python_files import EMPTY, NOT_FOR_THE_BROWSER, NUMPY, PILLOW, STANDARD_LIBRARY, chosen, files_of

HERE = Path(__file__).resolve().parent
SITE_PACKAGES = "lib/python3.14/site-packages/"
"""Where the packages lie in the browser's file system, relative to its root."""
STANDARD_LIBRARY_ZIP = "lib/python314.zip/"
INTERPRETER = ("pyodide.asm.mjs", "pyodide.asm.wasm")


def standard_library(archive: Path) -> dict[str, bytes]:
    """Return the sources of the chosen modules, by their path in Pyodide's archive."""
    with zipfile.ZipFile(archive) as source:
        paths = files_of(chosen(STANDARD_LIBRARY), source.namelist(), archive.name)
        return {path: source.read(path) for path in paths}


def package(wheel: Path) -> dict[str, bytes]:
    """Return what the browser gets of a wheel, by path: chosen modules of numpy and Pillow, nearly all of Impasto."""
    name = wheel.name.partition("-")[0]
    with zipfile.ZipFile(wheel) as source:
        members = source.namelist()
        if name == "impasto":
            ours = [path for path in members if path.startswith("impasto/")]
            paths = [path for path in ours if not path.startswith(NOT_FOR_THE_BROWSER)]
        else:
            paths = files_of(chosen({"numpy": NUMPY, "pillow": PILLOW}[name]), members, wheel.name)
        empty = {path: b"" for path in EMPTY if path.startswith(f"{name}/")}
        return {path: source.read(path) for path in paths} | empty


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


def make(pyodide: Path, wheels: Sequence[Path], node: str) -> dict[str, bytes]:
    """Return the files for the browser by name."""
    parts = {"python_stdlib": standard_library(pyodide / "python_stdlib.zip")}
    parts |= {wheel.name.partition("-")[0]: package(wheel) for wheel in wheels}
    roots = {part: STANDARD_LIBRARY_ZIP if part == "python_stdlib" else SITE_PACKAGES for part in parts}
    sources = {
        roots[part] + path: data for part, files in parts.items() for path, data in files.items() if is_source(path)
    }
    bytecode = compiled(sources, node, pyodide)

    def finished(part: str) -> dict[str, bytes]:
        return {
            f"{path}c" if is_source(path) else path: bytecode[f"{roots[part]}{path}c"] if is_source(path) else data
            for path, data in parts[part].items()
        }

    made = {f"{part}.wasm": (pack_zip if part == "python_stdlib" else pack)(finished(part)) for part in parts}
    return made | interpreter(pyodide, parts.values())


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


def main() -> int:
    """Write the files; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bundler.python_parts", description=__doc__)
    parser.add_argument("--node", required=True, help="Node.js, which runs Pyodide")
    parser.add_argument("--pyodide", type=Path, required=True, help="folder of the npm package")
    parser.add_argument("--output", type=Path, required=True, help="folder for the files")
    parser.add_argument("--wheels", type=Path, nargs="+", required=True, help="numpy, Pillow and impasto")
    options = parser.parse_args()
    try:
        files = make(options.pyodide, options.wheels, options.node)
    except BundleError as error:
        print(f"bundler: {error}", file=sys.stderr)
        return 1
    options.output.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (options.output / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
