"""The program that the networks run in: quicker kernels, and nothing of what is never reached."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from bundler.bundle import BundleError, read
from bundler.onnxruntime_program.kernels import with_kernels
from bundler.webassembly.reached import without_unreached

KNOWN = Path(__file__).with_name("known.json")
"""What is known of the program with this sha256: bundler.onnxruntime_program.called.

Numbers of functions: those that the networks call, and those that get other kernels, by what they do.
"""


def reduced(program: bytes, record: Path = KNOWN) -> bytes:
    """Return a program with quicker kernels and without what is never reached. Raises ``BundleError``."""
    numbers = known(program, record)
    return without_unreached(with_kernels(program, numbers["kernels"]), numbers["called"])


def known(program: bytes, record: Path = KNOWN) -> dict[str, Any]:
    """Return what is known of a program. Raises ``BundleError`` where that is of another one."""
    numbers: dict[str, Any] = json.loads(read(record))
    if hashlib.sha256(program).hexdigest() != numbers["sha256"]:
        raise BundleError(
            f"{record.name} is of another onnxruntime-web. Run `python -m bundler.onnxruntime_program.called` in "
            "site/, or build with --published."
        )
    return numbers
