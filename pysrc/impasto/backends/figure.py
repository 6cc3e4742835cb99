"""What segmenters are checked with: a drawn figure before a lively background, by integer arithmetic alone."""

import numpy as np

from impasto.backends import trial
from impasto.imaging.pixels import RGB

PARTS = (
    (32, 74, 26, 34, (60, 70, 140)),
    (32, 26, 12, 15, (70, 45, 30)),
    (32, 29, 10, 13, (205, 155, 125)),
)
"""Shoulders, hair and face: ellipses, by middle and radii across and down in 64ths of the sides, and their colours."""


def picture(height: int, width: int) -> RGB:
    """Return the figure, uint8 ``[height, width, 3]``."""
    pixels = trial.picture(max(height, width))[:height, :width].copy()
    y, x = np.mgrid[0:height, 0:width].astype(np.int64)  # the browser's are of 32 bits
    for middle_x, middle_y, across, down, colour in PARTS:
        beside, below = height * (64 * x - middle_x * width), width * (64 * y - middle_y * height)
        within = (beside * down) ** 2 + (below * across) ** 2 < (across * down * width * height) ** 2
        pixels[within] = colour
    return pixels
