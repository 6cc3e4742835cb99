"""A map of tiles is read as if it were one array, in whatever parts."""

import numpy as np
import pytest

from impasto.painting.tiledmaps import TiledMap
from impasto.painting.tiles import tiles


@pytest.fixture
def whole() -> np.ndarray:
    return np.arange(3 * 20 * 33, dtype=np.float32).reshape(3, 20, 33)


def tiled(whole: np.ndarray, dtype: type = np.float32, halo: int = 2) -> TiledMap:
    made = TiledMap(*whole.shape, dtype)
    for tile in tiles(20, 33, 8, halo):
        made.put(tile, whole[None, :, tile.rows.whole, tile.columns.whole])
    return made


@pytest.mark.parametrize("side", [1, 5, 8, 40])
def test_it_is_read_in_any_tiles(whole, side):
    made = tiled(whole)
    for tile in tiles(20, 33, side, 3):
        read = made.read(tile.rows.whole, tile.columns.whole)
        np.testing.assert_array_equal(read[0], whole[:, tile.rows.whole, tile.columns.whole])
        assert read.dtype == np.float32 and read.flags.c_contiguous and not np.shares_memory(read, whole)


def test_what_is_put_is_not_copied(whole):
    (tile,) = tiles(20, 33, 64, 0)
    made = TiledMap(3, 20, 33, np.float32)
    made.put(tile, whole[None])
    whole[:] = 5
    assert (made.read(slice(0, 20), slice(0, 33)) == 5).all()


def test_halves_are_read_as_floats(whole):
    read = tiled(whole, np.float16).read(slice(0, 20), slice(0, 33))
    assert read.dtype == np.float32
    np.testing.assert_array_equal(read[0], whole.astype(np.float16))


def test_what_is_forgotten_cannot_be_read(whole):
    made = tiled(whole)
    starts = sorted({tile.rows.start for tile in tiles(20, 33, 8, 0)})
    made.forget_above(starts[1] - 1)
    assert made.read(slice(0, 1), slice(0, 33)).shape == (1, 3, 1, 33), "the row is still of the first tiles"
    made.forget_above(starts[1])
    np.testing.assert_array_equal(made.read(slice(starts[1], 20), slice(0, 33))[0], whole[:, starts[1] :])
    with pytest.raises(KeyError, match=f"rows {starts[1] - 1} to 20"):
        made.read(slice(starts[1] - 1, 20), slice(0, 33))


def test_a_tile_is_changed_in_place_and_a_part_added(whole):
    made, other = tiled(whole.copy(), halo=0), tiled(whole)
    for tile in tiles(20, 33, 8, 1):
        part = made.tile(tile)
        part *= 3
        other.add_to(part, tile.rows.core, tile.columns.core)
    np.testing.assert_array_equal(made.read(slice(0, 20), slice(0, 33))[0], 4 * whole)
