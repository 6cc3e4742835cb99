"""A browser with the means of a small phone: little memory, one thread, and a processor that is slowed down.

Chromium reserves terabytes of addresses that it never uses, so the limit is one on data (RLIMIT_DATA): private memory
that can be written, used or not, which is what a system without swap has to back. Its emulation of a slower processor
reaches the page's own thread only; here the whole process of the tab stands still for most of the time.
"""

from __future__ import annotations

import os
import resource
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from selenium.webdriver import Chrome

from bench.processes import GONE, PROC, processes_of

MEMORY = 2 << 30
"""Bytes of data that a tab may have."""
SLOWER = 4
"""So many times as long everything in the tab takes."""
RUNS_FOR = 0.008
"""Seconds for which the tab runs at a time, as a system lets one of several programs run."""


def limit_memory(driver: Chrome, bytes_: int = MEMORY) -> None:
    """Limit the data of every tab from now on: of those that are there, and of the process that begins others."""
    for pid, command in processes_of(driver).items():
        if "--type=zygote" in command or "--type=renderer" in command:
            with suppress(*GONE):
                resource.prlimit(pid, resource.RLIMIT_DATA, (bytes_, bytes_))


def limits(driver: Chrome) -> set[int]:
    """Return the limits on data that the tabs' processes have; -1 is none."""
    return {resource.prlimit(pid, resource.RLIMIT_DATA)[0] for pid in _tabs(driver)}


@contextmanager
def slowed(driver: Chrome, times: float) -> Iterator[None]:
    """Let the tabs run for one part of the time in so many."""
    ended = threading.Event()

    def stop_and_go() -> None:
        while not ended.is_set():
            tabs = _tabs(driver)
            until = time.monotonic() + 1  # then it is looked which there are
            while not ended.is_set() and time.monotonic() < until:
                _tell(tabs, signal.SIGSTOP)
                time.sleep((times - 1) * RUNS_FOR)
                _tell(tabs, signal.SIGCONT)
                time.sleep(RUNS_FOR)

    thread = threading.Thread(target=stop_and_go, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        _tell(_tabs(driver), signal.SIGCONT)


def data_of(driver: Chrome) -> int:
    """Return how many bytes of data the largest tab has now."""
    sizes = [0]
    for pid in _tabs(driver):
        with suppress(*GONE):
            status = (PROC / str(pid) / "status").read_text()
            sizes += [1024 * int(line.split()[1]) for line in status.splitlines() if line.startswith("VmData:")]
    return max(sizes)


def _tabs(driver: Chrome) -> list[int]:
    return [pid for pid, command in processes_of(driver).items() if "--type=renderer" in command]


def _tell(pids: list[int], what: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, what)
