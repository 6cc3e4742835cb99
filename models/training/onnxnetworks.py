"""The committed networks as functions on PyTorch tensors, run by onnxruntime on one thread; not differentiable.

The graphs take and give bytes, so what goes in and comes out is rounded to 256 levels.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from impasto.imaging.grain import REACH, grained
from impasto.imaging.padding import EDGE, SIDE_MULTIPLE

# A level that grain takes to neither end.
GREY = 128


class OnnxStyleNetwork:
    """Pictures [1, 3, height, width], RGB 0..1, sides multiples of 32, to vectors [1, 100]."""

    def __init__(self, file: Path) -> None:
        self._session = _session(file)

    def __call__(self, picture: Tensor) -> Tensor:
        (vector,) = self._session.run(None, {"picture": levels(picture)})
        return torch.from_numpy(vector)


class OnnxTransformer:
    """Pictures [1, 3, height, width], RGB 0..1, sides multiples of 4, and vectors [1, 100] to painted pictures."""

    def __init__(self, encoder: Path | bytes, decoder: Path | bytes) -> None:
        """Take the graphs as files or as what stands in them."""
        self._encoder, self._decoder = _session(encoder), _session(decoder)

    def __call__(self, picture: Tensor, vector: Tensor) -> Tensor:
        (features,) = self._encoder.run(None, {"picture": levels(picture)})
        (painted,) = self._decoder.run(None, {"features": features, "vector": vector.numpy()})
        return torch.from_numpy(painted[..., :3]).permute(0, 3, 1, 2) / 255


def read_manifest(folder: Path, role: str) -> dict[str, dict[str, Any]]:
    """Return the records of all networks of a role ("style" or "transformer"), by id."""
    networks = json.loads((folder / "manifest.json").read_text("utf-8"))["networks"]
    return {network["id"]: network for network in networks if network["role"] == role}


def style_network(folder: Path, record: dict[str, Any]) -> OnnxStyleNetwork:
    """Load the style network of a manifest record."""
    return OnnxStyleNetwork(folder / record["graphs"]["style"]["file"])


def transformer(folder: Path, record: dict[str, Any]) -> OnnxTransformer:
    """Load the transformer of a manifest record."""
    return OnnxTransformer(*(folder / record["graphs"][graph]["file"] for graph in ("encoder", "decoder")))


def paint(transformer: Callable[[Tensor, Tensor], Tensor], picture: Tensor, vector: Tensor) -> Tensor:
    """Return pictures [batch, 3, height, width], 0..1, painted as Impasto does it: with an edge and grain before."""
    height, width = picture.shape[2:]
    painted = transformer(with_edge_and_grain(picture), vector)
    return painted[:, :, EDGE : EDGE + height, EDGE : EDGE + width]


def with_edge_and_grain(picture: Tensor) -> Tensor:
    """Return pictures [batch, 3, height, width], 0..1, as ``grained(padded(…))`` makes them, on the same device."""
    height, width = picture.shape[2:]
    edge = [EDGE, EDGE + -width % SIDE_MULTIPLE, EDGE, EDGE + -height % SIDE_MULTIPLE]
    wide = functional.pad((picture * 255).round(), edge, mode="reflect")
    grain = _grain(wide.shape[2], wide.shape[3], picture.device)
    grainy = (wide.clamp(REACH, 255 - REACH) + grain) / 255
    return grainy.contiguous(memory_format=torch.channels_last)


@lru_cache(maxsize=32)
def _grain(height: int, width: int, device: torch.device) -> Tensor:
    """Return what grain adds to the levels of every picture of a size, [height, width]."""
    grey = np.full((height, width, 3), GREY, np.uint8)
    return torch.from_numpy(grained(grey)[..., 0].astype(np.float32) - GREY).to(device)


def levels(picture: Tensor) -> NDArray[np.uint8]:
    """Return uint8 [1, height, width, 3] as the graphs take it; 0..1 becomes 0..255, rounded."""
    rounded: NDArray[np.uint8] = (picture.permute(0, 2, 3, 1) * 255).round().byte().contiguous().numpy()
    return rounded


def _session(graph: Path | bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    model = graph if isinstance(graph, bytes) else str(graph)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
