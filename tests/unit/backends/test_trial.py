from pathlib import Path

import numpy as np
import pytest

from impasto.backends import trial
from impasto.desktop.native import NativeRuntime
from impasto.networks.catalogue import Catalogue
from tests.unit.fakes.catalogue import CATALOGUE as FAKES
from tests.unit.fakes.runtime import FakeRuntime

MODELS = Path(__file__).parents[3] / "models"
CATALOGUE = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))


async def test_the_stored_answer_is_that_of_the_default_networks():
    assert await trial.difference(NativeRuntime(MODELS, threads=1), CATALOGUE) <= 1, "run python models/answer.py"


def test_nothing_in_the_answer_is_cut_off():
    """What is as bright or dark as can be would hide a mistake."""
    answer = trial.answer()
    assert answer.shape == (64, 64, 3) and answer.min() > 8 and answer.max() < 254 and answer.std() > 30


@pytest.mark.parametrize("side", [64, 256])
def test_the_picture_has_structure_everywhere(side):
    picture = trial.picture(side)
    assert picture.dtype == np.uint8 and picture.shape == (side, side, 3)
    blocks = picture.reshape(8, side // 8, 8, side // 8, 3)
    assert (blocks.std(axis=(1, 3)).max(axis=2) > 3).all()


async def test_timing_runs_the_transformer_warm_and_holds_nothing_afterwards():
    runtime = FakeRuntime(seconds=0.001)
    assert await trial.seconds(runtime, FAKES) >= 0.001
    assert runtime.runs().count("brush-decoder.onnx") == 1 + trial.RUNS
    assert not any(held.alive for held in runtime.held)
