"""The photo in every style of the shelf: when the sheet can be had, what it is painted with, what closes it."""

import pytest

from impasto.imaging.sizes import CONTACT_SIZE
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.parsing import parse
from impasto.studio.settings import Saving
from impasto.studio.state import Message
from impasto.studio.view import view
from impasto.words import Text
from tests.unit.studio.driver import PHOTO, Studio

READY = ev.RuntimeReady("wasm", 2, 1.0)
PRESSED = ev.SheetPressed()
OWN = ev.StylesRead((("own", "Mine"),), None)


@pytest.fixture
def opened(ready) -> Studio:
    return ready(PRESSED)


def job(studio: Studio) -> int:
    assert studio.state.sheet is not None
    return studio.state.sheet.job


@pytest.mark.parametrize(
    ("record", "event"),
    [
        ({"kind": "sheet"}, PRESSED),
        ({"kind": "sheet-close"}, ev.SheetClosed()),
        ({"kind": "sheet-take", "id": "waves"}, ev.SheetStyleTaken("waves")),
        ({"kind": "sheet-download"}, ev.SheetDownloadPressed()),
    ],
)
def test_the_page_asks_for_it(record, event):
    assert parse(record) == event


def test_it_can_be_had_once_there_is_a_photo_and_needs_no_style():
    studio = Studio()(PRESSED)
    assert studio.effects == () and not view(studio.state)["can_open_sheet"]
    assert studio(READY, PRESSED).state.message.text == Text("choose-a-photo-first")
    studio(PHOTO)
    assert view(studio.state)["can_open_sheet"] and view(studio.state)["sheet"] is None
    assert [type(each) for each in studio(PRESSED).effects] == [fx.PaintSheet]


def test_all_of_the_shelf_is_painted_small_with_fine_strokes_as_the_sliders_stand(ready):
    ready(OWN, ev.SettingChanged("strength", 0.5), ev.SettingChanged("stroke_size", 1.0), PRESSED)
    (paint,) = (each for each in ready.effects if isinstance(each, fx.PaintSheet))
    assert paint.styles == ("waves", "dots", "own")
    small = paint.settings
    assert (small.output_size, small.stroke_size, small.strength) == (CONTACT_SIZE, 0.0, 0.5)
    assert small.photo == "photo-1" and small.styles == () and small.own_styles == ()


def test_a_slider_that_is_still_held_counts_as_let_go(painted):
    painted(ev.PreviewsReady(painted.state.settings, 384, 384 * 288, 0.01))
    painted(ev.Sliding(ev.SettingChanged("strength", 0.25)), PRESSED)
    assert painted.state.settings.strength == 0.25
    assert [each.settings.strength for each in painted.effects if isinstance(each, fx.PaintSheet)] == [0.25]


def test_it_fills_in_and_can_be_saved_when_it_is_complete(opened):
    assert view(opened.state)["sheet"] == {
        "job": job(opened),
        "styles": ["waves", "dots"],
        "ratio": 4 / 3,
        "done": 0,
        "complete": False,
    }
    opened(ev.SheetProgressed(job(opened), 1))
    assert opened(ev.SheetDownloadPressed()).effects == ()
    opened(ev.SheetProgressed(job(opened), 2))
    assert view(opened.state)["sheet"]["complete"]
    opened(ev.SheetDownloadPressed())
    assert opened.effects == (fx.SaveSheet("photo-1", ("waves", "dots"), "cat-impasto-sheet", Saving()),)
    assert opened.state.activity == Text("saving-sheet")
    assert opened(ev.FileOffered("cat-impasto-sheet.webp")).state.activity is None


def test_a_style_is_taken_from_it_and_undone_like_any_other(painted):
    painted(PRESSED, ev.SheetStyleTaken("dots"))
    stop, paint = painted.effects
    assert stop == fx.StopSheet() and paint.settings.styles == (("dots", 1.0),)
    assert painted.state.sheet is None
    assert painted(ev.UndoPressed()).state.settings.styles == (("waves", 1.0),)


def test_a_style_that_is_gone_changes_nothing(opened):
    assert opened(ev.SheetStyleTaken("gone")).state.settings.styles == (("waves", 1.0),)


def test_closing_it_stops_its_painting_once(opened):
    assert opened(ev.SheetClosed()).effects == (fx.StopSheet(),) and opened.state.sheet is None
    assert opened(ev.SheetClosed()).effects == ()


@pytest.mark.parametrize("event", [ev.PhotoRead("photo-2", "dog.jpg", 10, 10), ev.UndoPressed()])
def test_another_photo_closes_it(event):
    studio = Studio()(READY, PHOTO, PRESSED)(event)
    assert studio.state.sheet is None and fx.StopSheet() in studio.effects


def test_news_of_another_sheet_is_too_late(opened):
    first = job(opened)
    opened(ev.SheetClosed(), PRESSED, ev.SheetProgressed(first, 2), ev.SheetFailed(first, Text("too-little-memory")))
    assert opened.state.sheet.done == 0 and opened.state.message is None


def test_what_went_wrong_is_told_with_a_way_on(opened):
    opened(ev.SheetFailed(job(opened), Text("too-little-memory")))
    assert opened.state.sheet is None
    assert opened.state.message == Message("error", Text("too-little-memory"), "sheet")


def test_paintings_go_on_beside_it(opened):
    opened(ev.StylizePressed())
    assert len(opened.painting()) == 1 and opened.state.sheet is not None
    opened.finish()
    assert opened.state.result.number == 1 and opened.state.sheet is not None
