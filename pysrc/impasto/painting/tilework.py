"""How far the painting of a picture in tiles has come."""

from impasto.networks import parts


class TileWork:
    """Tells which tile is under way, of those of all layers, and which share of all multiplications was done before."""

    def __init__(self, channels: int, count: int) -> None:
        # For each pixel of features, in units of as many multiplications as there are channels: measured, not counted.
        self._units = dict.fromkeys(parts.STYLED, 3.0 * channels)
        self._units |= {"encoder": 400.0 + 4 * channels, parts.PICTURE: 60.0}
        self._units |= dict.fromkeys(parts.EXPANDING, 8.0 * channels)
        self._units[parts.EXPANDING[-1]] += 216
        self._all = count * sum(self._units.values())
        self.tiles = count * len(self._units)
        self.tiles_begun = 0
        self._done = 0.0

    def begin(self, layer: str) -> float:
        """Return the share (0..1) that was done before a tile of this layer."""
        self.tiles_begun += 1
        done = self._done / self._all
        self._done += self._units[layer]
        return min(done, 1.0)
