"""onnxruntime-web as it is published, and what is known of its program."""

import json
from functools import cache

import build
from bundler.onnxruntime import CALLED, FILES

DIST = build.NODE_MODULES / "onnxruntime-web/dist"


@cache
def published() -> bytes:
    """Return the program for the processor."""
    build.need_node_packages(development=False)
    return (DIST / FILES["wasm"]).read_bytes()


@cache
def known() -> dict[str, int]:
    """Return the numbers of its kernels."""
    numbers: dict[str, int] = json.loads(CALLED.read_text("utf-8"))["kernels"]
    return numbers
