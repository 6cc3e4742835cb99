"""The photo in every style of the shelf, or from one to another: when it can be had, and how it is painted."""

import pytest

from impasto.imaging.sizes import CONTACT_SIZE, STRIP_SIZE
from impasto.painting.maskedits import Stroke
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.contact_sheet import STRIP_STEPS
from impasto.studio.parsing import parse
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
        ({"kind": "strip"}, ev.StripPressed()),
        ({"kind": "animation"}, ev.AnimationPressed()),
        ({"kind": "sheet-close"}, ev.SheetClosed()),
        ({"kind": "sheet-take", "id": "waves"}, ev.SheetTileTaken("waves")),
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
    assert [tile.styles for tile in paint.tiles] == [((id_, 1.0),) for id_ in ("own", "waves", "dots")]
    small = paint.settings
    assert (small.output_size, small.stroke_size, small.strength) == (CONTACT_SIZE, 0.0, 0.5)
    assert small.photo == "photo-1" and small.styles == () and small.own_styles == ()


def test_its_pictures_are_painted_all_over_whatever_is_masked(painted):
    painted(ev.MaskStroked(Stroke(((0.5, 0.5, 1.0),), 0.2, 1.0)), ev.OutsideChosen("dots"), PRESSED)
    assert painted.state.settings.mask and painted.state.settings.outside
    assert [
        (each.settings.mask, each.settings.outside) for each in painted.effects if isinstance(each, fx.PaintSheet)
    ] == [((), ())]


def test_a_sheet_has_what_the_wall_shows(ready):
    ready(ev.WallSearched("dots"), PRESSED)
    (paint,) = (each for each in ready.effects if isinstance(each, fx.PaintSheet))
    assert [tile.styles for tile in paint.tiles] == [(("dots", 1.0),)]


def test_there_is_none_where_a_search_finds_no_style(ready):
    ready(ev.WallSearched("nothing is called so"), PRESSED)
    assert ready.state.sheet is None and ready.effects == ()
    assert ready.state.message == Message("info", Text("sheet-of-no-style"))


def test_a_slider_that_is_still_held_counts_as_let_go(painted):
    painted(ev.PreviewsReady(painted.state.settings, 384, 384 * 288, 0.01))
    painted(ev.Sliding(ev.SettingChanged("strength", 0.25)), PRESSED)
    assert painted.state.settings.strength == 0.25
    assert [each.settings.strength for each in painted.effects if isinstance(each, fx.PaintSheet)] == [0.25]


def test_it_fills_in_and_can_be_saved_when_it_is_complete(opened):
    assert view(opened.state)["sheet"] == {
        "job": job(opened),
        "title": Text("sheet-title"),
        "tiles": [{"id": "waves", "name": "Waves"}, {"id": "dots", "name": "Dots"}],
        "can_move": False,
        "ratio": 4 / 3,
        "done": 0,
        "complete": False,
    }
    opened(ev.SheetProgressed(job(opened), 1))
    assert opened(ev.SheetDownloadPressed()).effects == ()
    opened(ev.SheetProgressed(job(opened), 2))
    assert view(opened.state)["sheet"]["complete"]
    opened(ev.SheetDownloadPressed())
    tiles = opened.state.sheet.tiles
    assert opened.effects == (fx.SaveSheet(tiles, "photo-1", "cat-impasto-sheet", opened.state.saving),)
    assert opened.state.activity == Text("saving-sheet")
    assert opened(ev.FileOffered("cat-impasto-sheet.webp")).state.activity is None


def test_a_style_is_taken_from_it_and_undone_like_any_other(painted):
    painted(PRESSED, ev.SheetTileTaken("dots"))
    stop, paint = painted.effects
    assert stop == fx.StopSheet() and paint.settings.styles == (("dots", 1.0),)
    assert painted.state.sheet is None
    assert painted(ev.UndoPressed()).state.settings.styles == (("waves", 1.0),)


def test_a_style_that_is_gone_changes_nothing(opened):
    assert opened(ev.SheetTileTaken("gone")).state.settings.styles == (("waves", 1.0),)


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


@pytest.fixture
def strip(painted) -> Studio:
    return painted(ev.StyleMixed("dots")).finish()(ev.StripPressed())


def test_a_strip_goes_from_one_style_to_the_other(strip):
    (paint,) = strip.effects
    assert paint.settings.output_size == STRIP_SIZE and len(paint.tiles) == STRIP_STEPS + 1
    shares = [dict(tile.styles) for tile in paint.tiles]
    assert [share["dots"] for share in shares] == [step / STRIP_STEPS for step in range(STRIP_STEPS + 1)]
    assert all(share["waves"] + share["dots"] == 1 for share in shares)
    shown = view(strip.state)["sheet"]
    assert shown["title"] == Text("strip-title", first="Waves", second="Dots") and shown["can_move"]
    assert shown["tiles"][2]["name"] == Text("share-of", percent=25, name="Dots")


def test_a_strip_needs_two_styles(painted):
    assert not view(painted.state)["can_open_strip"]
    assert painted(ev.StripPressed()).effects == () and painted.state.sheet is None
    assert view(painted(ev.StyleMixed("dots")).state)["can_open_strip"]


def test_a_mixture_is_taken_from_a_strip(strip):
    strip(ev.SheetTileTaken("0.25"))
    assert strip.state.settings.styles == (("waves", 0.75), ("dots", 0.25)) and strip.painting()
    assert strip.finish()(ev.UndoPressed()).state.settings.styles == (("waves", 1.0), ("dots", 1.0))


def test_a_strip_is_saved_in_a_row_or_as_an_animation_once_it_is_complete(strip):
    assert strip(ev.AnimationPressed()).effects == ()
    strip(ev.SheetProgressed(job(strip), STRIP_STEPS + 1))
    tiles = strip.state.sheet.tiles
    strip(ev.SheetDownloadPressed())
    assert strip.effects == (fx.SaveSheet(tiles, None, "cat-impasto-strip", strip.state.saving),)
    assert strip(ev.AnimationPressed()).effects == (fx.SaveAnimation(tiles, "cat-impasto-strip", 92),)


def test_a_sheet_of_all_styles_makes_no_animation(opened):
    opened(ev.SheetProgressed(job(opened), 2))
    assert opened(ev.AnimationPressed()).effects == ()


def test_a_strip_that_fails_is_offered_again(strip):
    strip(ev.SheetFailed(job(strip), Text("too-little-memory")))
    assert strip.state.message.action == "strip"


def test_without_a_sheet_nothing_of_it_can_be_done(painted):
    for event in (ev.SheetClosed(), ev.SheetTileTaken("waves"), ev.SheetDownloadPressed(), ev.AnimationPressed()):
        assert painted(event).effects == ()
