"""The one rule of when something is painted, and what pressing Stylize is answered with."""

from dataclasses import replace

import pytest

from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio import repainting
from impasto.studio.cheapness import CHEAP_SECONDS, CHEAP_SIZE, is_cheap, stylize_label
from impasto.studio.state import Message
from impasto.words import Text
from tests.unit.studio.driver import PHOTO, Studio

READY = ev.RuntimeReady("wasm", 2, 3.0, ("seer", "brush"))
STYLE = ev.StyleSelected("waves")
LARGE = ev.SettingChanged("output_size", 2048)
EXAMPLE = replace(PHOTO, work="example", style="dots")
OWN = ev.StylesRead((("own", "own"),), None)


def works() -> Studio:
    """A studio with photo and style, whose first picture is there."""
    return Studio()(READY, PHOTO, STYLE).finish()


def test_once_a_photo_and_a_style_are_there_it_paints():
    assert Studio()(READY, PHOTO).painting() == []
    for events in ((PHOTO, STYLE), (STYLE, PHOTO), (PHOTO, OWN)):
        [paint] = Studio()(READY, *events).painting()
        assert paint.settings.photo == "photo-1" and paint.settings.styles


def test_an_example_comes_with_a_style_and_is_painted():
    [paint] = Studio()(READY, EXAMPLE).painting()
    assert paint.settings.styles == (("dots", 1.0),)
    studio = Studio()(READY, ev.ExampleChosen("cat"), STYLE, EXAMPLE)
    assert studio.state.settings.styles == (("waves", 1.0),), "what was chosen stays"


def test_an_example_waits_for_own_styles_that_are_on_their_way():
    studio = Studio()(READY, ev.ExampleChosen("cat"), ev.StyleFilesChosen(()), EXAMPLE)
    assert studio.state.settings.styles == () and studio.painting() == []
    assert [paint.settings.styles for paint in studio(OWN).painting()] == [(("own", 1.0),)]


def test_what_is_being_read_is_waited_for():
    studio = works()(ev.PhotoFileChosen(ev.File("dog.jpg", b"")), ev.StyleSelected("dots"))
    assert studio.painting() == []
    studio(ev.PhotoRead("photo-2", "dog.jpg", 640, 480))
    assert [(paint.settings.photo, paint.settings.styles) for paint in studio.painting()] == [
        ("photo-2", (("dots", 1.0),))
    ]


def test_what_was_changed_while_something_could_not_be_read_is_painted_and_the_problem_stays():
    studio = works()(ev.PhotoFileChosen(ev.File("x.txt", b"")), ev.StyleSelected("dots"))
    studio(ev.WorkFailed(Text("file-not-a-picture"), "photo"))
    assert len(studio.painting()) == 1 and studio.state.message == Message("error", Text("file-not-a-picture"))


def test_what_is_told_of_a_photo_and_of_styles_stays_while_they_are_painted():
    note = Text("photo-coarse")
    studio = works()(replace(PHOTO, id="photo-2", note=note))
    assert studio.painting() and studio.state.message == Message("info", note)
    studio(replace(OWN, problem=Text("file-empty")))
    assert studio.painting() and studio.state.message == Message("error", Text("file-empty"))


def test_a_new_photo_keeps_the_styles_and_is_painted():
    [paint] = works()(ev.PhotoRead("photo-2", "dog.jpg", 10, 10)).painting()
    assert paint.settings.photo == "photo-2" and paint.settings.styles == (("waves", 1.0),)


@pytest.mark.parametrize(
    "event",
    [
        ev.SettingChanged("strength", 0.5),
        ev.SettingChanged("output_size", 512),
        ev.SettingChanged("output_size", CHEAP_SIZE),
        ev.SettingChanged("stroke_size", 1.0),
        ev.StyleSelected("dots"),
        ev.StyleMixed("dots"),
        OWN,
    ],
)
def test_what_is_cheap_is_painted_at_once(event):
    assert len(works()(event).painting()) == 1


