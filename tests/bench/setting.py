"""What every part of the benchmarks is given."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Setting(NamedTuple):
    """Where the server is, how many rounds count, where the demo's own transformer lies, and how to tell progress."""

    port: int
    rounds: int
    peer: Path
    photos: Path
    say: Callable[[str], None]

    def url(self, path: str, port: int | None = None) -> str:
        """Return an address on the server, or behind another port that leads to it."""
        return f"http://127.0.0.1:{port or self.port}{path}"
