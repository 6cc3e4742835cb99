"""Graphs opened in a made-up onnxruntime: inference/sessions.mjs, run by Node.js."""

import json
import subprocess
from pathlib import Path

from builder.environments import need_node

HOST = Path(__file__).with_name("sessions_host.mjs")


def test_graphs_are_opened_one_after_the_other_and_a_device_that_is_not_told_of_is_none():
    told = subprocess.run([need_node().node, HOST], check=True, capture_output=True, text=True).stdout
    assert json.loads(told) == {
        "steps": ["begin 1", "end 1", "begin 2", "begin 3", "end 3"],
        "outcomes": ["fulfilled", "rejected", "fulfilled"],
        "device": None,
    }
