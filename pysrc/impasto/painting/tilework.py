"""How far the painting of a picture in tiles has come."""

from collections.abc import Callable

from impasto.networks import parts
from impasto.painting.featuremaps import Kept


class TileWork:
    """Tells which tile is under way, of those of all layers, and which share of all work was done before it."""

    def __init__(self, channels: int, kept: Kept, tiles_of: Callable[[str], int]) -> None:
        """``tiles_of`` tells in how many tiles the picture is for a layer, the encoder or the picture's own part."""
        # For the whole picture, in units of as many multiplications as there are channels: measured, not counted.
        units = dict.fromkeys(parts.IN_BLOCKS, 3.0 * channels)
        units |= {"encoder": 400.0 + 4 * channels, parts.PICTURE: 60.0}
        expanding = (5, 6, 8) if kept.expanded else (5, 11, 12)
        units |= {layer: float(each * channels) for layer, each in zip(parts.EXPANDING, expanding, strict=True)}
        units[parts.EXPANDING[-1]] += 216
        self._all = sum(units.values())
        self._of_a_tile = {layer: each / tiles_of(layer) for layer, each in units.items()}
        self.tiles = sum(map(tiles_of, units))
        self.tiles_begun = 0
        self._done = 0.0

    def begin(self, layer: str) -> float:
        """Return the share (0..1) that was done before a tile of this layer."""
        self.tiles_begun += 1
        done = self._done / self._all
        self._done += self._of_a_tile[layer]
        return min(done, 1.0)
