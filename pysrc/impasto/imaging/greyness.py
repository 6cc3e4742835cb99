"""Whether a picture is grey: black, white and what lies between, as photographs and prints without colour are."""

import numpy as np

from impasto.imaging.oklab import to_oklab
from impasto.imaging.pixels import RGB

FAINT = 0.02
"""Chroma in Oklab below which a colour is hardly told from grey. JPEG leaves up to 0.012 on grey pictures, the paper
of a yellowed print has 0.03, a sepia photograph 0.05."""

STRAY = 0.01
"""As much of a grey picture may have colour, such as a stamp or what JPEG does along edges."""


def is_grey(picture: RGB) -> bool:
    """Return whether a picture, uint8 ``[height, width, 3]`` and small, as style networks look at it, has no colour."""
    _, a, b = to_oklab(picture.reshape(-1, 3))
    return bool(np.count_nonzero(a * a + b * b > FAINT**2) <= STRAY * a.size)
