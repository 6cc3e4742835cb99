"""Where a painting stands."""

from collections.abc import Callable
from dataclasses import dataclass

from impasto.words import Text

LONG_MINUTES = 2
"""From so many minutes on, seconds are not told."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a job stands: ``step`` of ``steps`` is under way; ``fraction`` of the whole is done (0..1).

    ``seconds_left`` is how long the step will go on, where that takes long enough to be told.
    """

    text: Text
    step: int
    steps: int
    fraction: float
    seconds_left: float | None = None

    @property
    def said(self) -> Text:
        """What is being done, with the time that is left."""
        if self.seconds_left is None:
            return self.text
        minutes = round(self.seconds_left / 60)
        if minutes >= LONG_MINUTES:
            return Text("minutes-left", doing=self.text, minutes=minutes)
        return Text("seconds-left", doing=self.text, seconds=max(round(self.seconds_left / 5) * 5, 5))


Report = Callable[[Progress], None]
