"""Prints the processor time that each network of the manifest takes here: native onnxruntime, one thread.

    python models/measure.py            # prints the times; the figures in the cards are medians that it printed
    python models/measure.py --write    # also writes each network's time, relative to the fastest, into the manifest

needs the extra ``models``. Other work on the machine hardly counts, and rounds go over all networks in turn.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

MODELS = Path(__file__).resolve().parent
MANIFEST = MODELS / "manifest.json"
STYLE_SIDE = 256
CONTENT_SIDE = 512
RUNS = 9

Times = dict[tuple[str, str], list[float]]
"""Seconds of each run, by network id and graph."""


def measured(networks: list[dict[str, Any]]) -> Times:
    """Time every graph on square pictures of noise, transformers at 512 px and all others at 256."""
    random = np.random.default_rng(0)
    vector = random.normal(0, 0.5, (1, 100)).astype(np.float32)
    sessions = {
        (network["id"], role): _session(graph["file"])
        for network in networks
        for role, graph in network["graphs"].items()
    }
    times: Times = defaultdict(list)
    for _ in range(RUNS + 1):
        features = None
        for (network_id, role), session in sessions.items():
            side = CONTENT_SIDE if role == "encoder" else STYLE_SIDE
            inputs = (
                {"features": features, "vector": vector} if role == "decoder" else {"picture": _noise(random, side)}
            )
            start = time.process_time()
            (features,) = session.run(None, inputs)
            times[network_id, role].append(time.process_time() - start)
    return {key: runs[1:] for key, runs in times.items()}  # the first one warms up


def relative_times(networks: list[dict[str, Any]], times: Times) -> dict[str, float]:
    """Return each network's median time, all its graphs together, as a multiple of the fastest of its role."""
    seconds = {
        network["id"]: sum(statistics.median(times[network["id"], role]) for role in network["graphs"])
        for network in networks
    }
    fastest = {
        network["role"]: min(seconds[other["id"]] for other in networks if other["role"] == network["role"])
        for network in networks
    }
    return {network["id"]: round(seconds[network["id"]] / fastest[network["role"]], 1) for network in networks}


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(description="Prints how long each network takes.")
    parser.add_argument("--write", action="store_true", help="write the relative times into manifest.json")
    options = parser.parse_args()
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    times = measured(manifest["networks"])
    relative = relative_times(manifest["networks"], times)
    for (network_id, role), runs in times.items():
        middle, least, most = (1000 * each(runs) for each in (statistics.median, min, max))
        print(f"{network_id:24} {role:8} {middle:8.1f} ms ({least:.1f} to {most:.1f})")
    for network_id, factor in relative.items():
        print(f"{network_id:24} {factor:.1f} times the fastest")
    if options.write:
        MANIFEST.write_text(json.dumps({**manifest, "relative_time": relative}, indent=2) + "\n", "utf-8")


def _noise(random: np.random.Generator, side: int) -> np.ndarray:
    return random.integers(0, 256, (1, side, side, 3), np.uint8)


def _session(file: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(MODELS / file), options, providers=["CPUExecutionProvider"])


if __name__ == "__main__":
    main()
