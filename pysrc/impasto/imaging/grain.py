"""Grain for photographs: what a transformer makes its strokes of where a photograph shows nothing.

A transformer sees no more than its surroundings, so in a sky or on a white wall, where one place is like any other, it
repeats one stroke in rows. Soft grain, too faint to be seen for itself, tells places apart; strokes then come out
irregular and larger, and the style distance falls.
"""

import hashlib

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from impasto.imaging.pixels import RGB

CELL = 4
"""Distance in px of the values that the grain is interpolated from.

Strokes have their size in px too, so it is the same for pictures of all sizes.
"""

REACH = 12
"""Grain makes a pixel brighter or darker by up to so many levels of 255; the standard deviation is about 2.5."""

SEED = b"grain"


def grained(picture: RGB) -> RGB:
    """Return the picture, uint8 ``[height, width, 3]``, with grain; the same size always has the same grain."""
    height, width, _ = picture.shape
    return with_grain(picture, grain(height, width))


def grain(height: int, width: int) -> NDArray[np.uint8]:
    """Return the grain of a picture of that size, uint8 ``[height, width]``, of which parts go with its parts."""
    # One value more on either side, so that none is cut off where it is interpolated.
    columns, rows = -(-width // CELL) + 2, -(-height // CELL) + 2
    values = Image.fromarray(_smooth_noise(rows, columns))
    noise = values.resize((width, height), Image.Resampling.BICUBIC, (1, 1, 1 + width / CELL, 1 + height / CELL))
    return np.asarray(noise)


def with_grain(picture: RGB, noise: NDArray[np.uint8]) -> RGB:
    """Return a picture, or a part of one, with its part of what ``grain`` returned for the whole."""
    levels = np.linspace(-REACH, REACH, 256).round().astype(np.int16)[noise]
    # Black and white give way, or half of the grain would be cut off where it is needed most.
    grainy: RGB = (np.clip(picture, REACH, 255 - REACH) + levels[..., None]).astype(np.uint8)
    return grainy


def _smooth_noise(rows: int, columns: int) -> RGB:
    """Return uint8 ``[rows, columns]``: each value mixed with its neighbours, or interpolation would show a grid."""
    # The bytes of an extendable hash (FIPS 202) are as good as random ones, and the same everywhere.
    size = (rows + 2) * (columns + 2)
    noise = np.frombuffer(hashlib.shake_128(SEED).digest(size), np.uint8).reshape(rows + 2, columns + 2)
    noise = noise.astype(np.uint16)
    noise = noise[:-2] + 2 * noise[1:-1] + noise[2:]
    noise = noise[:, :-2] + 2 * noise[:, 1:-1] + noise[:, 2:]
    return (noise // 16).astype(np.uint8)
