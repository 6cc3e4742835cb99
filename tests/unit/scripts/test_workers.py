"""Workers that tell nothing, or whose locks are free, are taken for gone: page/workers.mjs, run by Node.js."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from builder.environments import need_node

HOST = Path(__file__).with_name("workers_host.mjs")


@pytest.fixture(scope="module")
def scenes() -> dict[str, dict[str, Any]]:
    told = subprocess.run([need_node().node, HOST], check=True, capture_output=True, text=True).stdout
    scenes: dict[str, dict[str, Any]] = json.loads(told)
    return scenes


def test_a_python_that_answers_nothing_is_gone_once(scenes):
    assert scenes["silentPython"]["deaths"] == ["python"] and scenes["silentPython"]["ended"]["python"]


def test_a_python_that_holds_its_lock_may_be_silent_for_minutes_and_not_for_ever(scenes):
    """A slow device has nothing else to show for that long while Python starts, or reads a large photo."""
    assert scenes["busyPython"]["deaths"] == [] and not scenes["busyPython"]["ended"]["python"]
    assert scenes["hangingPython"]["deaths"] == ["python"] and scenes["hangingPython"]["ended"]["python"]


def test_a_python_that_answers_lives(scenes):
    assert scenes["answeringPython"]["deaths"] == [] and not scenes["answeringPython"]["ended"]["python"]


def test_a_python_whose_lock_is_free_is_gone_though_it_answered(scenes):
    assert scenes["pythonWithoutLock"]["deaths"] == ["python"]


def test_an_inference_worker_that_never_holds_its_lock_is_gone(scenes):
    """It has ended before, or its script does not come."""
    assert scenes["silentInference"]["lost"] == [1] and scenes["silentInference"]["deaths"] == []
    assert scenes["silentInference"]["ended"]["inference"]


def test_an_inference_worker_that_runs_a_network_may_be_silent(scenes):
    assert scenes["busyInference"]["lost"] == [] and not scenes["busyInference"]["ended"]["inference"]


def test_an_inference_worker_whose_lock_is_free_is_gone(scenes):
    assert scenes["inferenceWithoutLock"]["lost"] == [1]


def test_a_page_on_which_no_inference_worker_lives_is_given_up(scenes):
    assert scenes["inferenceAgainAndAgain"]["lost"] == [1, 1]
    assert scenes["inferenceAgainAndAgain"]["deaths"] == ["inference"]


def test_a_worker_that_the_page_has_ended_is_not_missed(scenes):
    assert not scenes["endedByThePage"]["watched"] and scenes["endedByThePage"]["ended"]["inference"]
    assert scenes["endedByThePage"]["lost"] == scenes["endedByThePage"]["deaths"] == []
