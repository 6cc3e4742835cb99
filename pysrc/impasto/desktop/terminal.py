"""What people are told in a terminal: progress, messages, tables."""

import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from impasto.painting.progress import Progress, Report
from impasto.words import say

WIPE = "\r\x1b[K"


def tell(line: str) -> None:
    """Print a line on standard error, if there is one (``print`` would take standard output instead)."""
    if sys.stderr is not None:
        print(line, file=sys.stderr)


@contextmanager
def progress() -> Iterator[Report | None]:
    """Give what shows progress in one line, which is wiped in the end; None where there is no terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    try:
        yield _show
    finally:
        print(WIPE, end="", file=sys.stderr, flush=True)


def _show(progress: Progress) -> None:
    line = f"{WIPE}{progress.fraction:4.0%}  {say(progress.text)} ({progress.step} of {progress.steps})"
    print(line, end="", file=sys.stderr, flush=True)


def table(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> str:
    """Return rows as lines whose columns stand below each other; those whose numbers are in ``right`` end there."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]

    def line(row: Sequence[str]) -> str:
        cells = enumerate(zip(row, widths, strict=True))
        return "  ".join(f"{cell:{'>' if at in right else '<'}{width}}" for at, (cell, width) in cells).rstrip()

    return "".join(f"{line(row)}\n" for row in rows)
