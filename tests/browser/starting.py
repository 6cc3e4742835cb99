"""Browsers are started again where they do not start; nothing that a test asserts is ever tried again.

On a machine that is busy a browser sometimes is gone, or does not answer, before any page was opened: its driver's port
was taken meanwhile, or it was too slow for its driver. That says nothing about the page.
"""

import os
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ATTEMPTS = 3
SHARED_MEMORY = Path("/dev/shm")
ENOUGH = 1 << 30

Started = TypeVar("Started")


class StartedAgain(RuntimeWarning):
    """A browser did not start and is started again; pytest lists these at the end of a run."""


def start_again(start: Callable[[], Started], failures: tuple[type[Exception], ...]) -> Started:
    """Return what ``start`` returns; where it raises one of these failures, call it again, three times in all."""
    for attempt in range(1, ATTEMPTS):
        try:
            return start()
        except failures as error:
            reason = str(error).strip().partition("\n")[0] or type(error).__name__
            warnings.warn(f"start {attempt} of {ATTEMPTS} failed: {reason}", StartedAgain, stacklevel=2)
    return start()


def little_shared_memory() -> bool:
    """Whether browsers should share memory through files: containers often have 64 MB of /dev/shm, and tabs crash."""
    return os.name == "posix" and SHARED_MEMORY.is_dir() and shutil.disk_usage(SHARED_MEMORY).free < ENOUGH


def first_visit_again(start: Callable[[], Started], profile: Path) -> Callable[[], Started]:
    """Return a start that empties a profile which was empty before, so that what failed leaves nothing behind."""
    was_empty = not profile.is_dir() or not any(profile.iterdir())

    def started() -> Started:
        if was_empty:
            shutil.rmtree(profile, ignore_errors=True)
            profile.mkdir(parents=True, exist_ok=True)
        return start()

    return started
