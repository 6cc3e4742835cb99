"""Films made by code, frame by frame."""

from collections.abc import Iterator

import numpy as np

from impasto.imaging.pixels import RGB
from tests.unit.fixtures import photo


def entering(frames: int, noise: float, width: int = 256, height: int = 160, seed: int = 0) -> Iterator[RGB]:
    """Yield a still scene into whose left half a red board comes, from the third frame on, with a camera's noise.

    ``noise`` is its standard deviation in levels.
    """
    scene, rng = photo(width, height).astype(float), np.random.default_rng(seed)
    for number in range(frames):
        frame = scene.copy()
        frame[height // 4 : -height // 4, : min(max(number - 2, 0) * 12, width // 2 - 64)] = (230, 40, 30)
        yield np.clip(np.rint(frame + rng.normal(0, noise, scene.shape)), 0, 255).astype(np.uint8)
