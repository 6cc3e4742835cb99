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


def test_a_program_of_another_type_is_compiled_from_its_bytes(attempts):
    assert attempts["otherType"]["outcome"] == "runs" and attempts["otherType"]["words"] is None


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("damaged", "arrived damaged"),
        ("flipped", "arrived damaged"),
        ("cut", "arrived damaged"),
        ("failing", "the server answered 500"),
        ("page", "no longer on the server"),
    ],
)
def test_a_wrong_program_never_runs_and_is_told_in_words(attempts, fault, words):
    attempt = attempts[fault]
    assert attempt["outcome"] == "refused" and words in attempt["words"] and "program.wasm" in attempt["words"]
    assert attempt["again"] == "refused", "onnxruntime would go on with the file as it is"
