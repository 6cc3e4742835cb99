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
"""Graphics in software is so slow that it is measured at this size only, to see that it runs, if a network takes it."""


class Network(NamedTuple):
    """One network: its id, its graphs by role as the manifest has them, and the sides at which it is measured."""

    id: str
    graphs: dict[str, Any]
    sides: tuple[int, ...]

    @property
    def software_side(self) -> int:
        """The one side at which graphics in software are measured: the network's own where it takes no other."""
        return self.sides[0] if fixed_side(self.graphs) else SOFTWARE_SIDE

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
        Network(record["id"], record["graphs"], _sides(record["role"], record["graphs"]))
        for record in manifest["networks"]
    ]


def fixed_side(graphs: dict[str, Any]) -> int | None:
    """Return the height of the pictures that a network takes, in px; None where it takes any."""
    height = next(iter(graphs.values()))["inputs"][0]["shape"][1]
    return height if isinstance(height, int) else None


def _sides(role: str, graphs: dict[str, Any]) -> tuple[int, ...]:
    side = fixed_side(graphs) or (STYLE_SIDE if role == "style" else None)
    return (side,) if side else SIDES


def defaults() -> dict[str, str]:
    """Return the ids of the networks that the page begins with, by role."""
    return dict(json.loads((MODELS / "manifest.json").read_text("utf-8"))["default"])


def transformers() -> list[str]:
    """Return the ids of the networks that paint, in the order of the manifest."""
    manifest = json.loads((MODELS / "manifest.json").read_text("utf-8"))
    return [record["id"] for record in manifest["networks"] if record["role"] == "transformer"]
