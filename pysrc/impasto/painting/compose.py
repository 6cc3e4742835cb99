"""What is done with a painting, pixel by pixel, after the networks have run."""

import numpy as np

from impasto.imaging.pixels import RGB, RGBA


def photo_through(painted: RGBA, photo: RGB, share: float) -> RGBA:
    """Return the painting with the photo showing through.

    Args:
        painted: uint8 ``[height, width, 4]``; its alpha stays.
        photo: uint8 ``[height, width, 3]``, of the same size.
        share: 0 leaves the painting as it is (the very array), 1 gives the photo.
    """
    if share == 0:
        return painted
    # Fixed point with 8 bits of share, rounded: a third of the memory and time that floats take.
    weight = round(share * 256)
    mixed = painted.copy()
    mixed[..., :3] = (painted[..., :3].astype(np.uint16) * (256 - weight) + photo.astype(np.uint16) * weight + 128) >> 8
    return mixed
