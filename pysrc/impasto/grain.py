"""Grain for photographs: what a transformer makes its strokes of where a photograph shows nothing.

A transformer sees no more than its surroundings, so in a sky or on a white wall, where one place is like any other, it
repeats one stroke in rows. Soft grain, too faint to be seen for itself, tells places apart; strokes then come out
irregular and larger, and the style distance falls (the figures are in models/README.md).
"""

import hashlib

import numpy as np
from PIL import Image

from impasto.images import RGB

CELL = 8
"""Size of a grain in px. Strokes have their size in px too, so it is the same for pictures of all sizes."""

AMPLITUDE = 9
"""A grain is brighter or darker than the photograph by up to so many levels of 255, all alike often."""

SEED = b"grain"


def grained(picture: RGB) -> RGB:
    """Return the picture, uint8 ``[height, width, 3]``, with grain; the same size always has the same grain."""
    height, width, _ = picture.shape
    # One grain more on either side, so that none is cut off where it is interpolated.
    columns, rows = -(-width // CELL) + 2, -(-height // CELL) + 2
    # The bytes of an extendable hash (FIPS 202) are as good as random ones, and the same everywhere.
    noise = Image.frombytes("L", (columns, rows), hashlib.shake_128(SEED).digest(columns * rows))
    soft = noise.resize((width, height), Image.Resampling.BICUBIC, (1, 1, 1 + width / CELL, 1 + height / CELL))
    levels = np.linspace(-AMPLITUDE, AMPLITUDE, 256).round().astype(np.int16)[np.asarray(soft)]
    grainy: RGB = np.clip(picture + levels[..., None], 0, 255).astype(np.uint8)
    return grainy
