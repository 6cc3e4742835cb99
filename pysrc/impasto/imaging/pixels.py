"""Pictures as arrays.

A picture is an ``RGB`` array, uint8 ``[height, width, 3]``, sRGB; what the networks paint is ``RGBA``, as a canvas
takes it, and opaque until a cut-out gets its shape back (``cutouts.put_back``). ``decoding`` makes a picture from a
file.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

RGB: TypeAlias = NDArray[np.uint8]
RGBA: TypeAlias = NDArray[np.uint8]


def to_rgba(picture: RGB | RGBA) -> RGBA:
    """Return the picture as a canvas takes it: uint8 ``[height, width, 4]``, opaque, C-contiguous."""
    if picture.shape[2] == 4:
        return np.ascontiguousarray(picture)
    opaque = np.full((*picture.shape[:2], 1), 255, np.uint8)
    return np.concatenate((picture, opaque), axis=2)
