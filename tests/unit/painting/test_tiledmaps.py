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


@pytest.mark.parametrize("times", [1, 2])
def test_what_is_put_is_copied_the_second_time_too(whole, times):
    (tile,) = tiles(20, 33, 64, 0)
    made, before = TiledMap(3, 20, 33, np.float32), whole.copy()
    for _ in range(times):
        made.put(tile, whole[None])
    whole[:] = 5
    np.testing.assert_array_equal(made.read(slice(0, 20), slice(0, 33))[0], before)


def test_what_lies_within_a_part_is_forgotten(whole):
    made = tiled(whole)
    first, second, *_ = tiles(20, 33, 8, 0)
    made.forget_within(first.rows.core, slice(0, second.columns.end - 1))
    with pytest.raises(KeyError):
        made.read(slice(0, 1), slice(0, 1))
    np.testing.assert_array_equal(
        made.read(second.rows.core, second.columns.core)[0], whole[:, second.rows.core, second.columns.core]
    )


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


def test_a_part_is_added(whole):
    made = tiled(whole)
    for tile in tiles(20, 33, 8, 1):
        part = 3 * whole[:, tile.rows.core, tile.columns.core]
        made.add_to(part, tile.rows.core, tile.columns.core)
        np.testing.assert_array_equal(part, 4 * whole[:, tile.rows.core, tile.columns.core])


def test_what_is_taken_is_gone_and_nothing_else(whole):
    made = tiled(whole)
    seen = np.zeros_like(whole)
    for tile, part in made.take(slice(0, 3), slice(9, 10)):
        seen[:, tile.rows.core, tile.columns.core] = part
    (one,) = (
        tile for tile in tiles(20, 33, 8, 0) if tile.rows.start == 0 and tile.columns.start <= 9 < tile.columns.end
    )
    np.testing.assert_array_equal(seen[:, one.rows.core, one.columns.core], whole[:, one.rows.core, one.columns.core])
    assert np.count_nonzero(seen) <= 3 * one.rows.length * one.columns.length
    with pytest.raises(KeyError):
        made.read(slice(0, 1), slice(9, 10))
    rest = slice(one.columns.end, 33)
    np.testing.assert_array_equal(made.read(slice(0, 20), rest)[0], whole[:, :, rest])
    assert made.first_row == 0
    list(made.take(slice(0, 1), slice(0, 33)))
    assert made.first_row == one.rows.end
    list(made.take(slice(0, 20), slice(0, 33)))
    assert made.first_row == 20
