"""Where the styles are painted: masks and what is outside of them, with undo."""

from dataclasses import replace

import pytest

from impasto.imaging.sizes import LARGEST_SIZE
from impasto.painting.maskedits import FromPicture, Inverted, Stroke
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.masking import MOST_EDITS
from tests.unit.studio.driver import PHOTO, Studio

STROKE = Stroke(((0.5, 0.5, 1.0),), 0.1, 0.8)
OTHER = replace(STROKE, erases=True)
FILE = ev.MaskFileChosen(ev.File("m.png", b""))


def shown(studio: Studio) -> list[fx.ShowMask]:
    return [effect for effect in studio.effects if isinstance(effect, fx.ShowMask)]


def test_a_stroke_is_shown_and_painted_with(painted):
    painted(ev.MaskStroked(STROKE))
    assert shown(painted) == [fx.ShowMask((STROKE,), "photo-1")]
    [paint] = painted.painting()
    assert paint.settings.mask == (STROKE,)


def test_before_there_is_a_style_a_stroke_paints_nothing():
    studio = Studio()(ev.RuntimeReady("wasm", 1, 1.0), PHOTO, ev.MaskStroked(STROKE))
    assert studio.state.settings.mask == (STROKE,) and studio.painting() == [] and shown(studio)


def test_each_stroke_is_a_step_of_undo(painted):
    painted(ev.MaskStroked(STROKE)).finish()(ev.MaskStroked(OTHER)).finish()
    painted(ev.UndoPressed())
    assert painted.state.settings.mask == (STROKE,) and shown(painted) and painted.painting()
    painted.finish()(ev.UndoPressed())
    assert painted.state.settings.mask == () and not shown(painted), "without a mask there is nothing to show"
    painted(ev.RedoPressed(), ev.RedoPressed())
    assert painted.state.settings.mask == (STROKE, OTHER)


def test_inverting_needs_a_mask_and_clearing_takes_it_away(painted):
    assert painted(ev.MaskInverted()).state.settings.mask == ()
    painted(ev.MaskStroked(STROKE), ev.MaskInverted())
    assert painted.state.settings.mask == (STROKE, Inverted())
    painted(ev.MaskCleared())
    assert painted.state.settings.mask == ()


def test_without_a_photo_there_is_nothing_to_mask():
    studio = Studio()(ev.MaskStroked(STROKE))
    assert studio.state.settings.mask == ()
    studio(FILE)
    assert studio.effects == () and studio.state.message.text.key == "choose-a-photo-first"


def test_a_mask_stops_growing_at_some_point(painted):
    painted(*[ev.MaskStroked(STROKE)] * (MOST_EDITS + 3))
    assert len(painted.state.settings.mask) == MOST_EDITS


def test_a_file_takes_the_place_of_the_mask(painted):
    painted(ev.MaskStroked(STROKE), FILE)
    assert painted.effects == (fx.ReadMask(FILE.file, "photo-1"),)
    assert painted.state.activity.key == "reading-mask" and painted.state.settings.mask == (STROKE,)
    painted(ev.MaskRead("m", "photo-1"))
    assert painted.state.settings.mask == (FromPicture("m"),) and painted.state.activity is None
    assert shown(painted) and painted.painting()


def test_a_file_that_was_read_for_another_photo_is_not_taken(painted):
    painted(FILE, ev.PhotoRead("photo-2", "dog.jpg", 480, 640), ev.MaskRead("m", "photo-1"))
    assert painted.state.settings.mask == () and painted.state.activity is None


def test_a_file_that_cannot_be_read_leaves_the_mask(painted):
    from impasto.words import Text

    painted(ev.MaskStroked(STROKE), FILE, ev.WorkFailed(Text("file-empty"), "mask"))
    assert painted.state.settings.mask == (STROKE,) and painted.state.activity is None
    assert painted.state.message.tone == "error"


def test_stylize_waits_for_a_mask_that_is_read(ready):
    ready(FILE, ev.StylizePressed())
    assert ready.state.job is None and ready.state.waiting
    ready(ev.MaskRead("m", "photo-1"))
    [paint] = ready.painting()
    assert paint.settings.mask == (FromPicture("m"),)


def test_a_mask_goes_with_its_photo_and_undo_brings_both_back(painted):
    painted(ev.MaskStroked(STROKE)).finish()
    painted(ev.PhotoRead("photo-2", "dog.jpg", 480, 640))
    assert painted.state.settings.mask == ()
    painted(ev.UndoPressed())
    assert painted.state.settings.photo == "photo-1" and painted.state.settings.mask == (STROKE,)
    assert shown(painted) == [fx.ShowMask((STROKE,), "photo-1")]


def test_the_same_photo_again_keeps_the_mask(painted):
    painted(ev.MaskStroked(STROKE), PHOTO)
    assert painted.state.settings.mask == (STROKE,)


def test_a_style_outside_is_painted_and_the_photo_can_be_had_back(painted):
    painted(ev.MaskStroked(STROKE)).finish()(ev.OutsideChosen("dots"))
    [paint] = painted.painting()
    assert paint.settings.outside == (("dots", 1.0),) and painted.state.settings.styles == (("waves", 1.0),)
    painted.finish()(ev.OutsideChosen(None))
    assert painted.state.settings.outside == ()
    assert painted(ev.OutsideChosen("none")).state.settings.outside == (), "only what is on the shelf"


def test_a_style_that_is_taken_off_the_shelf_is_not_outside_any_more(painted):
    painted(ev.StylesRead((("own", "own"),), None), ev.StyleSelected("waves"), ev.MaskStroked(STROKE))
    painted(ev.OutsideChosen("own"), ev.StyleRemoved("own"))
    assert painted.state.settings.outside == ()
    painted(ev.UndoPressed())
    assert painted.state.settings.outside == (("own", 1.0),)


@pytest.mark.parametrize("event", [ev.OutsideChosen("dots"), ev.SettingChanged("feather", 1.0)])
def test_without_a_mask_what_is_about_it_changes_no_picture(painted, event):
    assert painted(event).painting() == []


def test_soft_edges_follow_their_slider_in_full_size_since_they_cost_no_network(painted):
    painted(ev.MaskStroked(STROKE)).finish()
    [preview] = [each for each in painted(ev.Sliding(ev.SettingChanged("feather", 0.5))).effects]
    assert preview == fx.Preview(preview.job, preview.settings, 768, composes=True)


def test_of_a_large_picture_in_two_styles_nothing_is_composed_live(painted):
    painted(ev.SettingChanged("output_size", "photo"), ev.PhotoRead("big", "big.jpg", 2 * LARGEST_SIZE, LARGEST_SIZE))
    painted(ev.MaskStroked(STROKE), ev.OutsideChosen("dots"), ev.StylizePressed())
    painted(ev.PaintFinished(painted.state.job.number, 30.0, 2 * LARGEST_SIZE, LARGEST_SIZE))
    painted(ev.Sliding(ev.SettingChanged("feather", 0.5)))
    assert not any(isinstance(each, fx.Preview) and each.composes for each in painted.effects)


def test_nobody_in_another_photo_by_now_is_not_told(painted):
    painted(ev.PeoplePressed(), ev.PhotoRead("photo-2", "dog.jpg", 480, 640))
    message = painted.state.message
    painted(ev.NobodyFound("photo-1"))
    assert painted.state.message == message and painted.state.activity is None
    painted(ev.PeoplePressed(), ev.NobodyFound("photo-2"))
    assert painted.state.message is not None and painted.state.message.text.key == "nobody-found"
