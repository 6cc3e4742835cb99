"""Where a film is cut: a frame that has little to do with the one before begins a new shot.

Frames are compared as small pictures. A cut is a change that is large, and much larger than those just before, since a
quick pan changes much, too, but goes on doing so. PySceneDetect's adaptive detector compares with the changes after it
as well (https://www.scenedetect.com), which a film that is painted as it comes does not know yet. A flash is taken for
two cuts, and so may be the first frames of a quick pan, which costs no more than looking at each of them.
"""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from impasto.imaging.pixels import RGB

SIDE = 24
"""Sides in px of the small pictures, in which noise and small movements are lost."""

LEAST = 14.0
"""Mean change, in levels of 255, that a cut is at least."""

TIMES = 3.0
"""How many times as much as the changes before a cut changes."""

REMEMBERED = 8
"""How many of the changes before count."""

Small = NDArray[np.int16]


def small(frame: RGB) -> Small:
    """Return a frame, uint8 ``[height, width, 3]``, as it is compared with others."""
    return np.asarray(Image.fromarray(frame).resize((SIDE, SIDE), Image.Resampling.BOX), np.int16)


def apart(first: Small, second: Small) -> float:
    """Return by how many levels two small pictures differ on average."""
    return float(np.abs(first - second).mean())


class CutDetector:
    """Is shown one frame after another, of one size."""

    def __init__(self) -> None:
        self._before: Small | None = None
        self._changes: deque[float] = deque(maxlen=REMEMBERED)

    def begins_shot(self, frame: Small) -> bool:
        """Take in a frame, and return whether a shot begins with it; the first one does."""
        before, self._before = self._before, frame
        if before is None:
            return True
        change = apart(before, frame)
        usual = sum(self._changes) / REMEMBERED
        self._changes.append(change)
        return change >= LEAST and change >= TIMES * usual
