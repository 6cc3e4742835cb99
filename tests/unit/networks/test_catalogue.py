from pathlib import Path

import pytest

from impasto.errors import UnknownNetwork
from impasto.networks.catalogue import Catalogue

MANIFEST = Path(__file__).parents[3] / "models" / "manifest.json"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.from_json(MANIFEST.read_text("utf-8"))


def test_the_shipped_catalogue_has_the_default_networks(catalogue):
    assert catalogue.style_network(catalogue.default_style_network).style.outputs[0].shape == (1, 100)
    transformer = catalogue.transformer(catalogue.default_transformer)
    assert [spec.name for spec in transformer.decoder.inputs] == ["features", "vector"]
    assert transformer.graphs == (transformer.encoder, transformer.decoder)


def test_every_network_has_words_for_the_user_and_a_card(catalogue):
    for network in (*catalogue.style_networks, *catalogue.transformers):
        assert network.title and network.summary and network.licence
        assert (MANIFEST.parent / network.card).is_file()


def test_an_unknown_network_is_refused_by_name_with_those_that_exist(catalogue):
    with pytest.raises(UnknownNetwork, match=r"style network called “nobody”.*style-mobilenet-v2"):
        catalogue.style_network("nobody")
    with pytest.raises(UnknownNetwork, match=r"transformer called “style-mobilenet-v2”.*transformer-lite"):
        catalogue.transformer("style-mobilenet-v2")
