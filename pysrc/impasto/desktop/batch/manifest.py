"""What was made of what: JSON lines, one for each painting, which say on the next run what is there already."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self, TypeAlias

from impasto.desktop import files

Record: TypeAlias = dict[str, Any]
"""What is known of a painting; ``painter`` says what is in it."""

FILE = "manifest.jsonl"


class Manifest:
    """The file, to which only one process writes. A painting that is made anew gets a new line, which counts.

    A line that a crash has left unfinished is passed over, as is whatever else is no record, and ended before the next
    one is written.

    Raises:
        OSError: the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._made: dict[str, tuple[str, int]] = {}
        self._added: set[str] = set()
        lines = files.read(path).splitlines() if path.exists() else []
        for line in lines:
            self._take_in(line)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("ab")
        if lines and not path.read_bytes().endswith(b"\n"):
            self._file.write(b"\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, record: Record) -> None:
        """Write down a painting that is there, once: after Ctrl-C the last one may be told of again."""
        if record["output"] in self._added:
            return
        self._file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
        self._added.add(record["output"])
        self._file.flush()
        self._made[record["output"]] = record["recipe"], record["bytes"]

    def has(self, name: str, recipe: str, sizes: Mapping[str, int]) -> bool:
        """Return whether the painting of that name was made by that recipe and is still there, as ``sizes`` says."""
        made = self._made.get(name)
        return made is not None and made[0] == recipe and sizes.get(name) == made[1]

    def _take_in(self, line: bytes) -> None:
        try:
            record = json.loads(line)
            self._made[record["output"]] = str(record["recipe"]), int(record["bytes"])
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            return
