"""Writes down which functions of onnxruntime-web the networks call, and which get other kernels.

``python -m bundler.onnxruntime_program.called`` in site/, to be run when onnxruntime-web or an operator of the networks
changes; it takes some minutes. ``reduced`` and ``kernels`` say what the numbers are for.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from bundler.onnxruntime import FILES
from bundler.onnxruntime_program.kernels import kernels
from bundler.onnxruntime_program.network_parts import write_parts
from bundler.onnxruntime_program.reduced import KNOWN
from impasto.networks.catalogue import Catalogue

HERE = Path(__file__).resolve().parent
SITE = HERE.parents[1]
DIST = SITE / "node_modules/onnxruntime-web/dist"
MODELS = SITE.parent / "models"
COMPILED = re.compile(rb"^Compiled function 0x[0-9a-f]+#(\d+) ", re.MULTILINE)
THREADS = (1, 2)


def graphs(catalogue: Catalogue) -> dict[str, Any]:
    """Return the files of graphs for the processor: ``styles``, ``people``, ``transformers`` as pairs, and ``widest``.

    The last one is the encoder of the largest transformer, which is the first to be given more than it can hold.
    """
    return {
        "styles": [network.style.file for network in catalogue.style_networks],
        "transformers": [[network.encoder.file, network.decoder.file] for network in catalogue.transformers],
        "people": [network.people.file for network in catalogue.segmenters],
        "widest": max(catalogue.transformers, key=lambda network: network.parameters).encoder.file,
    }


def called(models: Path = MODELS) -> set[int]:
    """Return the functions that are called while all networks of a manifest's folder, and their parts, are run."""
    traced = json.dumps(graphs(Catalogue.from_json((models / "manifest.json").read_text(encoding="utf-8"))))
    found = set[int]()
    with tempfile.TemporaryDirectory() as parts:
        write_parts(models, Path(parts))
        for threads in THREADS:
            command: list[str | Path] = ["node", "--trace-wasm-compilation-times", HERE / "called.mjs"]
            command += [DIST, models, parts, str(threads), traced]
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
    KNOWN.write_text(json.dumps(record) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
