"""Styles taken further along the directions in which painters differ."""

from pathlib import Path

import numpy as np
import pytest

from impasto.errors import BadStyle
from impasto.networks.catalogue import Catalogue
from impasto.painting import presets
from impasto.painting.explorations import DIRECTIONS, DRAWN_REACH, REACH, Exploration, drawn
from impasto.painting.exploring import explored
from impasto.painting.vectors import LENGTH

MODELS = Path(__file__).parents[3] / "models"
NETWORKS = [network.id for network in Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8")).style_networks]


def painters(network: str) -> np.ndarray:
    """Return the vectors that the directions were found in, [presets, 100]."""
    known = [preset for preset in presets.load() if preset.kind in ("painter", "work")]
    return np.array([preset.vectors[network].values for preset in known])


def test_the_id_says_how_a_style_was_made():
    exploration = Exploration("four aces").moved("light", -1.2).moved("rosy", 0.3)
    assert Exploration.of(exploration.id) == exploration
    assert exploration.amounts == (0, -1.2, 0, 0, 0, 0.3)
    assert Exploration.of(Exploration("").id) == Exploration("")
    assert Exploration.of("hokusai") is None and Exploration.of("explored 1 2") is None


def test_nothing_is_taken_beyond_the_reach():
    assert Exploration("a").moved("bold", 9).moved("warm", -9).amounts == (REACH, 0, 0, 0, -REACH, 0)


@pytest.mark.parametrize("network", NETWORKS)
def test_the_middle_and_the_steps_are_those_of_the_presets(network):
    vectors = painters(network)
    middle = np.array(explored(None, (0.0,) * 6, network).values)
    assert np.abs(middle - vectors.mean(axis=0)).max() < 0.02
    for at in range(len(DIRECTIONS)):
        amounts = tuple(1.0 if other == at else 0.0 for other in range(len(DIRECTIONS)))
        step = np.array(explored(None, amounts, network).values) - middle
        places = (vectors - middle) @ step / (step @ step)
        assert 0.5 < places.std() < 1.6, "one step is about the spread of the presets"


def test_the_directions_are_named_by_presets_that_lie_there():
    """``site/pictures/directions.py`` has looked; here the ends have not been exchanged since."""
    ids = {preset.id: preset.vectors["style-mobilenet-v2"] for preset in presets.load()}
    middle = np.array(explored(None, (0.0,) * 6, "style-mobilenet-v2").values)
    for name, low, high in (("bold", "chardin", "dance"), ("light", "tiger", "eisen"), ("warm", "love", "macke")):
        step = np.array(explored(None, Exploration("").moved(name, 1).amounts, "style-mobilenet-v2").values) - middle
        assert step @ (np.array(ids[high].values) - middle) > 0 > step @ (np.array(ids[low].values) - middle)


def test_a_style_is_taken_from_where_it_is():
    base = next(preset for preset in presets.load() if preset.id == "hokusai").vectors["style-mobilenet-v2"]
    same = explored(base, (0.0,) * 6, base.network)
    assert same == base
    further = explored(base, Exploration("").moved("bold", 1.5).amounts, base.network)
    assert len(further.values) == LENGTH and further != base and further.colour == base.colour


def test_a_random_style_is_within_what_the_presets_are():
    for seed in (bytes(6), bytes([255] * 6), bytes(range(6))):
        assert all(abs(amount) <= DRAWN_REACH for amount in drawn(seed).amounts)
    assert drawn(bytes(6)) != drawn(bytes([255] * 6))


def test_another_style_network_has_no_directions():
    with pytest.raises(BadStyle, match="nobody"):
        explored(None, (0.0,) * 6, "nobody")
