"""The lines behind "Nothing leaves this device"."""

from collections.abc import Sequence

from impasto.networks.runtime import RuntimeDescription
from impasto.studio.state import State
from impasto.words import Text


def details(state: State, runtime: RuntimeDescription, downloads: Sequence[tuple[str, int]]) -> list[tuple[Text, Text]]:
    """Return (label, value) of each line; ``downloads`` are (part, bytes of its files as hosts send them)."""
    lines = [(Text(f"download-{part}"), Text("detail-megabytes", megabytes=size / 1e6)) for part, size in downloads]
    if lines:
        total = sum(size for _, size in downloads)
        lines.append((Text("detail-downloaded"), Text("detail-megabytes", megabytes=total / 1e6)))
    if state.phase == "ready":
        threads = Text("detail-threads", count=runtime.threads) if runtime.threads else Text("detail-no-threads")
        device = Text("detail-device", backend=runtime.backend, threads=threads, version=runtime.version)
        lines.append((Text("detail-runs-on"), device))
        lines.append((Text("detail-ready-after"), Text("detail-seconds", seconds=state.ready_seconds)))
    if state.offline is not None:
        lines.append((Text("detail-offline"), Text("detail-offline-yes" if state.offline else "detail-offline-no")))
    if state.result is not None:
        lines.append((Text("detail-last-picture"), Text("detail-seconds-exactly", seconds=state.result.seconds)))
    return lines
