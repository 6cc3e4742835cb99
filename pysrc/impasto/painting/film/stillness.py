"""What stands still in a film is kept as it was, so that the noise of a camera does not reach the strokes.

A transformer makes far more of noise than there is, and nothing after it can tell its flicker from movement. So frames
are filtered over time before they are painted, but only where nothing moves: where the mean around a pixel is that of
what was kept, noise apart, the kept pixel stays just as it is. To take in a little of the new one (1/32) comes nearer
to the mean of the noise, but strokes change by 2 levels a frame then, where they stand still now.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from impasto.imaging.pixels import RGB

REACH = 2
"""Pixels on each side over which a mean is taken: five by five. Noise of 2 levels moves it by about half of one."""

STILL, MOVED = 4, 8
"""Levels by which the mean may move where nothing does, and from which on the new pixel is taken as it is.

Between the two the new pixel counts the more the further the mean has moved: so a light that changes slowly is followed
evenly, and what moves has no seam around it.
"""

WHOLE = 64
"""What stands for all of the new pixel, so that products stay within 16 bits."""


class Stillness:
    """Is shown one frame after another, of one size."""

    def __init__(self) -> None:
        self._kept: NDArray[np.int16] | None = None

    def begin(self) -> None:
        """Keep nothing: what comes next has nothing to do with what was before."""
        self._kept = None

    def filtered(self, frame: RGB) -> RGB:
        """Take in a frame, uint8 ``[height, width, 3]``, and return what is painted in its place, of the same kind."""
        if self._kept is None:
            self._kept = frame.astype(np.int16)
            return frame
        change = frame - self._kept
        count = (2 * REACH + 1) ** 2
        moved = np.abs(_sums_around(change)).max(axis=2) - STILL * count
        share = np.clip(moved, 0, (MOVED - STILL) * count) * WHOLE // ((MOVED - STILL) * count)
        change *= share[..., None]
        change += WHOLE // 2
        change //= WHOLE
        self._kept += change
        return self._kept.astype(np.uint8)


def _sums_around(values: NDArray[np.int16]) -> NDArray[np.int16]:
    """Return the sum around each pixel, the border repeated outwards."""
    height, width, _ = values.shape
    wide = np.pad(values, ((REACH, REACH), (REACH, REACH), (0, 0)), mode="edge")
    rows = wide[:height].copy()
    for step in range(1, 2 * REACH + 1):
        rows += wide[step : step + height]
    sums = rows[:, :width].copy()
    for step in range(1, 2 * REACH + 1):
        sums += rows[:, step : step + width]
    return sums
