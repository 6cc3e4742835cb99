"""Graphics devices that are lost, or are not: inference/device.mjs, run by Node.js with made-up ones."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from builder.environments import need_node

HOST = Path(__file__).with_name("device_host.mjs")
LOST = {"type": "lost", "key": "graphics-lost"}


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    told = subprocess.run([need_node().node, HOST], check=True, capture_output=True, text=True).stdout
    said: dict[str, Any] = json.loads(told)
    return said


def test_a_run_that_fails_before_its_device_is_known_to_be_lost_failed_by_the_loss(said):
    assert said["webgpuLost"] == {"before": False, "atOnce": False, "failedByLoss": True, "told": [LOST]}


def test_a_context_is_known_to_be_lost_before_its_event_has_come(said):
    assert said["webglLost"] == {"before": False, "atOnce": True, "failedByLoss": True, "told": [LOST]}


@pytest.mark.parametrize("backend", ["webgpu", "webgl"])
def test_what_fails_on_a_device_that_is_still_there_failed_by_something_else(said, backend):
    assert said[f"{backend}Here"] == {"before": False, "atOnce": False, "failedByLoss": False, "told": []}


def test_the_processor_is_no_device_that_can_be_lost(said):
    assert said["processor"] is None
