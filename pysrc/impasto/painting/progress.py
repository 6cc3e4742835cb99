"""Where a painting stands."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a job stands: ``step`` of ``steps`` is under way; ``fraction`` of the whole is done (0..1)."""

    text: str
    step: int
    steps: int
    fraction: float


Report = Callable[[Progress], None]
