"""The means of a small phone: a process that may have little memory, and stands still for most of the time."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from endurance import budget

BUSY = """
import time
print("here", flush=True)
while True:
    sum(range(10_000))
"""
TAKES = "import sys; sys.stdin.readline(); held = bytes({size}); print('held', flush=True)"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and stops other processes as Linux does")


@contextmanager
def process(program: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as tab:  # fmt: skip
        monkeypatch.setattr(budget, "processes_of", lambda driver: {tab.pid: "chromium --type=renderer"})
        try:
            yield tab
        finally:
            tab.send_signal(signal.SIGCONT)
            tab.kill()


@pytest.mark.parametrize(("size", "answer"), [(10 << 20, b"held\n"), (300 << 20, b"")])
def test_a_tab_has_so_much_memory_and_no_more(monkeypatch, size, answer):
    with process(TAKES.format(size=size), monkeypatch) as tab:
        budget.limit_memory(None, 200 << 20)
        assert budget.limits(None) == {200 << 20}
        assert tab.communicate(b"\n")[0] == answer


def test_a_tab_stands_still_meanwhile_and_goes_on_afterwards(monkeypatch):
    states: list[signal.Signals] = []
    enough = threading.Event()
    tell = budget._tell

    def noted(pids, what):
        states.append(what)
        if len(states) == 20:
            enough.set()
        tell(pids, what)

    monkeypatch.setattr(budget, "_tell", noted)
    with process(BUSY, monkeypatch) as tab:
        tab.stdout.readline()
        with budget.slowed(None, 4):
            assert enough.wait(60)
        assert states[0] is signal.SIGSTOP and states[-1] is signal.SIGCONT
        assert states.count(signal.SIGSTOP) + 1 == states.count(signal.SIGCONT)
        tab.stdin.close()
        assert tab.poll() is None
