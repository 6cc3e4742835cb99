"""onnxruntime-web as it is published, and what is known of its program."""

from functools import cache

from builder import places
from builder.environments import need_node_packages
from bundler import onnxruntime
from bundler.onnxruntime_program import reduced

DIST = places.NODE_MODULES / "onnxruntime-web/dist"


@cache
def published() -> bytes:
    """Return the program for the processor."""
    need_node_packages(development=False)
    return (DIST / onnxruntime.FILES["wasm"]).read_bytes()


@cache
def known() -> dict[str, int]:
    """Return the numbers of its kernels."""
    numbers: dict[str, int] = reduced.known(published())["kernels"]
    return numbers
