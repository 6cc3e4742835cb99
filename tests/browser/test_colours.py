"""Colours and light of the photo, without painting anew, and the strength that suits by one press."""

import asyncio

import numpy as np
import pytest
from numpy.typing import NDArray

from browser.natively import CATALOGUE, EARTH, difference
from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes
from browser.sliders import drag, value
from builder.places import ROOT
from impasto.desktop.native import NativeRuntime
from impasto.imaging.decoding import decode
from impasto.painting.auto_strength import auto_strength
from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.settings import PaintSettings
from impasto.painting.stylizer import Stylizer

SIZE = 384


@pytest.fixture
def files(tmp_path):
    return saved(gradient(640, 480), tmp_path / "photo.png"), saved(stripes(EARTH), tmp_path / "earth.png")


@pytest.fixture
def painted(studio, files) -> StudioPage:
    photo, style = files
    studio.choose_photo(photo)
    studio.choose_styles(style)
    studio.choose("output-size", str(SIZE))  # which opens what is folded away
    studio.paint()
    return studio


@pytest.fixture
def desktop(files):
    """Return the desktop's stylizer, and a function that makes a request of the same files."""
    photo, style = (Picture(decode(path.read_bytes()).pixels) for path in files)
    networks = {"style_network": CATALOGUE.default_style_network, "transformer": CATALOGUE.default_transformer}

    def request(**chosen: float) -> PaintRequest:
        settings = PaintSettings(output_size=SIZE, **networks, **chosen)
        return PaintRequest(photo, (WeightedStyle(style),), settings)

    return Stylizer(NativeRuntime(ROOT / "models"), CATALOGUE), request


def natively(desktop, **chosen: float) -> NDArray[np.uint8]:
    stylizer, request = desktop
    return asyncio.run(stylizer.stylize(request(**chosen))).pixels[..., :3]


@pytest.mark.parametrize("slider", ["colours", "lightness"])
def test_the_photos_own_are_there_while_the_slider_moves(painted, desktop, slider):
    before, results = painted.result(), painted.results
    drag(painted, f"#{slider}")
    share = value(painted, f"#{slider}")
    assert 0 < share < 1
    painted.until(lambda: painted.results > results and painted.phase == "ready")
    assert difference(painted.result(), natively(desktop, **{slider: share})) <= 3
    assert difference(painted.result(), before) > 20

    painted.paint(lambda: painted.move(f"#{slider}", 0))
    assert (painted.result() == before).all()


def test_auto_sets_the_strength_that_the_desktop_chooses_and_paints_with_it(painted, desktop):
    stylizer, request = desktop
    chosen = asyncio.run(auto_strength(stylizer, request()))
    assert chosen != 1
    painted.paint(lambda: painted.press("auto-strength"))
    assert value(painted, "#strength") == chosen
    assert difference(painted.result(), natively(desktop, strength=chosen)) <= 2
    painted.press("undo")
    painted.until(lambda: value(painted, "#strength") == 1)
