"""The log of a run: a line of JSON for each thing that was done, on disk as soon as it is known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Entry = dict[str, Any]


class Log:
    """Entries in the order in which they came; ``kind`` says of what."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
        self.entries: list[Entry] = []

    def add(self, kind: str, **entry: Any) -> None:
        """Write an entry."""
        self.entries.append({"kind": kind, **entry})
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(self.entries[-1]) + "\n")


def read(path: Path) -> Iterator[Entry]:
    """Yield the entries of a log, as far as they are whole."""
    for line in path.read_text("utf-8").splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            return
