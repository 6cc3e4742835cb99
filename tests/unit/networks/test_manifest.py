"""Manifests that are damaged in every way: a catalogue comes out of them, or ``BadManifest``."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impasto.errors import BadManifest
from impasto.networks.catalogue import Catalogue
from tests.unit.keys import keys

MANIFEST = json.loads((Path(__file__).parents[3] / "models" / "manifest.json").read_text("utf-8"))

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each value within a value."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield (*way, key)
        yield from places(member, (*way, key))


PLACES = list(places(MANIFEST))


def changed(way: tuple[Any, ...], *value: Any) -> str:
    """Return the manifest with another value in a place, or without it."""
    manifest = copy.deepcopy(MANIFEST)
    parent = manifest
    for key in way[:-1]:
        parent = parent[key]
    if value:
        parent[way[-1]] = value[0]
    else:
        del parent[way[-1]]
    return json.dumps(manifest)


def usable_or_refused(text: str) -> None:
    try:
        catalogue = Catalogue.from_json(text)
    except BadManifest as error:
        assert keys(error.text) == ["manifest-malformed"] and str(error)
        return
    style = catalogue.style_network(catalogue.default_style_network)
    transformer = catalogue.transformer(catalogue.default_transformer)
    for graph in (*style.graphs, *transformer.graphs):
        assert graph.bytes > 0 and len(graph.sha256) == 64 and Path(graph.file).name == graph.file
    assert (len(transformer.decoder.inputs), len(transformer.decoder.outputs)) == (2, 1)
    assert style.relative_time > 0


@given(st.sampled_from(PLACES), values)
def test_another_value_anywhere(way, value):
    usable_or_refused(changed(way, value))


@given(st.sampled_from(PLACES))
def test_a_value_missing_anywhere(way):
    usable_or_refused(changed(way))


@given(values.map(json.dumps) | st.text())
def test_something_else_altogether(text):
    with pytest.raises(BadManifest):
        Catalogue.from_json(text)


@pytest.mark.parametrize("text", ["", "[" * 100_000, '{"format": ' + "9" * 5000 + "}", "\ufeff{}"])
def test_what_json_itself_refuses(text):
    with pytest.raises(BadManifest):
        Catalogue.from_json(text)


@pytest.mark.parametrize(
    ("way", "value", "where"),
    [
        (("format",), 2, "format"),
        (("default", "transformer"), "style-mobilenet-v2", "default.transformer"),
        (("networks", 1, "id"), MANIFEST["networks"][0]["id"], "networks[1].id"),
        (("networks", 0, "role"), "painter", "networks[0].role"),
        (("networks", 0, "parameters"), True, "networks[0].parameters"),
        (("networks", 0, "graphs", "style", "file"), "../secret", "networks[0].graphs.style.file"),
        (("networks", 0, "graphs", "style", "file"), "..", "networks[0].graphs.style.file"),
        (("networks", 0, "graphs", "style", "bytes"), 0, "networks[0].graphs.style.bytes"),
        (("networks", 0, "graphs", "style", "inputs"), [], "networks[0].graphs.style.inputs"),
        (
            ("networks", 0, "graphs", "style", "outputs", 0, "dtype"),
            "int8",
            "networks[0].graphs.style.outputs[0].dtype",
        ),
        (
            ("networks", 0, "graphs", "style", "outputs", 0, "shape", 1),
            1.5,
            "networks[0].graphs.style.outputs[0].shape[1]",
        ),
        (("relative_time", "transformer-lite"), float("nan"), "relative_time.transformer-lite"),
        (("relative_time", "transformer-lite"), 10**400, "relative_time.transformer-lite"),
    ],
)
def test_the_place_is_named(way, value, where):
    with pytest.raises(BadManifest) as caught:
        Catalogue.from_json(changed(way, value))
    assert caught.value.text.parameters["where"] == where
