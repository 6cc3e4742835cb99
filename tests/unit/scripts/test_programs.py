"""What other code may run of the site's programs: programs.mjs, run by Node.js with a made-up browser and server."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from builder.environments import need_node

HOST = Path(__file__).with_name("programs_host.mjs")


@pytest.fixture(scope="module")
def attempts() -> dict[str, dict[str, Any]]:
    told = subprocess.run([need_node().node, HOST], check=True, capture_output=True, text=True).stdout
    attempts: dict[str, dict[str, Any]] = json.loads(told)
    return attempts


def test_a_program_is_compiled_from_the_very_answer_that_was_fetched_for_it(attempts):
    """Of a clone the browser would neither keep machine code nor find what it has kept."""
    right = attempts["right"]
    assert right["outcome"] == "runs" and right["same"] and right["unread"]
    assert not right["before"], "nothing is known of it before it runs"
    assert right["again"] == "fetched", "an answer is handed out once"
    assert right["ran"] and right["raw"] == "runs", "other programs may run after it"


def test_a_program_of_another_type_is_compiled_from_its_bytes(attempts):
    assert attempts["otherType"]["outcome"] == "runs" and attempts["otherType"]["text"] is None


@pytest.mark.parametrize(
    ("fault", "key"),
    [
        ("damaged", "site-file-checksum"),
        ("flipped", "site-file-checksum"),
        ("cut", "site-file-checksum"),
        ("failing", "site-file-status"),
        ("page", "site-file-gone"),
    ],
)
def test_a_wrong_program_never_runs_and_is_told_of(attempts, fault, key):
    attempt = attempts[fault]
    assert attempt["outcome"] == "refused" and attempt["text"]["key"] == key
    assert attempt["text"]["parameters"] == {"file": "program.wasm"} | ({"status": 500} if fault == "failing" else {})
    assert attempt["raw"] == "refused", "Emscripten's code would go on with the file as it has fetched it"
    assert not attempt["ran"]
