"""The golden pictures: one for each network, and what is said where one is off."""

from pathlib import Path

import numpy as np

from impasto.backends import golden, trial
from impasto.desktop.native import NativeRuntime
from impasto.networks.catalogue import Catalogue
from impasto.painting.in_tiles import in_tiles

MODELS = Path(__file__).parents[3] / "models"
CATALOGUE = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))
PICTURES = golden.pictures(CATALOGUE, in_tiles)


async def read(name: str) -> bytes:
    return (MODELS / golden.FOLDER / f"{name}.png").read_bytes()


async def test_the_stored_pictures_are_those_of_the_networks():
    runtime = NativeRuntime(MODELS, threads=1)
    outcomes = [await each.outcome(runtime, read) for each in PICTURES]
    assert all(outcome.right and outcome.seconds is not None for outcome in outcomes)
    assert golden.largest(outcomes) <= 1, "run python models/answer.py"


def test_every_network_takes_part_and_no_picture_is_left_over():
    taking_part = {network.id for each in PICTURES for network in each.networks}
    assert taking_part == {network.id for network in CATALOGUE.networks}
    tiled = [each.network for each in PICTURES if each.in_tiles]
    assert tiled == [transformer.id for transformer in CATALOGUE.transformers]
    stored = {path.stem for path in (MODELS / golden.FOLDER).iterdir()}
    assert stored == {each.name for each in PICTURES if not each.is_trial}


async def test_pictures_of_different_networks_are_not_taken_for_each_other():
    at_once = [each for each in PICTURES[1:] if each.in_tiles is None]
    stored = [trial.stored(await read(each.name)) for each in at_once]
    pairs = [(one, other) for one in stored for other in stored if one is not other and one.shape == other.shape]
    assert len(pairs) == 6 and all(trial.apart(one, other) > 10 for one, other in pairs)


async def test_what_people_are_found_in_has_some_that_are_sure_and_some_that_are_not():
    stored = trial.stored(await read("people-mobilenet-v3"))
    assert stored[80, 128, 0] == 255 and stored[20, 128, 0] == 0
    assert ((stored > 10) & (stored < 245)).mean() > 0.1, "a mistake is not cut off"


async def test_a_picture_that_is_off_is_not_right(monkeypatch):
    wrong = trial.answer()
    wrong[3, 4, 1] ^= 128
    monkeypatch.setattr(trial, "answer", lambda: wrong)
    outcome = await PICTURES[0].outcome(NativeRuntime(MODELS, threads=1), read)
    assert not outcome.right and outcome.differs is not None and outcome.differs > 100


def test_two_pictures_are_apart_by_their_largest_difference():
    one = np.full((2, 2, 3), 200, np.uint8)
    other = one.copy()
    other[0, 1, 2] = 7
    assert trial.apart(one, other) == trial.apart(other, one) == 193
