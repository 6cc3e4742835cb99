"""Several masks for several styles: added, taken to hand, painted, undone."""

from dataclasses import replace

import pytest

from impasto.painting.maskedits import FromPicture, Inverted, Stroke
from impasto.studio import areas
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.parsing import parse
from impasto.studio.settings import Area
from impasto.studio.view import view
from tests.unit.studio.driver import PHOTO, Studio

STROKE = Stroke(((0.5, 0.5, 1.0),), 0.1, 0.8)
OTHER = replace(STROKE, erases=True)


def parts(studio: Studio) -> tuple[Area, ...]:
    return studio.state.settings.areas


@pytest.fixture
def added(painted) -> Studio:
    """A further part is at hand, besides the mask of the chosen style."""
    return painted(ev.MaskStroked(STROKE)).finish()(ev.AreaAdded())


def test_a_part_begins_empty_in_a_style_that_is_painted_nowhere_and_paints_nothing_yet(added):
    assert parts(added) == (Area((("dots", 1.0),)),) and added.painting() == []
    shown = view(added.state)
    assert shown["areas"] == {"current": 1, "styles": [["dots"]], "can_add": True} and not shown["masked"]


def test_a_new_part_takes_the_style_that_was_chosen_last(painted):
    painted(ev.StyleSelected("dots")).finish()(ev.StyleSelected("waves")).finish()(ev.AreaAdded())
    assert parts(painted)[0].styles == (("dots", 1.0),)


def test_what_makes_a_mask_makes_that_of_the_part_at_hand(added):
    added(ev.MaskStroked(OTHER))
    assert parts(added)[0].mask == (OTHER,) and added.state.settings.mask == (STROKE,)
    [paint] = added.painting()
    assert paint.settings.painted_areas == (Area((("dots", 1.0),), (OTHER,)),)
    assert fx.ShowMask((OTHER,), "photo-1") in added.effects
    added.finish()(ev.MaskInverted())
    assert parts(added)[0].mask == (OTHER, Inverted())
    added.finish()(ev.MaskRead("m", "photo-1"))
    assert parts(added)[0].mask == (FromPicture("m"),)
    added.finish()(ev.MaskCleared())
    assert parts(added)[0].mask == () and added.state.settings.mask == (STROKE,)


def test_taking_another_part_to_hand_shows_its_mask_and_paints_nothing(added):
    added(ev.MaskStroked(OTHER)).finish()(ev.AreaChosen(0))
    assert added.effects == (fx.ShowMask((STROKE,), "photo-1"),)
    assert added(ev.AreaChosen(1)).effects == (fx.ShowMask((OTHER,), "photo-1"),)
    for nowhere in (-1, 2):
        assert areas.current(added(ev.AreaChosen(nowhere)).state) == 1


def test_a_part_is_restyled_and_removed_each_in_a_step_of_undo(added):
    added(ev.MaskStroked(OTHER)).finish()(ev.AreaStyled("waves"))
    assert parts(added)[0].styles == (("waves", 1.0),) and added.painting()
    assert parts(added.finish()(ev.AreaStyled("nothing")))[0].styles == (("waves", 1.0),)
    added(ev.AreaRemoved())
    assert parts(added) == () and areas.current(added.state) == 0 and added.painting()
    added.finish()(ev.UndoPressed(), ev.UndoPressed())
    assert parts(added) == (Area((("dots", 1.0),), (OTHER,)),)
    added(ev.UndoPressed(), ev.UndoPressed())
    assert parts(added) == () and view(added.state)["areas"]["current"] == 0


def test_the_mask_of_the_chosen_styles_is_no_part_that_is_restyled_or_removed(painted):
    painted(ev.MaskStroked(STROKE)).finish()(ev.AreaStyled("dots"), ev.AreaRemoved())
    assert painted.state.settings.mask == (STROKE,) and painted.state.settings.styles == (("waves", 1.0),)


def test_there_are_four_parts_at_most_and_none_before_there_is_something_to_paint(painted):
    painted(*[ev.AreaAdded()] * 5)
    assert len(parts(painted)) == areas.MOST - 1 and not view(painted.state)["areas"]["can_add"]
    assert parts(Studio()(PHOTO, ev.AreaAdded())) == ()


def test_without_a_mask_of_their_own_the_chosen_styles_have_all_that_is_left(painted):
    painted(ev.AreaAdded(), ev.MaskStroked(STROKE))
    [paint] = painted.painting()
    assert paint.settings.mask == () and paint.settings.masks == ((STROKE,),)
    painted.finish()
    assert painted(ev.OutsideChosen("dots")).painting() == [], "what is outside of no mask makes no difference"
    assert painted(ev.SettingChanged("feather", 0.5)).painting(), "how soft edges are does"


def test_parts_go_with_their_photo_and_undo_brings_both_back(added):
    added(ev.MaskStroked(OTHER)).finish()(ev.PhotoRead("photo-2", "dog.jpg", 480, 640))
    assert parts(added) == ()
    added(ev.UndoPressed())
    assert parts(added)[0].mask == (OTHER,)


def test_a_part_goes_with_its_style(painted):
    painted(ev.StylesRead((("own", "own"),), None), ev.StyleSelected("waves"))
    painted(ev.AreaAdded(), ev.AreaStyled("own"), ev.MaskStroked(STROKE)).finish()(ev.StyleRemoved("own"))
    assert parts(painted) == () and painted.painting()
    assert parts(painted.finish()(ev.UndoPressed()))[0].styles == (("own", 1.0),)


def test_sheets_and_what_is_queued_know_no_parts(added):
    added(ev.MaskStroked(OTHER)).finish()(ev.SheetPressed())
    [sheet] = [each for each in added.effects if isinstance(each, fx.PaintSheet)]
    assert sheet.settings.masks == ()


def test_the_page_tells_it_by_number_and_id():
    assert parse({"kind": "area", "number": 2}) == ev.AreaChosen(2)
    assert parse({"kind": "area-style", "id": "dots"}) == ev.AreaStyled("dots")
    assert parse({"kind": "area-add"}) == ev.AreaAdded() and parse({"kind": "area-remove"}) == ev.AreaRemoved()
