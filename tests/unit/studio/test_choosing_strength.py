"""One press for the strength that suits: when it can be had, what it stops and what stops it, and what comes of it."""

from impasto.painting.progress import Progress
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.parsing import parse
from impasto.studio.state import Message
from impasto.studio.view import view
from impasto.words import Text
from tests.unit.studio.driver import PHOTO, Studio

READY = ev.RuntimeReady("wasm", 2, 1.0)
PRESSED = ev.AutoStrengthPressed()


def painted() -> Studio:
    return Studio()(READY, PHOTO, ev.StyleSelected("waves"), ev.StylizePressed()).finish()


def test_the_page_asks_for_it():
    assert parse({"kind": "auto-strength"}) == PRESSED


def test_it_can_be_had_once_there_is_something_to_paint():
    studio = Studio()
    for event in (READY, PHOTO):
        assert not view(studio(event).state)["can_choose_strength"]
        assert studio(PRESSED).effects == () and studio.state.job is None
    assert view(studio(ev.StyleSelected("waves")).state)["can_choose_strength"]


def test_a_press_looks_for_the_strength_and_shows_that_it_does():
    studio = painted()(PRESSED)
    assert studio.effects == (fx.ChooseStrength(2, studio.state.settings),)
    shown = view(studio.state)
    assert shown["phase"] == "working" and shown["can_cancel"] and not shown["result"]["stale"]
    studio(ev.PaintProgressed(2, Progress(Text("choosing-strength"), 2, 5, 0.2)))
    assert view(studio.state)["progress"]["fraction"] == 0.2


def test_what_was_found_is_set_painted_and_undone_like_a_slider():
    studio = painted()(PRESSED, ev.StrengthChosen(2, 0.75))
    assert studio.state.settings.strength == 0.75 and studio.state.message is None
    assert [paint.settings.strength for paint in studio.painting()] == [0.75]
    studio.finish()(ev.UndoPressed())
    assert studio.state.settings.strength == 1.0


def test_the_strength_that_was_set_already_paints_nothing_and_is_said_to_suit():
    studio = painted()(PRESSED, ev.StrengthChosen(2, 1.0))
    assert studio.state.message == Message("info", Text("strength-suits-already"))
    assert studio.effects == () and studio.state.job is None and view(studio.state)["phase"] == "ready"
    assert not studio.state.past[-1:] or studio.state.past[-1].strength == 1.0


def test_cancel_ends_the_search_at_once_and_what_it_finds_is_too_late():
    studio = painted()(PRESSED, ev.CancelPressed())
    assert fx.StopPainting(2, at_once=True) in studio.effects and studio.state.job is None
    assert studio(ev.StrengthChosen(2, 0.5)).state.settings.strength == 1.0


def test_stylize_and_sliders_take_the_place_of_the_search():
    studio = painted()(PRESSED, ev.StylizePressed())
    assert studio.effects == (fx.StopPainting(2, at_once=False),), "the picture with that strength is there already"
    assert studio.state.job is None and studio.state.result.number == 2
    studio = painted()(PRESSED, ev.SettingChanged("strength", 0.3))
    assert fx.StopPainting(2, at_once=False) in studio.effects
    assert studio(ev.StrengthChosen(2, 0.5)).state.settings.strength == 0.3


def test_the_search_takes_the_place_of_a_painting_and_of_a_slider_in_the_hand():
    studio = painted()(ev.SettingChanged("strength", 0.3), PRESSED)
    assert fx.StopPainting(2, at_once=False) in studio.effects
    studio(ev.StrengthChosen(3, 0.6))
    assert [paint.settings.strength for paint in studio.painting()] == [0.6]


def test_a_search_that_fails_says_so_and_changes_nothing():
    studio = painted()(PRESSED, ev.PaintFailed(2, Text("too-little-memory")))
    assert studio.state.job is None and studio.state.settings.strength == 1.0
    assert studio.state.message.text == Text("too-little-memory")
