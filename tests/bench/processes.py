"""What Linux tells of a browser's processes: processor time and memory. Elsewhere there is nothing."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from selenium.webdriver import Chrome

PROC = Path("/proc")

GONE = (FileNotFoundError, ProcessLookupError, PermissionError)


def processes_of(driver: Chrome) -> dict[int, str]:
    """Return the browser's processes and their command lines, by id; empty where there is no /proc."""
    return processes_below(driver.service.process.pid)


def processes_below(root: int) -> dict[int, str]:
    """Return the processes that one has started, and those of these, with their command lines, by id."""
    parents: dict[int, int] = {}
    commands: dict[int, str] = {}
    for folder in PROC.glob("[0-9]*"):
        with suppress(*GONE):
            pid = int(folder.name)
            parents[pid] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            commands[pid] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return {pid: commands[pid] for pid in descendants(root, parents)}


def descendants(root: int, parents: Mapping[int, int]) -> set[int]:
    """Return all processes below ``root``, given everyone's parent."""
    found: set[int] = set()
    generation = {root}
    while generation:
        generation = {pid for pid, parent in parents.items() if parent in generation} - found
        found |= generation
    return found


def cpu_seconds(pids: Iterable[int]) -> float:
    """Return the processor time of processes up to now, all threads that still live together."""
    total = 0
    for pid in pids:
        for schedule in (PROC / str(pid) / "task").glob("*/schedstat"):
            with suppress(*GONE):
                total += int(schedule.read_text().split()[0])
    return total / 1e9


def with_cpu_seconds(driver: Chrome, case: Callable[[], dict[str, float]]) -> Callable[[], dict[str, float]]:
    """Return a case that also measures ``cpu``: the seconds of processor that the whole browser took for it.

    On a machine with other work to do this is the steadier number.
    """

    def run() -> dict[str, float]:
        pids = list(processes_of(driver))
        before = cpu_seconds(pids)
        measures = case()
        cpu = cpu_seconds(pids) - before
        return {**measures, "cpu": cpu} if cpu else measures

    return run


def peak_memory(driver: Chrome) -> int | None:
    """Return the most bytes that the largest renderer has held in memory since it was started or last forgotten."""
    peaks = []
    for pid, command in processes_of(driver).items():
        if "--type=renderer" in command:
            with suppress(*GONE):
                status = (PROC / str(pid) / "status").read_text()
                peaks += [1024 * int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")]
    return max(peaks, default=None)
