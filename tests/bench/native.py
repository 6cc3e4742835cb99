"""Native onnxruntime on the same graphs and as many threads: the nearer bound."""

import json
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from bench.catalogue import MODELS

Array = NDArray[Any]


def picture(dtype: str, side: int) -> Array:
    """Return a square picture of noise as a graph takes it, [1, side, side, 3]: bytes, or floats from 0 to 1."""
    noise = np.random.default_rng(0).integers(0, 256, (1, side, side, 3), np.uint8)
    return noise if dtype == "uint8" else noise.astype(np.float32) / 255


def vector() -> Array:
    return np.random.default_rng(1).normal(0, 0.5, (1, 100)).astype(np.float32)


@cache
def session(file: str, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # it would take the next case's cores
    return onnxruntime.InferenceSession(str(MODELS / file), options, providers=["CPUExecutionProvider"])


def feeds(role: str, graph: dict[str, Any], side: int, features: Array | None) -> dict[str, Array]:
    """Return the inputs of a graph; the decoder takes what the encoder gave."""
    if role == "decoder":
        assert features is not None
        return {"features": features, "vector": vector()}
    return {"picture": picture(graph["inputs"][0].get("dtype", "float32"), side)}


def case(graphs: dict[str, Any], side: int, threads: int) -> Callable[[], dict[str, float]]:
    """Return a case that runs all graphs of a network once: seconds of each and of all (``network``)."""

    def run() -> dict[str, float]:
        seconds: dict[str, float] = {}
        features = None
        for role, graph in graphs.items():
            inputs = feeds(role, graph, side, features)
            opened = session(graph["file"], threads)
            begin = time.perf_counter()
            (features,) = opened.run(None, inputs)
            seconds[role] = time.perf_counter() - begin
        return {"network": sum(seconds.values()), **seconds}

    return run


def profile(graphs: dict[str, Any], side: int, *, optimised: bool, passes: int = 1) -> dict[str, list[dict[str, Any]]]:
    """Return the events of onnxruntime's own profile by role: every node with its shapes and microseconds.

    Not ``optimised``, the nodes are those of the file, which is what shapes are read from.
    """
    events: dict[str, list[dict[str, Any]]] = {}
    features = None
    level = onnxruntime.GraphOptimizationLevel
    with tempfile.TemporaryDirectory(prefix="impasto-bench-") as folder:
        for role, graph in graphs.items():
            options = onnxruntime.SessionOptions()
            options.enable_profiling = True
            options.profile_file_prefix = str(Path(folder, role))
            options.intra_op_num_threads = 1
            options.graph_optimization_level = level.ORT_ENABLE_ALL if optimised else level.ORT_DISABLE_ALL
            opened = onnxruntime.InferenceSession(str(MODELS / graph["file"]), options, ["CPUExecutionProvider"])
            inputs = feeds(role, graph, side, features)
            for _ in range(passes):
                (features,) = opened.run(None, inputs)
            events[role] = json.loads(Path(opened.end_profiling()).read_text())
    return events
