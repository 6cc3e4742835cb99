"""Makes what the browser gets of Python: `python -m bundler.pyodide_parts` in site/, run by build.py.

It reads Pyodide and the wheels of numpy, Pillow and Impasto, and writes `python_stdlib.wasm`, `numpy.wasm`,
`pillow.wasm` and `impasto.wasm`, see bundler.pyodide_parts.container, and Pyodide's program and script.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bundler.bundle import BundleError
from bundler.pyodide_parts import published


def main(arguments: Sequence[str]) -> int:
    """Write the files; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bundler.pyodide_parts", description=__doc__)
    parser.add_argument("--published", action="store_true", help="leave out nothing, compile nothing, change nothing")
    parser.add_argument("--node", help="Node.js, which runs Pyodide to compile; not needed with --published")
    parser.add_argument("--pyodide", type=Path, required=True, help="folder of the npm package")
    parser.add_argument("--output", type=Path, required=True, help="folder for the files")
    parser.add_argument("--wheels", type=Path, nargs="+", required=True, help="numpy, Pillow and impasto")
    options = parser.parse_args(arguments)
    if not (options.published or options.node):
        parser.error("--node is needed to compile")
    try:
        if options.published:
            files = published.make(options.pyodide, options.wheels)
        else:
            from bundler.pyodide_parts import trimmed  # only here: it expects this release of Pyodide

            files = trimmed.make(options.pyodide, options.wheels, options.node)
    except BundleError as error:
        way_out = "" if options.published else " Until that is put right, --published builds with all of Pyodide."
        print(f"bundler: {error}{way_out}", file=sys.stderr)
        return 1
    options.output.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (options.output / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
