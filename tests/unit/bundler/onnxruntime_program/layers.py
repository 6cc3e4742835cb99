"""Layers of networks, run by onnxruntime's program for the browser with its quicker kernels."""

import json
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import onnx
from published import DIST, known, published

from builder.environments import need_node
from bundler.onnxruntime_program.kernels import with_kernels

HOST = Path(__file__).with_name("layers_host.mjs")


def results(graphs: Sequence[tuple[onnx.ModelProto, np.ndarray]], threads: int, folder: Path) -> list[np.ndarray]:
    """Return what the program makes of each of these inputs, as rows of numbers: y, of x."""
    program = folder / "program.wasm"
    program.write_bytes(_program())
    for number, (graph, x) in enumerate(graphs):
        onnx.save(graph, folder / f"{number}.onnx")
        (folder / f"{number}.in").write_bytes(x.tobytes())
        (folder / f"{number}.json").write_text(json.dumps(x.shape))
    host = [need_node().node, HOST, DIST, program, str(threads), folder]
    subprocess.run(host, check=True, stderr=subprocess.DEVNULL)
    return [np.frombuffer((folder / f"{number}.out").read_bytes(), np.float32) for number in range(len(graphs))]


@cache
def _program() -> bytes:
    return with_kernels(published(), known())
