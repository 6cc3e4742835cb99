"""Masks in the whole application: brush and file in, overlay and picture out."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from impasto.errors import BadSetting
from impasto.painting import brush
from impasto.painting.maskedits import FromPicture, Inverted, Stroke
from impasto.session import masks
from impasto.session.masks import Masks
from impasto.studio import events as ev
from tests.unit.session.workbench import Workbench, photo, png

SIZE = ev.SettingChanged("output_size", 256)
PHOTO = np.full((60, 80, 3), 128, np.uint8)


def dot(x: float, y: float = 0.5, **more) -> Stroke:
    return Stroke(((x, y, 1.0),), 0.2, 1.0, **more)


def half(width: int = 160, height: int = 120) -> bytes:
    grey = np.zeros((height, width), np.uint8)
    grey[:, : width // 2] = 255
    file = BytesIO()
    Image.fromarray(grey).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
async def painted(bench) -> Workbench:
    await bench.do(photo(), ev.StyleSelected("red"), SIZE, ev.StylizePressed())
    return bench


def red_at(bench: Workbench, x: int) -> int:
    return int(bench.page.pixels["result"][96, x, 0])


async def test_a_stroke_paints_where_it_is_without_a_network(painted):
    painted.runtime.calls.clear()
    await painted.do(ev.MaskStroked(dot(0.25)))
    assert painted.runtime.runs() == []
    assert red_at(painted, 64) == pytest.approx(150, abs=2) and red_at(painted, 200) == 100
    overlay = painted.page.pixels["mask"]
    assert overlay.shape == (768, 1024, 4) and overlay[384, 256, 3] == 255 and overlay[384, 800, 3] == 0
    assert painted.page.view["masked"]


async def test_undo_brings_the_mask_before_back(painted):
    await painted.do(ev.MaskStroked(dot(0.25)), ev.MaskStroked(dot(0.75)))
    assert red_at(painted, 192) == pytest.approx(150, abs=2)
    await painted.do(ev.UndoPressed())
    assert red_at(painted, 192) == 100 and painted.page.pixels["mask"][384, 768, 3] == 0
    await painted.do(ev.UndoPressed())
    assert red_at(painted, 192) == pytest.approx(150, abs=2) and not painted.page.view["masked"]


async def test_a_mask_survives_a_change_of_size(painted):
    await painted.do(ev.MaskStroked(dot(0.25)), ev.SettingChanged("output_size", 512), ev.StylizePressed())
    result = painted.page.pixels["result"]
    assert result.shape == (384, 512, 4) and result[192, 128, 0] > 140 and result[192, 400, 0] == 100


async def test_a_grey_picture_is_a_mask(painted):
    await painted.do(ev.MaskFileChosen(ev.File("m.png", half())))
    assert red_at(painted, 60) == pytest.approx(150, abs=2) and red_at(painted, 200) == 100
    await painted.do(ev.MaskInverted())
    assert red_at(painted, 60) == 100 and red_at(painted, 200) == pytest.approx(150, abs=2)


async def test_a_mask_of_another_ratio_is_refused_by_name_and_changes_nothing(painted):
    await painted.do(ev.MaskFileChosen(ev.File("m.png", half(120, 120))))
    assert painted.said().startswith("m.png: The mask is 120 × 120 pixels, and the photo 320 × 240.")
    assert not painted.page.view["masked"] and painted.app.state.message.tone == "error"


async def test_another_style_outside(painted):
    own = ev.StyleFilesChosen((ev.File("blue.png", png((0, 0, 200))),))
    await painted.do(own, ev.StyleSelected("red"), ev.MaskFileChosen(ev.File("m.png", half())))
    outside = next(style["id"] for style in painted.page.choices["styles"] if style["own"])
    await painted.do(ev.OutsideChosen(outside))
    assert painted.page.view["outside"] == outside
    left, right = (painted.page.pixels["result"][96, x].astype(int) for x in (60, 200))
    assert left[0] > left[2] + 50 and right[2] > right[0] + 50


def test_strokes_before_are_not_drawn_again(monkeypatch):
    groups = []
    monkeypatch.setattr(masks, "drawn", lambda *given: groups.append(given[1]) or brush.drawn(*given))
    kept = Masks()
    first, second, third = dot(0.2), dot(0.4), dot(0.6, erases=True)
    kept.mask((first, second), PHOTO, "p")
    both = kept.mask((first, second, third), PHOTO, "p")
    assert groups == [(first,), (second,), (third,)]
    assert kept.mask((first, second), PHOTO, "p").grey[384, 614] == 0 and len(groups) == 3, "undo draws nothing"
    assert (Masks().mask((first, second, third), PHOTO, "p").grey == both.grey).all()
    kept.mask((first,), PHOTO, "another")
    assert groups[-1] == (first,), "a mask is of one photo"


def test_strokes_that_follow_edges_are_drawn_anew_with_each_of_them(monkeypatch):
    groups = []
    monkeypatch.setattr(masks, "drawn", lambda *given: groups.append(given[1]) or given[0])
    kept = Masks()
    plain, follows = dot(0.2), dot(0.5, follows=True)
    kept.mask((plain, follows), PHOTO, "p")
    kept.mask((plain, follows, follows, Inverted()), PHOTO, "p")
    assert groups == [(plain,), (follows,), (follows, follows), (Inverted(),)]


def test_a_picture_that_is_gone_is_told():
    with pytest.raises(BadSetting) as caught:
        Masks().mask((FromPicture("gone"),), PHOTO, "p")
    assert caught.value.text.key == "mask-not-there"
