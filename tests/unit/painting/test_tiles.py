"""Tiles cover everything once, and reach into each other as far as they should."""

import numpy as np
import pytest

from impasto.painting.tiles import tiles


@pytest.mark.parametrize(
    ("height", "width", "side", "halo", "multiple"),
    [(100, 130, 32, 4, 8), (31, 7, 8, 1, 8), (17, 64, 8, 2, 1), (5, 5, 128, 8, 8), (129, 64, 64, 8, 16)],
)
def test_every_place_belongs_to_one_tile(height, width, side, halo, multiple):
    seen = np.zeros((height, width), int)
    for tile in tiles(height, width, side, halo, multiple):
        seen[tile.rows.core, tile.columns.core] += 1
        for span, size in ((tile.rows, height), (tile.columns, width)):
            assert span.start % multiple == 0
            assert 0 < span.length <= side + multiple
            assert span.whole.start == max(span.start - halo, 0) and span.whole.stop == min(span.end + halo, size)
    assert (seen == 1).all()


def test_the_inner_part_of_a_tile_is_what_it_is_for():
    whole = np.arange(40 * 24).reshape(40, 24)
    for tile in tiles(40, 24, 16, 3, 8):
        cut = whole[tile.rows.whole, tile.columns.whole]
        np.testing.assert_array_equal(
            cut[tile.rows.inner, tile.columns.inner], whole[tile.rows.core, tile.columns.core]
        )


def test_no_tile_is_too_small_for_the_networks():
    lengths = [tile.rows.length for size in range(8, 300) for tile in tiles(size, 8, 64, 0, 8)]
    assert min(lengths) >= 8


def test_a_tile_grows_with_its_halo():
    first, second, *_, last = tiles(32, 64, 16, 4, 8)
    grown = last.times(2)
    assert (grown.rows.core, grown.rows.whole, grown.rows.inner) == (slice(32, 64), slice(24, 64), slice(8, 40))
    assert (grown.columns.core, grown.columns.whole) == (slice(96, 128), slice(88, 128))
    assert second.times(3).columns.whole == slice(36, 108) and first.times(3).columns.whole == slice(0, 60)