@pytest.mark.parametrize("event", [ev.SettingChanged("strength", 1.0), STYLE, PHOTO, ev.SettingChanged("feather", 1.0)])
def test_what_is_shown_is_not_painted_again(event):
    assert works()(event).painting() == []


def test_the_same_photo_again_lets_its_painting_go_on():
    studio = Studio()(READY, PHOTO, STYLE)
    number = studio.state.job.number
    assert studio(PHOTO).painting() == [] and studio.state.job.number == number


def test_what_is_dear_waits_for_stylize_and_says_so():
    studio = works()(LARGE)
    assert studio.painting() == [] and not studio.state.result.settings.paints_like(studio.state.settings)
    assert studio.state.message == Message("info", Text("press-to-paint", button=Text("stylize-larger")), "stylize")
    assert len(studio(ev.StylizePressed()).painting()) == 1 and studio.state.message is None


def test_a_dear_change_and_back_is_no_change():
    studio = works()(LARGE, ev.SettingChanged("output_size", 768))
    assert studio.effects == () and studio.state.message is None


def test_what_was_dear_elsewhere_is_cheap_on_a_quick_machine():
    studio = Studio()(READY, PHOTO, STYLE).finish(seconds=0.05)
    assert len(studio(LARGE).painting()) == 1
    slow = Studio()(READY, PHOTO, STYLE).finish(seconds=CHEAP_SECONDS)
    assert slow(LARGE).painting() == []


def test_a_dear_change_lets_a_painting_go_on_that_began_by_itself():
    studio = Studio()(READY, PHOTO, STYLE, LARGE)
    assert studio.painting() == [] and studio.state.job.settings.output_size == 768
    assert studio.finish().state.result.number == 1


def test_what_is_changed_while_something_dear_is_painted_is_asked_for_with_it():
    studio = works()(LARGE, ev.StylizePressed(), ev.StyleSelected("dots"))
    [paint] = studio.painting()
    assert paint.settings.output_size == 2048 and paint.settings.styles == (("dots", 1.0),)


def test_what_only_composes_is_painted_at_any_size():
    studio = works()(LARGE, ev.StylizePressed()).finish(30.0)
    assert studio(ev.SettingChanged("strength", 0.5)).painting() == []
    studio = works()(LARGE, ev.StylizePressed()).finish(30.0)
    assert len(studio(ev.SettingChanged("colours", 0.5)).painting()) == 1


def test_a_network_is_waited_for_and_then_painted_with():
    studio = works()(ev.SettingChanged("transformer", "knife"))
    assert studio.painting() == [] and fx.FetchNetwork("knife") in studio.effects
    assert [paint.settings.transformer for paint in studio(ev.NetworkFetched("knife")).painting()] == ["knife"]
    studio.finish()(ev.SettingChanged("transformer", "brush")).finish()
    assert studio(ev.SettingChanged("transformer", "knife")).painting(), "it is here"


def test_without_a_style_nothing_goes_on():
    studio = Studio()(READY, PHOTO, OWN, ev.StyleRemoved("own"))
    assert studio.state.job is None and studio.effects == (fx.StopPainting(1, at_once=False),)
    loading = Studio()(PHOTO, OWN, ev.StyleRemoved("own"))
    assert not loading.state.waiting and loading(READY).state.message.text == Text("style-taken-off-shelf", name="own")


def test_before_the_networks_are_there_it_waits_for_them():
    studio = Studio()(PHOTO, STYLE)
    assert studio.painting() == [] and studio.state.waiting
    assert stylize_label(studio.state) == Text("stylize-when-ready")
    studio(READY)
    assert len(studio.painting()) == 1 and not studio.state.waiting


def test_what_went_wrong_while_it_waited_is_still_said_when_it_paints():
    good, bad = (ev.PhotoFileChosen(ev.File(name, b"")) for name in ("cat.jpg", "broken.jpg"))
    studio = Studio()(ev.StyleSelected("waves"), good, bad, PHOTO, ev.WorkFailed(Text("file-empty"), "photo"))
    assert studio(READY).painting() and studio.state.message.text == Text("file-empty")
    assert studio(ev.SettingChanged("strength", 0.5)).state.message is None


