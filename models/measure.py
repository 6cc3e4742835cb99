"""Prints how long each network of the manifest takes on this machine: native onnxruntime, one thread.

    python models/measure.py

needs the extra ``models``. The figures in the cards are medians that this command printed.
"""

from __future__ import annotations

import json
import statistics
import time
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

MODELS = Path(__file__).resolve().parent
STYLE_SIDE = 256
CONTENT_SIDES = (384, 768, 1024)
RUNS = 9


def main() -> None:
    """Time every graph on square pictures of noise: style networks at 256 px, transformers at three sizes."""
    random = np.random.default_rng(0)
    vector = random.normal(0, 0.5, (1, 100)).astype(np.float32)
    for network in json.loads((MODELS / "manifest.json").read_text("utf-8"))["networks"]:
        sessions = {role: _session(graph["file"]) for role, graph in network["graphs"].items()}
        for side in [STYLE_SIDE] if network["role"] == "style" else CONTENT_SIDES:
            picture = random.random((1, side, side, 3), np.float32)
            if network["role"] == "style":
                _time(network["id"], "style", side, sessions["style"], {"picture": picture})
            else:
                features = _time(network["id"], "encoder", side, sessions["encoder"], {"picture": picture})
                _time(network["id"], "decoder", side, sessions["decoder"], {"features": features, "vector": vector})


def _session(file: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(MODELS / file), options, providers=["CPUExecutionProvider"])


def _time(network: str, role: str, side: int, session: Any, inputs: dict[str, Any]) -> Any:
    """Print the median time of a graph, and return its output."""
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        (output,) = session.run(None, inputs)
        seconds.append(time.perf_counter() - start)
    print(f"{network:20} {role:8} {side:4} x {side:<4} {1000 * statistics.median(seconds):7.1f} ms")
    return output


if __name__ == "__main__":
    main()
