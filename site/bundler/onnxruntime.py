"""What the browser gets of onnxruntime-web: the builds that this page loads, of the many that the package holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bundler.bundle import Bundle, read
from bundler.licences import npm_package

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


def add_onnxruntime(bundle: Bundle, folder: Path, rewrite: Callable[[bytes], bytes]) -> dict[str, Any]:
    """Add the files of onnxruntime-web; return their table.

    The build for the processor is the only one of a first visit. Its program comes twice: `wasm` is what `rewrite`
    makes of it, `whole`, as published, what the page turns to should that not do. Where both are the same, so are their
    addresses.

    Raises:
        BundleError: a file is missing, or `rewrite` does not know the program.
    """
    table: dict[str, Any] = {"version": npm_package(folder)["version"]}
    contents = {role: read(folder / "dist" / name) for role, name in FILES.items()}
    table["whole"] = bundle.add_hashed(f"onnxruntime/{FILES['wasm']}", contents["wasm"], first_visit=False).record()
    contents["wasm"] = rewrite(contents["wasm"])
    for role, name in FILES.items():
        table[role] = bundle.add_hashed(f"onnxruntime/{name}", contents[role], first_visit=True).record()
    for build, files in GRAPHICS.items():
        table[build] = {
            role: bundle.add_hashed(f"onnxruntime/{name}", read(folder / "dist" / name), first_visit=False).record()
            for role, name in files.items()
        }
    return table
