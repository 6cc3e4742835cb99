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
    one is written. What is no file in the first place, such as a device or a named pipe, is only written to.

    Raises:
        OSError: the file cannot be read or written, with ``path`` as its ``filename``.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._made: dict[str, tuple[str, int]] = {}
        self._added: set[str] = set()
        known = files.read(path) if path.is_file() else b""
        for line in known.splitlines():
            self._take_in(line)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("ab", buffering=0)
        if known and not known.endswith(b"\n"):
            self._write(b"\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, record: Record) -> None:
        """Write down a painting that is there, once: after Ctrl-C the last one may be told of again."""
        if record["output"] in self._added:
            return
        # A byte of a file's name that is no UTF-8 is half of a pair in Python, and here the escape of that.
        self._write(json.dumps(record, ensure_ascii=False).encode(errors="backslashreplace") + b"\n")
        self._added.add(record["output"])
        self._made[record["output"]] = record["recipe"], record["bytes"]

    def has(self, name: str, recipe: str, sizes: Mapping[str, int]) -> bool:
        """Return whether the painting of that name was made by that recipe and is still there, as ``sizes`` says."""
        made = self._made.get(name)
        return made is not None and made[0] == recipe and sizes.get(name) == made[1]

    def _write(self, line: bytes) -> None:
        left = memoryview(line)
        try:
            while left:  # of the last room a part may be taken
                left = left[self._file.write(left) :]
        except OSError as error:
            error.filename = str(self.path)
            raise

    def _take_in(self, line: bytes) -> None:
        try:
            record = json.loads(line)
            self._made[record["output"]] = str(record["recipe"]), int(record["bytes"])
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            return
