"""Where a painting stands."""

from collections.abc import Callable
from dataclasses import dataclass

from impasto.words import Text


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a job stands: ``step`` of ``steps`` is under way; ``fraction`` of the whole is done (0..1)."""

    text: Text
    step: int
    steps: int
    fraction: float


Report = Callable[[Progress], None]
