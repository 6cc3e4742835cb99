"""Which styles are like each other."""

import pytest

from impasto.errors import BadStyle
from impasto.painting import presets
from impasto.painting.likeness import nearest
from impasto.painting.vectors import LENGTH, StyleVector


def vector(value: float, network: str = "seer") -> StyleVector:
    return StyleVector((value,) * LENGTH, network)


def test_the_nearest_come_first():
    assert nearest(vector(1), {"far": vector(9), "same": vector(1), "near": vector(-1)}) == ("same", "near", "far")


def test_networks_are_not_compared():
    with pytest.raises(BadStyle):
        nearest(vector(1), {"other": vector(1, "sage")})


@pytest.mark.parametrize(("one", "other"), [("fragonard", "watteau"), ("seurat", "signac"), ("hokusai", "eisen")])
def test_painters_of_one_manner_are_near(one: str, other: str):
    vectors = {preset.id: preset.vectors["style-mobilenet-v2"] for preset in presets.load()}
    order = nearest(vectors[one], vectors)
    assert order[0] == one and other in order[1:6]
