from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from impasto.imaging.greyness import is_grey
from impasto.imaging.pixels import RGB
from tests.unit.fixtures import photo, saved


def grey(picture: RGB) -> RGB:
    return np.repeat(np.asarray(Image.fromarray(picture).convert("L"))[..., None], 3, axis=2)


def tinted(picture: RGB, *factors: float) -> RGB:
    return (grey(picture) * np.array(factors)).astype(np.uint8)


@pytest.mark.parametrize("quality", [60, 90])
def test_a_grey_picture_is_grey_even_when_jpeg_kept_it_in_colour(quality):
    kept = Image.open(BytesIO(saved(grey(photo(200, 150)), "JPEG", quality=quality)))
    assert is_grey(np.asarray(kept.convert("RGB")))


def test_a_small_stamp_does_not_count_and_a_large_one_does():
    print_ = grey(photo(200, 150))
    print_[:10, :20] = (200, 30, 30)
    assert is_grey(print_)
    print_[:20, :40] = (200, 30, 30)
    assert not is_grey(print_)


def test_a_photo_is_not_grey_nor_is_sepia_or_yellowed_paper():
    assert not is_grey(photo(200, 150))
    assert not is_grey(tinted(photo(200, 150), 1, 0.85, 0.68))
    assert not is_grey(tinted(photo(200, 150), 1, 0.96, 0.88))
