"""Writes down which functions of onnxruntime-web the networks call, and which get other kernels.

``python -m bundler.called`` in site/, to be run when onnxruntime-web or an operator of the networks changes; it takes
some minutes. ``reached`` and ``kernels`` say what the numbers are for.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tempfile
from pathlib import Path

from bundler.kernels import kernels
from bundler.network_parts import write_parts
from bundler.onnxruntime import CALLED, FILES

HERE = Path(__file__).resolve().parent
SITE = HERE.parent
DIST = SITE / "node_modules/onnxruntime-web/dist"
MODELS = SITE.parent / "models"
COMPILED = re.compile(rb"^Compiled function 0x[0-9a-f]+#(\d+) ", re.MULTILINE)
THREADS = (1, 2)


def called() -> set[int]:
    """Return the functions that are called while all networks, and their parts, are opened and run."""
    found = set[int]()
    with tempfile.TemporaryDirectory() as parts:
        write_parts(MODELS, Path(parts))
        for threads in THREADS:
            command: list[str | Path] = [
                "node",
                "--trace-wasm-compilation-times",
                HERE / "called.mjs",
                DIST,
                MODELS,
                parts,
            ]
            command.append(str(threads))
            output = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
            found |= {int(number) for number in COMPILED.findall(output)}
    return found


def main() -> None:
    """Write the lists."""
    program = (DIST / FILES["wasm"]).read_bytes()
    record = {
        "sha256": hashlib.sha256(program).hexdigest(),
        "kernels": kernels(program),
        "called": sorted(called()),
    }
    CALLED.write_text(json.dumps(record) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
