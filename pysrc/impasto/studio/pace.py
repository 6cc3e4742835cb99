"""How large frames of the camera are painted, so that this machine shows ten a second or more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from impasto.imaging.sizes import SMALLEST_SIZE

WANTED = 10.0
"""Frames a second: fewer are seen one by one."""
MARGIN = 1.25
"""A larger size is tried only where so many times the frames that are wanted are to be expected of it."""
SIZES = (SMALLEST_SIZE, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768)
"""Long sides to choose from, in px; few, since the encoder and the decoder prepare anew for each."""
FIRST = 192
SETTLING = 2
"""The first frames of a size do not count: the networks prepare for it."""
JUDGED = 6
"""So many frames are looked at before the size changes."""
FORGIVEN_AFTER = 100
"""After so many frames a size that was too large may be tried again: something else may have been going on."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The size of the next frame, px, and the seconds from each of the latest frames of it to the next."""

    size: int = FIRST
    seconds: tuple[float, ...] = ()
    frames: int = 0
    """How many were painted at this size."""
    too_large: int = SIZES[-1] + 1
    """A size that turned out too large."""

    @property
    def rate(self) -> float:
        """Frames a second; 0 until that is known."""
        return 1 / _median(self.seconds) if self.seconds else 0.0

    def noted(self, seconds: float, largest: int) -> "Pace":
        """Return the pace after a frame that came so many seconds after the one before.

        ``largest`` is the long side, in px, that no frame needs to exceed.
        """
        frames = self.frames + 1
        if frames <= SETTLING:
            return replace(self, frames=frames)
        pace = replace(self, frames=frames, seconds=(*self.seconds, seconds)[-JUDGED:])
        if frames > FORGIVEN_AFTER:
            pace = replace(pace, too_large=SIZES[-1] + 1)
        if len(pace.seconds) < JUDGED:
            return pace
        smaller = [size for size in SIZES if size < self.size]
        if pace.rate < WANTED and smaller:
            fitting = [size for size in smaller if pace._expected(size) >= WANTED]
            return Pace(fitting[-1] if fitting else smaller[0], too_large=self.size)
        larger = [size for size in SIZES if self.size < size < pace.too_large and size <= max(largest, SMALLEST_SIZE)]
        fitting = [size for size in larger if pace._expected(size) >= WANTED * MARGIN]
        return Pace(fitting[-1], too_large=pace.too_large) if fitting else pace

    def _expected(self, size: int) -> float:
        """Return the frames a second to expect at another size: time goes with the pixels."""
        return self.rate * (self.size / size) ** 2


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]
