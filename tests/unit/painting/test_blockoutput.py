"""A block adds up what it was given and what it convolved when that is read, and keeps neither for longer."""

import numpy as np
import pytest

from impasto.painting.blockoutput import BlockOutput
from impasto.painting.tiledmaps import TiledMap
from impasto.painting.tiles import tiles

HEIGHT, WIDTH = 24, 36
SCALE = np.array([2.0, -1.0, 0.5], np.float32)[:, None, None]


def tiled(whole: np.ndarray, side: int, dtype: type) -> TiledMap:
    made = TiledMap(*whole.shape, dtype)
    for tile in tiles(HEIGHT, WIDTH, side, 0):
        made.put(tile, whole[None, :, tile.rows.core, tile.columns.core].copy())
    return made


@pytest.mark.parametrize("dtype", [np.float32, np.float16])
def test_it_is_the_sum_and_lets_go_of_what_it_is_the_sum_of(dtype):
    generator = np.random.default_rng(3)
    x, convolved = (generator.standard_normal((3, HEIGHT, WIDTH)).astype(dtype).astype(np.float32) for _ in range(2))
    given, made = tiled(x, 5, dtype), tiled(convolved, 8, dtype)
    output = BlockOutput(given, made, SCALE)
    expected = (convolved * SCALE + x).astype(dtype)
    assert made.first_row == 0, "nothing is added up before it is wanted"
    for tile in tiles(HEIGHT, WIDTH, 8, 1):
        read = output.read(tile.rows.whole, tile.columns.whole)
        np.testing.assert_array_equal(read[0], expected[:, tile.rows.whole, tile.columns.whole])
        assert made.first_row >= tile.rows.start and given.first_row >= tile.rows.start - 5
    assert made.first_row == given.first_row == HEIGHT
    np.testing.assert_array_equal(output.read(slice(0, HEIGHT), slice(0, WIDTH))[0], expected)


def test_what_is_forgotten_is_not_added_up():
    x = np.ones((3, HEIGHT, WIDTH), np.float32)
    given, made = tiled(x, 8, np.float32), tiled(x, 8, np.float32)
    output = BlockOutput(given, made, SCALE)
    output.forget_above(8)
    assert made.first_row == 8
    with pytest.raises(KeyError):
        output.read(slice(7, 9), slice(0, 4))
    assert (output.read(slice(8, HEIGHT), slice(0, WIDTH)) == SCALE + 1).all()
