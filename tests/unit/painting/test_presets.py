"""The presets that ship: whole, within bounds, and called by what can be said of them."""

import re
from collections import Counter
from itertools import groupby

import numpy as np
import pytest

from impasto.desktop.installation import models_folder
from impasto.desktop.native import NativeRuntime
from impasto.networks.catalogue import Catalogue
from impasto.painting import presets
from impasto.painting.packed import LARGEST, pack, unpack
from impasto.painting.presets import Preset
from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.settings import PaintSettings
from impasto.painting.stylizer import Stylizer
from impasto.painting.vectors import LENGTH, StyleVector, distance
from impasto.words import catalogue

CATALOGUE = Catalogue.from_json((models_folder() / "manifest.json").read_text("utf-8"))
NETWORKS = {network.id for network in CATALOGUE.style_networks}
ALL = presets.load()


def test_there_are_painters_works_textures_and_drawn_ones_in_this_order():
    counts = Counter(preset.kind for preset in ALL)
    assert counts["painter"] >= 60 and counts["work"] >= 30 and counts["texture"] >= 5 and counts["drawn"] == 15
    assert [kind for kind, _ in groupby(preset.kind for preset in ALL)] == ["painter", "work", "texture", "drawn"]


def test_ids_and_names_tell_presets_apart():
    assert len({preset.id for preset in ALL}) == len({preset.name for preset in ALL}) == len(ALL)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", preset.id) for preset in ALL)


@pytest.mark.parametrize("preset", ALL, ids=lambda preset: preset.id)
def test_every_preset_has_a_vector_for_each_style_network(preset: Preset):
    assert set(preset.vectors) == NETWORKS
    for network, vector in preset.vectors.items():
        assert vector.network == network and 0 <= vector.colour <= 1
        assert 0.5 < np.abs(vector.values).max() < 8
        assert len(set(vector.values)) > LENGTH // 4


def test_no_two_presets_have_one_vector():
    for network in NETWORKS:
        vectors = [preset.vectors[network] for preset in ALL]
        least = min(distance(one, other) for at, one in enumerate(vectors) for other in vectors[:at])
        assert least > 0.7


@pytest.mark.parametrize("preset", ALL, ids=lambda preset: preset.id)
def test_facts_are_sane(preset: Preset):
    assert preset.name.strip() == preset.name != ""
    assert all(f"trait-{trait}" in catalogue() for trait in preset.traits)
    assert len(set(preset.traits)) == len(preset.traits)
    if preset.kind == "painter":
        assert preset.works >= 7 and preset.year is None and preset.painter == preset.name
    if preset.died is not None:
        assert preset.died <= 1955
        assert preset.born is None or 20 <= preset.died - preset.born <= 100
    if preset.kind == "work":
        assert preset.painter and (preset.year is None or 1600 < preset.year <= 1955)


def test_works_are_from_the_lives_of_their_painters():
    lives = {preset.name: preset for preset in ALL if preset.kind == "painter"}
    known = [(work, lives[work.painter]) for work in ALL if work.kind == "work" and work.painter in lives and work.year]
    assert len(known) > 10
    for work, painter in known:
        assert (painter.born or 0) + 15 <= work.year <= (painter.died or 9999), work.id


def test_years_are_told_as_far_as_they_are_known():
    def years(**facts: int | None) -> str:
        return Preset(**{"id": "x", "name": "X", "painter": "X", "year": None, "vectors": {}} | facts).years

    assert years(born=1760, died=1849) == "1760–1849"
    assert years(died=1806) == "–1806"
    assert years(year=1889) == "1889"
    assert years() == ""


def test_packed_vectors_are_as_near_as_they_say():
    values = np.random.default_rng(3).normal(0, 1, LENGTH)
    again = np.array(unpack(pack(values)))
    assert np.abs(again - values).max() <= np.abs(values).max() / LARGEST / 2 * 1.001
    assert unpack(pack(again)) == tuple(again)


@pytest.mark.parametrize("network", sorted(NETWORKS))
async def test_packing_changes_no_painting_by_more_than_a_level_on_the_mean(network: str):
    """Whatever vector a preset was packed from lies within half a step of it."""
    stylizer = Stylizer(NativeRuntime(models_folder()), CATALOGUE)
    random = np.random.default_rng(7)
    content = Picture(random.integers(0, 256, (6, 8, 3), np.uint8).repeat(24, 0).repeat(24, 1))

    async def paint(vector: StyleVector) -> np.ndarray:
        settings = PaintSettings(output_size=192, style_network=network, transformer=CATALOGUE.default_transformer)
        return (await stylizer.stylize(PaintRequest(content, (WeightedStyle(vector),), settings))).pixels.astype(int)

    for preset in ALL[::4]:
        vector = preset.vectors[network]
        step = np.abs(vector.values).max() / LARGEST
        exact = StyleVector(tuple(vector.values + random.uniform(-step / 2, step / 2, LENGTH)), network, vector.colour)
        assert np.abs(await paint(vector) - await paint(exact)).mean() <= 1, preset.id
