"""The networks to measure, as models/manifest.json lists them, and which of TensorFlow.js stands against each."""

import json
from typing import Any, NamedTuple

from builder import places

MODELS = places.ROOT / "models"

THEIRS = {"style-mobilenet-v2": "style", "transformer-separable": "separable", "transformer-conv": "plain"}
"""Networks of the same architecture under TensorFlow.js, by our id. Ours besides stand alone."""

STYLE_SIDE = 256
SIDES = (256, 384, 512, 768)
SOFTWARE_SIDE = 64
"""Graphics in software is so slow that it is measured at this size only, to see that it runs."""


class Network(NamedTuple):
    """One network: its id, its graphs by role as the manifest has them, and the sides at which it is measured."""

    id: str
    graphs: dict[str, Any]
    sides: tuple[int, ...]

    @property
    def as_published(self) -> "Network":
        """The same network with the layers that its authors gave it, which is what graphics hardware runs."""
        graphs = {role: {**graph, **graph.get("graphics", {})} for role, graph in self.graphs.items()}
        return self._replace(graphs=graphs)

    @property
    def theirs(self) -> str | None:
        return THEIRS.get(self.id)


def networks() -> list[Network]:
    """Return all networks of the manifest."""
    manifest = json.loads((MODELS / "manifest.json").read_text("utf-8"))
    return [
        Network(record["id"], record["graphs"], (STYLE_SIDE,) if record["role"] == "style" else SIDES)
        for record in manifest["networks"]
    ]


def defaults() -> dict[str, str]:
    """Return the ids of the networks that the page begins with, by role."""
    return dict(json.loads((MODELS / "manifest.json").read_text("utf-8"))["default"])


def transformers() -> list[str]:
    """Return the ids of the networks that paint, in the order of the manifest."""
    manifest = json.loads((MODELS / "manifest.json").read_text("utf-8"))
    return [record["id"] for record in manifest["networks"] if record["role"] == "transformer"]
