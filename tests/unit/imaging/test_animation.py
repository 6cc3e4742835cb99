"""Pictures as one that moves."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageCms

from impasto.errors import BadImage
from impasto.imaging.animation import MILLISECONDS, animated


def plain(level: int):
    return np.full((40, 60, 4), (level, level, level, 255), np.uint8)


def frames(data: bytes) -> list[int]:
    image, levels = Image.open(BytesIO(data)), []
    for number in range(image.n_frames):
        image.seek(number)
        levels.append(round(float(np.asarray(image.convert("L")).mean())))
    return levels


def test_it_goes_to_the_last_picture_and_back():
    encoded = animated([plain(level) for level in (0, 80, 160, 240)], 100)
    assert frames(encoded.data) == pytest.approx([0, 80, 160, 240, 160, 80], abs=2)
    assert (encoded.mime, encoded.suffix) == ("image/webp", ".webp")


def test_it_repeats_for_ever_in_srgb():
    image = Image.open(BytesIO(animated([plain(0), plain(255)]).data))
    image.load()
    assert image.info["loop"] == 0 and image.info["duration"] == MILLISECONDS
    profile = ImageCms.ImageCmsProfile(BytesIO(image.info["icc_profile"]))
    assert "sRGB" in ImageCms.getProfileDescription(profile)


def test_one_picture_is_one_frame():
    assert len(frames(animated([plain(9)]).data)) == 1


def test_a_quality_that_there_is_not_is_refused():
    with pytest.raises(BadImage):
        animated([plain(9)], 101)
