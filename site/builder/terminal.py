"""Words on the terminal: a line for each step, and the log that its command wrote."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from builder import places
from builder.processes import BuildError, Command, start


class Step:
    """One line on the terminal: what is being done, how far it is, and at the end how long it took."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.started = time.monotonic()
        self._said = self.started
        self._live = sys.stdout.isatty()
        if not self._live:
            print(f"{title} ...", flush=True)

    def say(self, detail: str) -> None:
        """Show progress: in place on a terminal, as a line every ten seconds elsewhere."""
        now = time.monotonic()
        if now - self._said < (0.1 if self._live else 10):
            return
        self._said = now
        if self._live:
            print(f"\r\x1b[K{self.title} ... {detail}", end="", flush=True)
        else:
            print(f"  {detail}", flush=True)

    def done(self, detail: str = "") -> None:
        """Close the line."""
        seconds = f"{time.monotonic() - self.started:.1f} s"
        text = f"{self.title}: {detail}, {seconds}" if detail else f"{self.title}: {seconds}"
        print(f"\r\x1b[K{text}" if self._live else f"  {detail + ', ' if detail else ''}{seconds}", flush=True)

    def run(self, command: Command, *, cwd: Path = places.ROOT, env: Mapping[str, str] | None = None) -> None:
        """Run a command with its output in a log; show the last line of it as progress, and its end if it fails."""
        log = places.BUILD / "logs" / f"{re.sub(r'[^a-z0-9]+', '-', self.title.lower()).strip('-')}.txt"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as output:
            process = start(command, cwd=cwd, env=env, stdout=output, stderr=subprocess.STDOUT)
            while process.poll() is None:
                time.sleep(0.05)
                self.say(f"{time.monotonic() - self.started:.0f} s  {last_lines(log, 1)[:90]}")
        if process.returncode:
            end = last_lines(log, 30)
            own_words = re.search(r"^(?:pictures|bundler): (.+)\Z", end, re.MULTILINE)
            if own_words:
                raise BuildError(own_words[1])
            raise BuildError(f"{self.title}: {Path(command[0]).name} failed. The end of {log}:\n{end}")


def last_lines(path: Path, count: int) -> str:
    """Return the last lines of a log that may still be growing."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 1000 * count))
        return "\n".join(file.read().decode(errors="replace").rstrip().splitlines()[-count:])


def megabytes(size: int) -> str:
    """Return a size for the reader: '13.2 MB', '820 kB' or '95 B' (decimal units)."""
    if size >= 1_000_000:
        return f"{size / 1e6:.1f} MB"
    return f"{size / 1e3:.1f} kB" if size >= 1000 else f"{size} B"
