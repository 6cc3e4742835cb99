"""The catalogue of networks, read from ``models/manifest.json``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, TypeVar, get_args

from impasto.errors import UnknownNetwork
from impasto.networks.manifest import Record

FORMAT = 1
"""The format of manifests that is read."""

Type: TypeAlias = Literal["uint8", "float32"]


@dataclass(frozen=True, slots=True)
class TensorSpec:
    """Name, shape and type of a graph's input or output; free dimensions are given by name."""

    name: str
    shape: tuple[int | str, ...]
    dtype: Type


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
class Segmenter(Network):
    """Finds people: ``people`` makes of a picture of its size how sure it is of each pixel, 0..1."""

    people: Graph

    @property
    def graphs(self) -> tuple[Graph, ...]:
        return (self.people,)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All networks, in the order of the manifest; any style network goes with any transformer.

    The first of the ``segmenters`` is the one that is used.
    """

    style_networks: tuple[StyleNetwork, ...]
    transformers: tuple[Transformer, ...]
    default_style_network: str
    default_transformer: str
    segmenters: tuple[Segmenter, ...] = ()

    def style_network(self, network_id: str) -> StyleNetwork:
        """Return the style network of that id, or raise ``UnknownNetwork`` naming those that exist."""
        return _find(self.style_networks, network_id, "style-network-unknown")

    def transformer(self, network_id: str) -> Transformer:
        """Return the transformer of that id, or raise ``UnknownNetwork`` naming those that exist."""
        return _find(self.transformers, network_id, "transformer-unknown")

    @property
    def networks(self) -> tuple[StyleNetwork | Transformer | Segmenter, ...]:
        """Return all, of whichever role."""
        return (*self.style_networks, *self.transformers, *self.segmenters)

    def network(self, network_id: str) -> StyleNetwork | Transformer | Segmenter:
        """Return the network of that id, of whichever role, or raise ``UnknownNetwork``."""
        return _find(self.networks, network_id, "network-unknown")

    @classmethod
    def from_json(cls, text: str) -> Catalogue:
        """Read a manifest (format 1; ``models/README.md`` describes it).

        Raises:
            BadManifest: it is not one: something is missing or of another kind, ids are not unique, or a default is
                not among the networks. The words name the place.
        """
        record = Record.parsed(text)
        if record["format"].count() != FORMAT:
            record["format"].refuse()
        style_networks: list[StyleNetwork] = []
        transformers: list[Transformer] = []
        segmenters: list[Segmenter] = []
        for entry in record["networks"]:
            common, graphs = _common(entry, record["relative_time"]), entry["graphs"]
            if common["id"] in {network.id for network in (*style_networks, *transformers, *segmenters)}:
                entry["id"].refuse()
            match entry["role"].one_of("style", "transformer", "people"):
                case "style":
                    style_networks.append(StyleNetwork(**common, style=_graph(graphs["style"])))
                case "people":
                    segmenters.append(Segmenter(**common, people=_graph(graphs["people"])))
                case _:
                    encoder, decoder = _graph(graphs["encoder"]), _graph(graphs["decoder"], inputs=2)
                    transformers.append(Transformer(**common, encoder=encoder, decoder=decoder))
        default = record["default"]
        return cls(
            tuple(style_networks),
            tuple(transformers),
            default["style_network"].one_of(*(network.id for network in style_networks)),
            default["transformer"].one_of(*(network.id for network in transformers)),
            tuple(segmenters),
        )


N = TypeVar("N", bound=Network)


def _find(networks: tuple[N, ...], network_id: str, unknown: str) -> N:
    for network in networks:
        if network.id == network_id:
            return network
    raise UnknownNetwork(unknown, given=network_id, known=tuple(network.id for network in networks))


def _common(entry: Record, relative_times: Record) -> dict[str, Any]:
    id_ = entry["id"].text()
    texts = {name: entry[name].text() for name in ("title", "summary", "architecture", "source", "licence")}
    numbers = {"parameters": entry["parameters"].count(), "relative_time": relative_times[id_].factor()}
    return {"id": id_, "card": entry["card"].file(), **texts, **numbers}


def _graph(entry: Record, inputs: int = 1) -> Graph:
    specs = _tensors(entry["inputs"], inputs), _tensors(entry["outputs"], 1)
    variant = entry.get("graphics")
    graphics = None if variant is None else Graph(*_file(variant), *specs)
    return Graph(*_file(entry), *specs, graphics)


def _file(entry: Record) -> tuple[str, int, str]:
    return entry["file"].file(), entry["bytes"].count(), entry["sha256"].sha256()


def _tensors(entries: Record, count: int) -> tuple[TensorSpec, ...]:
    specs = tuple(
        TensorSpec(
            entry["name"].text(), tuple(side.size() for side in entry["shape"]), entry["dtype"].one_of(*get_args(Type))
        )
        for entry in entries
    )
    return specs if len(specs) == count else entries.refuse()
