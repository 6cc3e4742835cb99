"""How far many paintings are, told on the terminal while they are painted and summed up in the end."""

import sys
import time
from importlib import import_module
from typing import Any, Self

from impasto.desktop.batch.painter import Outcome
from impasto.desktop.installation import origin
from impasto.errors import RuntimeFailed
from impasto.words import Text, say


class Tally:
    """Counts paintings; shows a bar with the time that is left where there is a terminal, and names what fails.

    Args:
        wanted: how many paintings there are in the end.
        there: how many of them there are already.

    Raises:
        RuntimeFailed: the package tqdm is not installed (the extra ``native``).
    """

    def __init__(self, wanted: int, there: int) -> None:
        self.failed = 0
        self._wanted, self._there, self._made = wanted, there, 0
        self._told: set[str] = set()
        self._began = time.monotonic()
        try:
            bar = import_module("tqdm").tqdm
        except ImportError as error:
            raise RuntimeFailed("tqdm-missing", origin=origin()) from error
        self._file = sys.stderr
        hidden = self._file is None or not self._file.isatty()
        self._bar: Any = bar(
            total=wanted, initial=there, file=self._file, disable=hidden, unit="", leave=False, dynamic_ncols=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def add(self, outcome: Outcome) -> None:
        """Take in what became of an order; a problem is told once for all paintings that it costs."""
        self._made += len(outcome.made)
        self.failed += outcome.failed
        self._bar.update(len(outcome.order.wanted))
        if outcome.problem is not None and outcome.problem not in self._told:
            self._told.add(outcome.problem)
            self._tell(f"impasto: {outcome.problem}")

    def sum_up(self) -> None:
        """Tell what was made, what was there, and what failed."""
        seconds = time.monotonic() - self._began
        parts = []
        if self._made:
            parts.append(Text("batch-made", count=self._made, seconds=seconds, rate=self._made / seconds))
        if self._there:
            parts.append(Text("batch-there", count=self._there))
        if self.failed:
            parts.append(Text("batch-failed", count=self.failed))
        self._bar.close()
        if parts:  # none where it was interrupted before the first painting
            self._tell(say(Text("batch-sum", parts=tuple(parts))))

    def _tell(self, line: str) -> None:
        if self._file is not None:
            self._bar.write(line, file=self._file)
