"""How own pictures are shown to style networks: opened from their tiles, changed, undone."""

import pytest

from impasto.painting.looks import WHOLE, Look
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio import looks
from impasto.studio.parsing import parse
from tests.unit.studio.driver import Studio

OWN = ev.StylesRead((("mine", "Mine"),), None)
PART = Look("mine", (0.1, 0.2, 0.5, 0.5), 384)
CHANGE = ev.LookChanged(PART.crop, PART.side)


@pytest.fixture
def opened(painted) -> Studio:
    return painted(OWN).finish()(ev.LookPressed("mine"))


def tiles(studio: Studio) -> list[str]:
    return [style.id for style in studio.state.settings.own_styles]


def test_a_tile_opens_with_all_of_its_picture_and_closes_again(opened):
    assert opened.effects == (fx.ShowWhole("mine"),)
    assert looks.view(opened.state) == {"id": "mine", "crop": list(WHOLE), "side": 256}
    assert looks.view(opened(ev.LookPressed("mine")).state) is None
    assert looks.view(opened(ev.LookPressed("mine"), ev.LookClosed()).state) is None


def test_what_is_opened_is_painted_with_so_that_changes_are_to_be_seen(painted):
    painted(OWN).finish()(ev.StyleSelected("dots")).finish()(ev.LookPressed("mine"))
    assert painted.state.settings.styles == (("mine", 1.0),) and painted.painting()
    painted.finish()(ev.LookClosed(), ev.StyleMixed("dots")).finish()(ev.LookPressed("mine"))
    assert len(painted.state.settings.styles) == 2, "a mix that it is part of stays"


@pytest.mark.parametrize("id_", ["waves", "nothing", ""])
def test_only_own_pictures_open(painted, id_):
    assert looks.view(painted(ev.LookPressed(id_)).state) is None and painted.effects == ()


def test_styles_without_a_picture_do_not_open(painted):
    painted(ev.StylesRead((("numbers", "Numbers"),), None, (("numbers", "seer"),)), ev.LookPressed("numbers"))
    assert looks.view(painted.state) is None


def test_a_change_is_painted_on_the_same_tile_and_undone_in_one_step(opened):
    opened(ev.OutsideChosen("mine"), CHANGE)
    assert tiles(opened) == [PART.id] and opened.state.settings.styles == ((PART.id, 1.0),)
    assert opened.state.settings.outside == ((PART.id, 1.0),)
    [paint] = opened.painting()
    assert paint.settings.styles == ((PART.id, 1.0),) and fx.ShowPart(PART.id) in opened.effects
    assert looks.view(opened.state)["crop"] == list(PART.crop)
    opened.finish()(ev.UndoPressed())
    assert tiles(opened) == ["mine"] and looks.view(opened.state)["crop"] == list(WHOLE), "it stays open"
    opened(ev.RedoPressed())
    assert looks.view(opened.state)["side"] == 384


def test_the_same_again_is_no_step(opened):
    past = opened(CHANGE).finish().state.past
    assert opened(CHANGE).state.past == past and opened.painting() == []


def test_what_is_not_open_does_not_change(painted):
    painted(OWN).finish()(CHANGE)
    assert tiles(painted) == ["mine"]


def test_a_file_that_is_given_twice_has_one_tile_even_where_a_part_of_it_is_shown(painted):
    painted(OWN).finish()(OWN)
    assert tiles(painted) == ["mine"]
    painted(ev.LookPressed("mine"), CHANGE).finish()(ev.StyleSelected("dots")).finish()(OWN)
    assert tiles(painted) == [PART.id] and painted.state.settings.styles == ((PART.id, 1.0),)


def test_a_tile_that_is_taken_off_the_shelf_is_not_open_any_more(opened):
    assert looks.view(opened(ev.StyleRemoved("mine")).state) is None


def test_a_tile_that_is_not_painted_with_any_more_is_not_open_any_more(opened):
    opened(ev.StyleMixed("dots")).finish()
    assert looks.view(opened.state) is not None, "it is part of the mix"
    opened(ev.StyleSelected("waves")).finish()
    assert looks.view(opened.state) is None
    opened(ev.StyleSelected("mine")).finish()
    assert looks.view(opened.state) is None, "nor does it open by itself"


def test_the_page_tells_it_in_shares():
    record = {"kind": "look-change", "crop": [0.1, 0.2, 0.5, 0.5], "side": 384}
    assert parse(record) == CHANGE and parse({"kind": "look", "id": "mine"}) == ev.LookPressed("mine")
    for wrong in ([0.1, 0.2, 0.5], [0.1, 0.2, 0.5, float("nan")]):
        with pytest.raises(ValueError, match="page sent"):
            parse({**record, "crop": wrong})
