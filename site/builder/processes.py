"""Commands that run outside this process, and what stops a build."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from builder import places

Command = Sequence[str | Path]


class BuildError(Exception):
    """Something the reader of the message can put right; shown without a traceback."""


def start(
    command: Command, *, cwd: Path = places.ROOT, env: Mapping[str, str] | None = None, **options: Any
) -> subprocess.Popen[bytes]:
    """Start a command with this build's environment; compiled Python files stay out of the source folders."""
    surroundings = {**os.environ, "PYTHONPYCACHEPREFIX": str(places.BUILD / "pycache"), **(env or {})}
    surroundings.pop("PYTHONPATH", None)  # it would put other versions before those of the virtual environment
    try:
        return subprocess.Popen([str(part) for part in command], cwd=cwd, env=surroundings, **options)
    except OSError as error:
        raise BuildError(f"{command[0]} cannot be started: {error}") from error
