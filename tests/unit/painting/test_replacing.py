"""Tiles are cut out as they were before their neighbours were replaced."""

import numpy as np
import pytest

from impasto.painting.replacing import Replacing
from impasto.painting.tiledmaps import TiledMap
from impasto.painting.tiles import tiles


def tiled(whole: np.ndarray, side: int) -> TiledMap:
    channels, height, width = whole.shape
    made = TiledMap(channels, height, width, np.float32)
    for tile in tiles(height, width, side, 0):
        made.put(tile, whole[None, :, tile.rows.core, tile.columns.core].copy())
    return made


@pytest.mark.parametrize("ahead", [0, 1])
@pytest.mark.parametrize("halo", [1, 2])
def test_every_tile_is_cut_as_if_none_had_been_replaced(halo, ahead):
    """Also where the next tile is cut before one is replaced."""
    before = np.arange(2 * 21 * 30, dtype=np.float32).reshape(2, 21, 30)
    whole = tiled(before, 8)
    given, waiting = Replacing(whole, halo), []
    for tile in tiles(21, 30, 8, halo):
        cut = given.cut(tile)
        np.testing.assert_array_equal(cut[0], before[:, tile.rows.whole, tile.columns.whole])
        waiting.append((tile, -cut))
        if len(waiting) > ahead:
            whole.put(*waiting.pop(0))
    for each in waiting:
        whole.put(*each)
    np.testing.assert_array_equal(whole.read(slice(0, 21), slice(0, 30))[0], -before)


def test_a_whole_of_one_tile_has_no_neighbours():
    (tile,) = tiles(4, 5, 8, 1)
    whole = tiled(np.ones((1, 4, 5), np.float32), 8)
    cut = Replacing(whole, 1).cut(tile)
    cut[:] = 7
    assert cut.shape == (1, 1, 4, 5) and (whole.read(slice(0, 4), slice(0, 5)) == 1).all()
