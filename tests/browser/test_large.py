"""Pictures as large as the photo, which the page paints in tiles."""

import numpy as np
import pytest

from browser.natively import CATALOGUE, EARTH, MODELS
from browser.pictures import gradient, saved, stripes
from impasto.desktop.native import NativeRuntime
from impasto.imaging.decoding import decode
from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.settings import PaintSettings
from impasto.painting.stylizer import Stylizer


@pytest.mark.parametrize("transformer", ["transformer-lite", "transformer-separable"])
async def test_a_photo_is_painted_in_its_own_size_as_on_the_desktop(studio, tmp_path, transformer):
    photo = saved(gradient(2305, 411), tmp_path / "photo.png")
    earth = saved(stripes(EARTH), tmp_path / "earth.png")
    studio.choose_photo(photo)
    studio.choose_styles(earth)
    studio.choose("output-size", "photo")
    studio.choose("transformer", transformer)
    picture = studio.paint()
    assert picture.shape == (411, 2305, 3)
    settings = PaintSettings(
        output_size="photo", style_network=CATALOGUE.default_style_network, transformer=transformer
    )
    content = Picture(decode(photo.read_bytes(), longest=settings.reading_size).pixels)
    style = WeightedStyle(Picture(decode(earth.read_bytes()).pixels))
    native = await Stylizer(NativeRuntime(MODELS), CATALOGUE).stylize(PaintRequest(content, (style,), settings))
    assert np.abs(picture.astype(int) - native.pixels[..., :3]).max() <= 2


def test_a_large_painting_is_cancelled_at_a_tile_and_the_next_picture_comes(studio, tmp_path):
    studio.choose("output-size", "photo")
    studio.choose_photo(saved(gradient(2400, 1800), tmp_path / "photo.png"))
    studio.choose_styles(saved(stripes(EARTH), tmp_path / "earth.png"))
    studio.press("stylize")
    studio.until(lambda: "tile" in studio.by_id("progress-words").text)
    studio.until(lambda: studio.by_id("underway").is_displayed())
    assert studio.results == 0, "it is shown while it is painted"
    studio.press("cancel")
    studio.until(lambda: studio.phase == "ready")
    assert studio.results == 0 and not studio.by_id("underway").is_displayed()
    studio.choose("output-size", "256")
    assert studio.paint().shape == (192, 256, 3)
