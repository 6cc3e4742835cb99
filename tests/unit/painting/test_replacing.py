"""Tiles are cut out as they were before their neighbours were replaced."""

import numpy as np
import pytest

from impasto.painting.replacing import Replacing
from impasto.painting.tiles import tiles


@pytest.mark.parametrize("halo", [1, 2])
def test_every_tile_is_cut_as_if_none_had_been_replaced(halo):
    whole = np.arange(2 * 21 * 30, dtype=np.float32).reshape(2, 21, 30)
    before, given = whole.copy(), Replacing(whole, halo)
    for tile in tiles(21, 30, 8, halo):
        np.testing.assert_array_equal(given.cut(tile)[0], before[:, tile.rows.whole, tile.columns.whole])
        whole[:, tile.rows.core, tile.columns.core] = -1
    assert (whole == -1).all()


def test_a_whole_of_one_tile_has_no_neighbours():
    whole = np.ones((1, 4, 5), np.float32)
    (tile,) = tiles(4, 5, 8, 1)
    cut = Replacing(whole, 1).cut(tile)
    assert cut.shape == (1, 1, 4, 5) and not np.shares_memory(cut, whole)
