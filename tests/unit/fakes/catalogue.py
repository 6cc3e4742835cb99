"""A catalogue of networks that there are not: two of each kind, and one that finds people."""

from typing import Any, Literal

from impasto.networks.catalogue import Catalogue, Graph, Segmenter, StyleNetwork, TensorSpec, Transformer

CHANNELS = 4

Value = tuple[tuple[int | str, ...], Literal["uint8", "float32"]]


def _network(network_id: str) -> dict[str, Any]:
    return {
        "id": network_id,
        "title": network_id.title(),
        "summary": "for tests",
        "architecture": "arithmetic",
        "parameters": 0,
        "source": "tests",
        "licence": "Apache-2.0",
        "card": "",
        "relative_time": 1.0,
    }


def _graph(file: str, inputs: dict[str, Value], outputs: dict[str, Value]) -> Graph:
    return Graph(
        file=file,
        bytes=1000,
        sha256="0" * 64,
        inputs=tuple(TensorSpec(name, *value) for name, value in inputs.items()),
        outputs=tuple(TensorSpec(name, *value) for name, value in outputs.items()),
    )


PICTURE: Value = ((1, "height", "width", 3), "uint8")
FEATURES: Value = ((1, CHANNELS, "rows", "columns"), "float32")
SEEN: Value = ((1, 128, 256, 3), "uint8")
FOUND: Value = ((1, 1, 128, 256), "float32")
VECTOR: Value = ((1, 100), "float32")
PAINTED: Value = ((1, "4 * rows", "4 * columns", 4), "uint8")


def _style(network_id: str) -> StyleNetwork:
    return StyleNetwork(
        **_network(network_id), style=_graph(f"{network_id}.onnx", {"picture": PICTURE}, {"vector": VECTOR})
    )


def _transformer(network_id: str) -> Transformer:
    return Transformer(
        **_network(network_id),
        encoder=_graph(f"{network_id}-encoder.onnx", {"picture": PICTURE}, {"features": FEATURES}),
        decoder=_graph(f"{network_id}-decoder.onnx", {"features": FEATURES, "vector": VECTOR}, {"picture": PAINTED}),
    )


CATALOGUE = Catalogue(
    style_networks=(_style("seer"), _style("sage")),
    transformers=(_transformer("brush"), _transformer("knife")),
    default_style_network="seer",
    default_transformer="brush",
    segmenters=(Segmenter(**_network("finder"), people=_graph("finder.onnx", {"picture": SEEN}, {"mask": FOUND})),),
)
