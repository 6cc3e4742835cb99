"""The contact sheet in the whole application, with a fake runtime and a fake page."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from impasto.imaging.sizes import CONTACT_SIZE, STRIP_SIZE
from impasto.painting.contactsheet import GAP
from impasto.session.jobs import Priority
from impasto.studio import events as ev
from tests.unit.session.workbench import Workbench, photo


@pytest.fixture
async def hung(bench: Workbench) -> Workbench:
    await bench.do(photo())
    bench.runtime.calls.clear()
    return bench


async def filled(bench: Workbench) -> None:
    await bench.until(lambda: (bench.page.view["sheet"] or {}).get("complete", False))


async def test_every_style_is_painted_and_the_photo_is_encoded_once(hung):
    hung.app.post(ev.SheetPressed())
    await filled(hung)
    assert [slot for slot in hung.page.drawn if slot.startswith("sheet:")] == ["sheet:red", "sheet:bare"]
    assert hung.page.pixels["sheet:red"].shape == (144, CONTACT_SIZE, 4)
    assert hung.runtime.runs().count("brush-encoder.onnx") == 1
    assert hung.runtime.runs().count("brush-decoder.onnx") == 2


async def test_what_is_painted_is_not_painted_again(hung):
    hung.app.post(ev.SheetPressed())
    await filled(hung)
    await hung.do(ev.SheetClosed())
    hung.runtime.calls.clear()
    hung.page.drawn.clear()
    hung.app.post(ev.SheetPressed())
    await filled(hung)
    assert hung.runtime.runs() == [] and hung.page.drawn == ["sheet:red", "sheet:bare"]
    await hung.do(ev.SheetClosed(), ev.SettingChanged("strength", 0.5), ev.SheetPressed())
    await filled(hung)
    assert hung.runtime.runs().count("brush-decoder.onnx") == 2


async def test_what_the_user_wants_comes_between_two_pictures(hung):
    hung.runtime.gate.clear()
    hung.app.post(ev.SheetPressed())
    await hung.until(lambda: hung.runs(Priority.SHEET))
    hung.app.post(ev.StyleSelected("red"))
    hung.app.post(ev.StylizePressed())
    await hung.read()
    hung.runtime.gate.set()
    await filled(hung)
    result = hung.page.drawn.index("result")
    assert result < hung.page.drawn.index("sheet:bare")


async def test_a_closed_sheet_paints_no_more(hung):
    hung.runtime.gate.clear()
    hung.app.post(ev.SheetPressed())
    await hung.until(lambda: hung.runs(Priority.SHEET) and bool(hung.runtime.runs()))
    hung.app.post(ev.SheetClosed())
    await hung.read()
    hung.runtime.gate.set()
    await hung.do()
    assert not any(slot.startswith("sheet:") for slot in hung.page.drawn)
    assert "brush-decoder.onnx" not in hung.runtime.runs() and hung.told() is None


async def test_a_sheet_that_fails_tells_why(hung):
    hung.runtime.broken["brush-decoder.onnx"] = "Out of memory."
    await hung.do(ev.SheetPressed())
    await hung.until(lambda: hung.said() == "Out of memory.")
    assert hung.page.view["sheet"] is None
    assert hung.page.view["message"]["action"]["event"] == {"kind": "sheet"}


async def test_the_saved_sheet_has_the_photo_first_and_then_the_pictures(bench):
    await bench.do(photo(colour=(250, 20, 20)))
    await bench.do(ev.SheetPressed())
    await filled(bench)
    await bench.do(ev.SheetDownloadPressed())
    (name, mime, data) = bench.page.offered[0]
    assert (name, mime) == ("cat-impasto-sheet.png", "image/png")
    sheet = np.asarray(Image.open(BytesIO(data)))
    first = sheet[GAP : GAP + 144, GAP : GAP + CONTACT_SIZE]
    assert (first == (250, 20, 20)).all()
    second = sheet[GAP : GAP + 144, 2 * GAP + CONTACT_SIZE : 2 * (GAP + CONTACT_SIZE)]
    np.testing.assert_array_equal(second, bench.page.pixels["sheet:red"][..., :3])


async def test_a_strip_is_saved_in_a_row_and_as_an_animation(hung):
    await hung.do(ev.StyleSelected("red"), ev.StyleMixed("bare"), ev.StripPressed())
    await filled(hung)
    assert [slot for slot in hung.page.drawn if slot.startswith("sheet:")][::4] == ["sheet:0", "sheet:0.5", "sheet:1"]
    await hung.do(ev.SheetDownloadPressed())
    await hung.do(ev.AnimationPressed())
    (_, _, row), (name, mime, moving) = hung.page.offered
    assert Image.open(BytesIO(row)).size == (9 * (STRIP_SIZE + GAP) + GAP, 288 + 2 * GAP)
    assert (name, mime) == ("cat-impasto-strip.webp", "image/webp")
    animation = Image.open(BytesIO(moving))
    assert animation.is_animated and animation.size == (STRIP_SIZE, 288)
