"""Undo and redo: through settings, pictures, photos and styles."""

from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.reading import PHOTOS_KEPT
from tests.unit.studio.driver import EMPTY, Studio


def test_a_new_photo_hides_the_picture_of_the_old_one_and_undo_brings_both_back(painted):
    painted(ev.PhotoRead("photo-2", "dog.jpg", 10, 10))
    assert painted.state.shown_result is None
    painted(ev.UndoPressed())
    assert painted.state.photo.name == "cat.jpg" and painted.state.shown_result.number == 1
    assert painted.effects == (fx.StopPainting(2, at_once=True), fx.ShowPhoto("photo-1", ("photo-1", "photo-2")))


def test_undo_to_a_picture_that_is_no_longer_shown_paints_it_again(painted):
    painted(ev.PhotoRead("photo-2", "dog.jpg", 10, 10), ev.StylizePressed()).finish()
    painted(ev.UndoPressed())
    assert painted.state.photo.name == "cat.jpg" and len(painted.painting()) == 1


def test_undo_to_the_picture_that_is_shown_ends_the_work_on_another(painted):
    painted(ev.SettingChanged("strength", 0.5), ev.UndoPressed())
    assert painted.effects == (fx.StopPainting(2, at_once=False),) and painted.state.job is None


def test_undo_never_reaches_a_photo_that_was_let_go(ready):
    for number in range(2, PHOTOS_KEPT + 3):
        ready(ev.PhotoRead(f"photo-{number}", "x", 10, 10))
    [show] = [effect for effect in ready.effects if isinstance(effect, fx.ShowPhoto)]
    assert len(show.reachable) == PHOTOS_KEPT and "photo-1" not in show.reachable
    while ready.state.past:
        ready(ev.UndoPressed())
        assert ready.state.settings.photo in {None, *show.reachable}


def test_undo_and_redo_go_through_the_settings(painted):
    painted(ev.SettingChanged("strength", 0.5)).finish()
    painted(ev.SettingChanged("strength", 1.5)).finish()
    painted(ev.UndoPressed())
    assert painted.state.settings.strength == 0.5 and painted.painting()
    painted(ev.RedoPressed())
    assert painted.state.settings.strength == 1.5 and not painted.state.future
    painted(ev.UndoPressed(), ev.SettingChanged("strength", 0.1))
    assert painted.state.future == ()


def test_undo_with_nothing_to_undo_does_nothing():
    assert Studio()(ev.UndoPressed(), ev.RedoPressed()).state == EMPTY


def test_a_removed_style_comes_back_with_undo(ready):
    ready(ev.StylesRead((("own-1", "a.jpg"),), None), ev.StyleRemoved("own-1"))
    assert ready.state.settings.styles == () and len(ready.state.shelf) == 2
    assert ready.state.message.action == "undo"
    ready(ev.UndoPressed())
    assert ready.state.settings.styles == (("own-1", 1.0),) and len(ready.state.shelf) == 3
