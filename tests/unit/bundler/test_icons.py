"""Icons of pixels are the drawing of favicon.svg."""

import io

import numpy as np
import pytest
from PIL import Image

from builder import places
from bundler.bundle import BundleError
from bundler.icons import drawing_in, painted
from bundler.installable import grounds

SVG = (places.SITE / "favicon.svg").read_text("utf-8")


def pixels(side: int, *, maskable: bool = False) -> np.ndarray:
    return np.array(Image.open(io.BytesIO(painted(drawing_in(SVG), side, maskable=maskable))).convert("RGBA"))


def test_an_icon_has_the_colours_of_the_drawing_and_clear_corners():
    icon = pixels(192)
    assert icon.shape == (192, 192, 4) and icon[0, 0, 3] == 0 and icon[96, 96, 3] == 255
    colours = {"#{:02x}{:02x}{:02x}".format(*colour[:3]) for colour in icon.reshape(-1, 4)}
    drawing = drawing_in(SVG)
    assert {drawing.ground, *(stroke.colour for stroke in drawing.strokes)} <= colours


def test_a_maskable_icon_is_whole_and_keeps_clear_of_what_may_be_cut_off():
    icon = pixels(512, maskable=True)
    assert (icon[..., 3] == 255).all()
    y, x = np.mgrid[0:512, 0:512] - 255.5
    outside = np.hypot(x, y) > 0.4 * 512
    assert (icon[outside][:, :3] == icon[0, 0, :3]).all() and icon[~outside].std() > 20


def test_the_same_drawing_gives_the_same_bytes():
    assert painted(drawing_in(SVG), 192) == painted(drawing_in(SVG), 192)


@pytest.mark.parametrize(
    ("old", "new"), [("M7 21.500c", "M7 21.500q"), ("<rect", "<circle"), ("0 0 32 32", "0 0 32 30")]
)
def test_a_drawing_of_another_kind_stops_the_build(old, new):
    assert old in SVG
    with pytest.raises(BundleError, match=r"favicon\.svg"):
        drawing_in(SVG.replace(old, new))


def test_the_wall_has_one_colour_for_light_and_one_for_dark():
    assert grounds("--ground: #ffffff; x --ground: #000000;") == ("#ffffff", "#000000")
    with pytest.raises(BundleError, match="--ground"):
        grounds("--ground: #ffffff;")
