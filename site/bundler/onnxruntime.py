"""What the browser gets of onnxruntime-web: the builds that this page loads, of the many that the package holds."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from bundler.bundle import Bundle, BundleError, read
from bundler.kernels import with_kernels
from bundler.licences import npm_package
from bundler.reached import without_unreached

FILES = {
    "api": "ort.wasm.min.mjs",
    "loader": "ort-wasm-simd-threaded.mjs",
    "wasm": "ort-wasm-simd-threaded.wasm",
}
# The builds for graphics hardware, of which a browser loads the one that suits it, and only to try it. ort.all has
# them all in one, but an older WebGPU that was silently wrong.
GRAPHICS = {
    "webgpu_jspi": {
        "api": "ort.jspi.min.mjs",
        "loader": "ort-wasm-simd-threaded.jspi.mjs",
        "wasm": "ort-wasm-simd-threaded.jspi.wasm",
    },
    "webgpu_asyncify": {
        "api": "ort.webgpu.min.mjs",
        "loader": "ort-wasm-simd-threaded.asyncify.mjs",
        "wasm": "ort-wasm-simd-threaded.asyncify.wasm",
    },
    "webgl": {"api": "ort.webgl.min.mjs"},
}
CALLED = Path(__file__).with_name("onnxruntime.json")
"""What is known of the program with this sha256: bundler.called.

Numbers of functions: those that the networks call, and those that get other kernels, by what they do.
"""


def add_onnxruntime(bundle: Bundle, folder: Path, called: Path) -> dict[str, Any]:
    """Add the files of onnxruntime-web; return their table.

    The build for the processor is the only one of a first visit. Its program comes twice: `wasm` is the part that the
    networks need, with quicker kernels, `whole`, as published, what the page turns to should that not do.

    Raises:
        BundleError: the list of functions is of another program.
    """
    table: dict[str, Any] = {"version": npm_package(folder)["version"]}
    contents = {role: read(folder / "dist" / name) for role, name in FILES.items()}
    table["whole"] = bundle.add_hashed(f"onnxruntime/{FILES['wasm']}", contents["wasm"], first_visit=False).record()
    contents["wasm"] = needed(contents["wasm"], called)
    for role, name in FILES.items():
        table[role] = bundle.add_hashed(f"onnxruntime/{name}", contents[role], first_visit=True).record()
    for build, files in GRAPHICS.items():
        table[build] = {
            role: bundle.add_hashed(f"onnxruntime/{name}", read(folder / "dist" / name), first_visit=False).record()
            for role, name in files.items()
        }
    return table


def needed(program: bytes, called: Path) -> bytes:
    """Return a program with quicker kernels and without what is never reached. Raises ``BundleError``."""
    numbers = known(program, called)
    return without_unreached(with_kernels(program, numbers["kernels"]), numbers["called"])


def known(program: bytes, called: Path = CALLED) -> dict[str, Any]:
    """Return what is known of a program. Raises ``BundleError`` where that is of another one."""
    record: dict[str, Any] = json.loads(read(called))
    if hashlib.sha256(program).hexdigest() != record["sha256"]:
        raise BundleError(f"{called.name} is of another onnxruntime-web. Run `python -m bundler.called` in site/.")
    return record
