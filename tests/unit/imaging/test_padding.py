"""The edge around a photograph: reflected outwards, sides that the encoder can halve twice, cut off without a trace."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from impasto.imaging.padding import EDGE, SIDE_MULTIPLE, padded, without_padding


@settings(max_examples=50, deadline=None)
@given(height=st.integers(32, 70), width=st.integers(32, 70))
def test_padding_reflects_and_cropping_undoes_it(height, width):
    picture = np.random.default_rng(height * 100 + width).integers(0, 256, (height, width, 3), np.uint8)
    rows, columns, _ = padded(picture).shape
    assert rows % SIDE_MULTIPLE == columns % SIDE_MULTIPLE == 0
    assert 0 <= rows - height - 2 * EDGE < SIDE_MULTIPLE and 0 <= columns - width - 2 * EDGE < SIDE_MULTIPLE
    np.testing.assert_array_equal(without_padding(padded(picture), height, width), picture)

    reflected = padded(picture)[EDGE : EDGE + height]
    for distance in range(1, EDGE + 1):
        np.testing.assert_array_equal(reflected[:, EDGE - distance], picture[:, distance])
        np.testing.assert_array_equal(reflected[:, EDGE + width - 1 + distance], picture[:, width - 1 - distance])
    reflected = padded(picture)[:, EDGE : EDGE + width]
    for distance in range(1, EDGE + 1):
        np.testing.assert_array_equal(reflected[EDGE - distance], picture[distance])
        np.testing.assert_array_equal(reflected[EDGE + height - 1 + distance], picture[height - 1 - distance])
