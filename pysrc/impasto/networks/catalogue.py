"""The catalogue of networks, read from ``models/manifest.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from impasto.errors import UnknownNetwork


@dataclass(frozen=True, slots=True)
class TensorSpec:
    """Name, shape and type of a graph's input or output; free dimensions are given by name."""

    name: str
    shape: tuple[int | str, ...]
    dtype: Literal["uint8", "float32"]


@dataclass(frozen=True, slots=True)
class Graph:
    """One ONNX file: ``file`` beside the manifest, its size in bytes and its sha256 in hexadecimal.

    ``graphics`` computes the same by nodes that suit graphics hardware, where that makes a difference. ``layers`` names
    those of the file that are wanted, where it is not all of them (``networks.parts``).
    """

    file: str
    bytes: int
    sha256: str
    inputs: tuple[TensorSpec, ...]
    outputs: tuple[TensorSpec, ...]
    graphics: Graph | None = None
    layers: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells the graph from all others, and is the same whenever the file is."""
        parts = [*self.layers, *(spec.name for spec in self.outputs)] if self.layers else []
        return " ".join([self.sha256, *parts])


@dataclass(frozen=True, slots=True)
class Network:
    """What the manifest says of any network.

    ``summary`` is one line for the user; ``relative_time`` is how long the network takes, as a multiple of the fastest
    of its role (``models/measure.py``).
    """

    id: str
    title: str
    summary: str
    architecture: str
    parameters: int
    source: str
    licence: str
    card: str
    relative_time: float


@dataclass(frozen=True, slots=True)
class StyleNetwork(Network):
    """Reduces a picture to a style vector of 100 numbers (Ghiasi et al. 2017, section 3)."""

    style: Graph

    @property
    def graphs(self) -> tuple[Graph, ...]:
        return (self.style,)


@dataclass(frozen=True, slots=True)
class Transformer(Network):
    """Repaints a picture: ``encoder`` (content -> features), then ``decoder`` (features + vector -> picture)."""

    encoder: Graph
    decoder: Graph

    @property
    def graphs(self) -> tuple[Graph, ...]:
        return (self.encoder, self.decoder)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All networks, in the order of the manifest; any style network goes with any transformer."""

    style_networks: tuple[StyleNetwork, ...]
    transformers: tuple[Transformer, ...]
    default_style_network: str
    default_transformer: str

    def style_network(self, network_id: str) -> StyleNetwork:
        """Return the style network of that id, or raise ``UnknownNetwork`` naming those that exist."""
        return _find(self.style_networks, network_id, "style-network-unknown")

    def transformer(self, network_id: str) -> Transformer:
        """Return the transformer of that id, or raise ``UnknownNetwork`` naming those that exist."""
        return _find(self.transformers, network_id, "transformer-unknown")

    def network(self, network_id: str) -> StyleNetwork | Transformer:
        """Return the network of that id, of whichever role, or raise ``UnknownNetwork``."""
        networks: tuple[StyleNetwork | Transformer, ...] = (*self.style_networks, *self.transformers)
        return _find(networks, network_id, "network-unknown")

    @classmethod
    def from_json(cls, text: str) -> Catalogue:
        """Read a manifest (format 1; ``models/README.md`` describes it)."""
        record = json.loads(text)
        return cls(
            style_networks=tuple(
                StyleNetwork(**_common(entry, record), style=_graph(entry["graphs"]["style"]))
                for entry in record["networks"]
                if entry["role"] == "style"
            ),
            transformers=tuple(
                Transformer(
                    **_common(entry, record),
                    encoder=_graph(entry["graphs"]["encoder"]),
                    decoder=_graph(entry["graphs"]["decoder"]),
                )
                for entry in record["networks"]
                if entry["role"] == "transformer"
            ),
            default_style_network=record["default"]["style_network"],
            default_transformer=record["default"]["transformer"],
        )


N = TypeVar("N", bound=Network)


def _find(networks: tuple[N, ...], network_id: str, unknown: str) -> N:
    for network in networks:
        if network.id == network_id:
            return network
    raise UnknownNetwork(unknown, given=network_id, known=tuple(network.id for network in networks))


def _common(entry: Mapping[str, Any], manifest: Mapping[str, Any]) -> dict[str, Any]:
    names = ("id", "title", "summary", "architecture", "parameters", "source", "licence", "card")
    return {name: entry[name] for name in names} | {"relative_time": manifest["relative_time"][entry["id"]]}


def _graph(entry: Mapping[str, Any]) -> Graph:
    inputs = tuple(_tensor(spec) for spec in entry["inputs"])
    outputs = tuple(_tensor(spec) for spec in entry["outputs"])
    variant = entry.get("graphics")
    graphics = variant and Graph(variant["file"], variant["bytes"], variant["sha256"], inputs, outputs)
    return Graph(entry["file"], entry["bytes"], entry["sha256"], inputs, outputs, graphics)


def _tensor(entry: Mapping[str, Any]) -> TensorSpec:
    return TensorSpec(entry["name"], tuple(entry["shape"]), entry["dtype"])
