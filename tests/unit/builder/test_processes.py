"""Commands get an environment in which they understand where they are."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from builder import places

# Without `site`, which is what fails in a locale of ASCII.
TELL = "import locale, os; print(locale.getencoding().lower(), 'PYTHONPATH' in os.environ)"
STARTED = f"""
import subprocess, sys
from builder.processes import start
start([sys.executable, "-c", {TELL!r}]).wait()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no locale by environment variables")
@pytest.mark.parametrize("variables", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LANG": "C", "LC_CTYPE": "C"}])
def test_commands_read_paths_as_utf_8_whatever_the_locale_says(variables):
    """As Python itself has to when the checkout lies below a folder whose name has an umlaut."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    environment = {**kept, **variables, "PYTHONPATH": str(places.SITE), "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-S", "-c", STARTED]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["utf-8", "False"], done.stderr
