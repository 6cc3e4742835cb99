"""Manifests of networks (``networks.catalogue``)."""

from impasto.errors import BadManifest
from impasto.networks.catalogue import Catalogue


def run(data: bytes) -> None:
    """Read a manifest: a catalogue with what it says are the defaults comes out, or ``BadManifest``."""
    try:
        catalogue = Catalogue.from_json(data.decode("utf-8", "replace"))
    except BadManifest as error:
        assert str(error)
        return
    style = catalogue.style_network(catalogue.default_style_network)
    transformer = catalogue.transformer(catalogue.default_transformer)
    for graph in (*style.graphs, *transformer.graphs):
        assert graph.bytes > 0 and len(graph.sha256) == 64 and not set(graph.file) & set("/\\:\0")
    for network in catalogue.networks:
        assert catalogue.network(network.id) is network
