"""Runs Python as the browser does: Pyodide under Node.js, with nothing but what the site ships."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from builder import places
from builder.environments import need_node

HERE = Path(__file__).resolve().parent


def run_as_the_browser_does(script: Path) -> dict:
    """Return what the last expression of a script, JSON, says."""
    node = need_node()
    command = [node.node, HERE / "python_host.mjs", places.NODE_MODULES / "pyodide", places.BUILD / "python", script]
    result = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-3000:]
    answer: dict = json.loads(result.stdout.strip().splitlines()[-1])
    return answer