def test_stylize_while_a_photo_is_read_waits_for_it_and_paints_it_once(painted):
    painted(ev.PhotoFileChosen(ev.File("dog.jpg", b"")), ev.StylizePressed())
    assert painted.painting() == [] and painted.state.waiting
    painted(ev.PhotoRead("photo-2", "dog.jpg", 640, 480))
    assert [paint.settings.photo for paint in painted.painting()] == ["photo-2"] and not painted.state.waiting


def test_stylize_before_the_networks_are_there_is_kept_until_they_are():
    studio = Studio()(PHOTO, ev.StyleSelected("waves"), ev.StylizePressed())
    assert studio.effects == () and studio.state.waiting
    studio(ev.RuntimeReady("wasm", 1, 1.0))
    assert len(studio.painting()) == 1 and not studio.state.waiting


def test_a_wait_for_the_networks_can_be_cancelled():
    studio = Studio()(PHOTO, ev.StyleSelected("waves"), ev.StylizePressed(), ev.CancelPressed())
    assert studio(ev.RuntimeReady("wasm", 1, 1.0)).effects == ()


def test_stylize_counts_a_picture_that_is_there_once_more_and_paints_nothing():
    studio = works()(ev.StylizePressed())
    assert studio.effects == () and studio.state.result.number == 2 and studio.state.job is None
    assert studio.state.message == Message("info", Text("painted-already"))
    assert studio(ev.DownloadPressed()).effects, "it is the same picture"


def test_stylize_lets_a_painting_go_on_that_began_by_itself():
    studio = Studio()(READY, PHOTO, STYLE, ev.StylizePressed())
    assert studio.effects == () and studio.finish().state.result.number == 1


def test_after_stylize_nothing_counts_that_was_painted_of_something_else():
    studio = Studio()(READY, PHOTO, STYLE, ev.StyleFilesChosen(()), ev.StylizePressed())
    assert studio.effects == (fx.StopPainting(1, at_once=False),)
    studio(ev.PaintFinished(1, 1.0, 768, 576))
    assert studio.state.result is None, "too late"
    assert [paint.settings.styles for paint in studio(OWN).painting()] == [(("own", 1.0),)]


def test_what_was_cancelled_is_painted_when_it_is_asked_for():
    studio = Studio()(READY, PHOTO, STYLE, ev.CancelPressed())
    assert studio.state.job is None and len(studio(ev.StylizePressed()).painting()) == 1


def test_the_button_says_what_pressing_it_is_for():
    studio = Studio()(READY, PHOTO, STYLE)
    assert stylize_label(studio.state) == Text("page-stylize")
    assert stylize_label(studio.finish().state) == Text("stylize-again")
    assert stylize_label(studio(LARGE).state) == Text("stylize-larger")


def test_nothing_is_painted_while_a_slider_is_in_the_hand(painted):
    painted(ev.Sliding(ev.SettingChanged("strength", 0.5)))
    before = painted.state
    assert repainting.repaint(before) == (before, ())


@pytest.mark.parametrize("event", [ev.PaintCancelled(99), ev.PaintFailed(99, Text("painting"), True)])
def test_what_becomes_of_an_older_painting_changes_nothing(painted, event):
    painted(ev.SettingChanged("strength", 0.5))
    before = painted.state
    assert painted(event).state == before


def test_a_painting_that_was_cancelled_elsewhere_leaves_no_job(painted):
    painted(ev.SettingChanged("strength", 0.5))
    assert painted.state.job is not None
    painted(ev.PaintCancelled(painted.state.job.number))
    assert painted.state.job is None and painted.state.progress is None


def test_before_there_is_a_photo_nothing_large_is_cheap():
    state = Studio().state
    large = replace(state.settings, output_size=2048)
    assert is_cheap(state, state.settings) and not is_cheap(state, large)
