"""Calls to an inference worker that is ended or gone: inference/client.mjs, run by Node.js with made-up workers."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from builder.environments import need_node

HOST = Path(__file__).with_name("client_host.mjs")


@pytest.fixture(scope="module")
def attempts() -> dict[str, dict[str, Any]]:
    told = subprocess.run([need_node().node, HOST], check=True, capture_output=True, text=True).stdout
    attempts: dict[str, dict[str, Any]] = json.loads(told)
    return attempts


@pytest.mark.parametrize(
    ("how", "name", "key"),
    [
        ("cancelled", "Cancelled", "painting-cancelled"),
        ("processorLost", "Lost", "painter-stopped-for-memory"),
        ("deviceLost", "Lost", "graphics-hardware-lost"),
        ("failed", "RunFailed", "too-little-memory"),
    ],
)
def test_a_run_that_ends_with_its_worker_is_told_and_a_fresh_one_answers(attempts, how, name, key):
    attempt = attempts[how]
    assert attempt["busy"] and attempt["outcome"]["name"] == name and attempt["outcome"]["key"] == key
    assert attempt["workers"] == 2 and not attempt["kept"], "what it held and had open is gone"
    assert attempt["again"] == "answered"


def test_a_worker_that_was_ended_before_it_was_here_is_not_called(attempts):
    assert attempts["restartedTwice"] == ["last load"]


def test_the_only_worker_that_a_further_line_has_asked_for_is_called(attempts):
    assert attempts["beside"] == [{"asked": 1, "called": ["load"]}] * 2


def test_a_worker_of_which_nothing_was_asked_is_ended_once_at_most(attempts):
    assert attempts["idle"]["workers"] == 2


def test_a_worker_that_dies_before_anything_is_asked_of_it_is_begun_anew_by_the_next_call(attempts):
    """One whose script cannot be had would otherwise be begun without end."""
    assert attempts["cannotStart"] == {"counts": [2, 2, 2, 2], "outcome": "answered", "workers": 3}


def test_a_call_that_cannot_be_handed_over_fails(attempts):
    assert attempts["notHandedOver"] == "made up"


def test_what_outputs_of_use_came_in_is_there_for_what_is_fed_until_a_graph_is_released(attempts):
    found = attempts["roomFound"]
    assert found["room"] == {"length": 499_993, "bytes": 2_000_000}
    assert not any(found[asked] for asked in ("ofNoUse", "little", "more", "twice", "released", "ended"))
    assert found["first"] == 0, "the oldest that is more than is of use is given back at once"
