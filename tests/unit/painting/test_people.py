"""The people in a photo as a mask."""

import numpy as np

from impasto.painting.people import SIDE, people_in
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.runtime import FakeRuntime

FINDER = CATALOGUE.segmenters[0]


def photo(height: int, width: int, share: float) -> np.ndarray:
    """Return a grey photo whose left ``share`` is red, which is what the fake takes for people."""
    pixels = np.full((height, width, 3), 100, np.uint8)
    pixels[:, : round(share * width)] = (230, 40, 40)
    return pixels


async def test_the_mask_has_the_ratio_of_the_photo_and_its_edge():
    mask = await people_in(photo(450, 900, 0.4), FINDER, FakeRuntime())
    assert mask is not None and mask.grey.shape == (SIDE // 2, SIDE)
    edge = round(0.4 * SIDE)
    assert mask.grey[:, : edge - 3].min() > 250 and mask.grey[:, edge + 3 :].max() < 5


async def test_the_edge_is_brought_to_the_photos_where_the_network_sees_it_roughly():
    for share in (0.4010, 0.4025, 0.4040):  # the network's pixels are 0.0039 of the width
        mask = await people_in(photo(320, 640, share), FINDER, FakeRuntime())
        assert mask is not None
        assert abs(int(np.argmax(mask.grey[160] < 128)) - share * SIDE) < 1


async def test_nobody_is_no_mask():
    assert await people_in(photo(300, 400, 0), FINDER, FakeRuntime()) is None
