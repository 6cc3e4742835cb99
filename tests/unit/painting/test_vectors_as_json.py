"""Style vectors as JSON: there and back, and what is refused in which words."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from impasto.errors import BadStyle
from impasto.painting.vectors import StyleVector


@settings(max_examples=100, deadline=None)
@given(arrays(np.float32, 100, elements=st.floats(width=32, allow_nan=False, allow_infinity=False)))
def test_json_there_and_back(values):
    vector = StyleVector.from_array(values, "style-mobilenet-v2")
    assert StyleVector.from_json(vector.to_json(), "style-mobilenet-v2") == vector


def test_json_is_short_and_plain():
    record = json.loads(StyleVector((0.1,) * 100, "a").to_json())
    assert record == {"network": "a", "values": [0.100000001] * 100}


def test_json_of_another_network_names_both():
    with pytest.raises(BadStyle, match="made by the style network “a”, but “b” is chosen"):
        StyleVector.from_json(StyleVector((0.0,) * 100, "a").to_json(), "b")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"text"',
        "[" * 100_000,
        '{"network": "a"}',
        '{"values": [1]}',
        '{"network": "", "values": []}',
        '{"network": 5, "values": []}',
        '{"network": "a", "values": {}}',
        json.dumps({"network": "a", "values": ["1"] * 100}),
        json.dumps({"network": "a", "values": [True] * 100}),
        json.dumps({"network": "a", "values": [None] * 100}),
    ],
)
def test_malformed_json(text):
    with pytest.raises(BadStyle, match=r"^This is not a style vector\. It should read"):
        StyleVector.from_json(text)


@pytest.mark.parametrize("value", ["NaN", "-Infinity", "1e999", "1" + "0" * 400])
def test_json_values_that_are_not_finite(value):
    text = '{"network": "a", "values": [' + ", ".join([value] * 100) + "]}"
    with pytest.raises(BadStyle, match="not finite"):
        StyleVector.from_json(text)


def test_json_of_another_length():
    with pytest.raises(BadStyle, match="has 100 numbers; this one has 3"):
        StyleVector.from_json('{"network": "a", "values": [1, 2, 3]}')


def test_json_says_of_grey_that_it_is_and_nothing_of_others():
    grey = StyleVector((0.0,) * 100, "seer", colour=0.0)
    assert StyleVector.from_json(grey.to_json()) == grey
    assert "colour" not in StyleVector((0.0,) * 100, "seer").to_json()
    for wrong in ('"much"', "2", "-1", "NaN", "true"):
        with pytest.raises(BadStyle):
            StyleVector.from_json(grey.to_json().replace('"colour": 0.0', f'"colour": {wrong}'))
