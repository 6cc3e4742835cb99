"""A small picture painted in tiles, as large ones are: what the golden pictures compare with one painted at once."""

import numpy as np

from impasto.imaging.pixels import RGB
from impasto.networks.catalogue import Transformer
from impasto.networks.runtime import Runtime, Tensor
from impasto.painting.steps import Steps
from impasto.painting.streaming import stream
from impasto.painting.vectors import StyleVector

SIDE = 32
"""Longest side of a tile in px, halos apart: with its edge a picture of 64 px has two rows and two columns of them.

Tiles of the blocks have sides twice as long, and are as many there.
"""


async def in_tiles(runtime: Runtime, transformer: Transformer, picture: RGB, vector: Tensor) -> RGB:
    """Return a picture, uint8 ``[height, width, 3]``, painted in tiles under a style vector ``[1, 100]``.

    Raises:
        RuntimeFailed, RuntimeLost, Cancelled: as ``Runtime.run``.
    """
    style = StyleVector.from_array(vector, "")
    painted = await stream(runtime, transformer, picture, style, Steps(1), side=SIDE)
    return np.ascontiguousarray(painted[..., :3])
