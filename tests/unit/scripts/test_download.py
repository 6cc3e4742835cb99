"""How the page's downloads reach code that fetches by itself: download.mjs, run by Node.js."""

import json
import subprocess
from pathlib import Path

from builder.environments import need_node

HERE = Path(__file__).resolve().parent


def test_a_program_is_compiled_from_the_very_answer_that_was_fetched_for_it():
    """Of a clone the browser would neither keep machine code nor find what it has kept."""
    node = need_node()
    told = subprocess.run([node.node, HERE / "download_host.mjs"], check=True, capture_output=True, text=True).stdout
    seen = json.loads(told)
    assert seen["same"] and seen["untouched"]
    assert not seen["early"], "nothing is known of it before it runs"
    assert seen["here"]
    assert seen["again"] == "from the server", "an answer is handed out once"
    assert len(seen["asked"]) == 2
