"""Commands that run outside this process, and what stops a build."""

from __future__ import annotations

import contextlib
import locale
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
    if utf8 := _utf8_locale():
        surroundings.pop("LC_ALL", None)
        surroundings["LC_CTYPE"] = utf8
    try:
        return subprocess.Popen([str(part) for part in command], cwd=cwd, env=surroundings, **options)
    except OSError as error:
        raise BuildError(f"{command[0]} cannot be started: {error}") from error


def _utf8_locale() -> str | None:
    """Return a locale for commands where the current one does not know UTF-8, or None if it does or there is none.

    Before 3.13 Python decodes the .pth file that leads to this checkout by the locale, whatever its own UTF-8 mode
    says, and does not start if the path does not fit. The names are those of PEP 538.
    """
    if os.name == "nt" or locale.getencoding().lower() in {"utf-8", "utf8"}:
        return None
    current = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "C.utf8", "UTF-8"):
            with contextlib.suppress(locale.Error):
                return locale.setlocale(locale.LC_CTYPE, name)
    finally:
        locale.setlocale(locale.LC_CTYPE, current)
    return None
