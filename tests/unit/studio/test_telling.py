"""What is said once of what happens on the easel, and what the pictures there are called."""

from impasto.studio import events as ev
from impasto.studio.view import view
from impasto.words import Text
from tests.unit.studio.driver import PHOTO, Studio

PAINTED = Text("told-painted", styles=("Waves",), width=768, height=576)


def told(studio: Studio) -> Text | None:
    return studio.state.told.text if studio.state.told else None


def test_nothing_is_said_before_anything_happens():
    assert told(Studio()(ev.RuntimeReady("wasm", 1, 1.0))) is None


def test_a_photo_that_was_read_is_told():
    photo = Text("told-photo", name="cat.jpg", width=640, height=480)
    assert told(Studio()(PHOTO)) == photo


def test_a_painting_is_told_when_it_begins_and_with_its_style_when_it_is_there(ready):
    assert told(ready(ev.StylizePressed())) == Text("painting")
    assert told(ready.finish()).key == "told-painted"
    assert told(ready).parameters["styles"] == ("Waves",)


def test_the_same_news_twice_is_news(ready):
    numbers = []
    for strength in (0.5, 0.6):
        ready(ev.SettingChanged("strength", strength), ev.StylizePressed())
        ready.finish()
        numbers.append(ready.state.told.number)
    assert numbers[0] < numbers[1]


def test_what_changes_nothing_to_be_seen_says_nothing_anew(ready):
    before = ready(ev.StylizePressed()).finish().state.told
    assert ready(ev.QualityChosen(80)).state.told == before
    assert ready(ev.MoreLikePressed()).state.told == before


def test_undo_and_redo_are_told(ready):
    ready(ev.StylizePressed()).finish()
    ready(ev.SettingChanged("strength", 0.5)).finish()
    assert told(ready(ev.UndoPressed())) == Text("told-undone")
    assert told(ready(ev.RedoPressed())) == Text("told-redone")
    number = ready.state.told.number
    ready(ev.RedoPressed())  # there is nothing more
    assert ready.state.told.number == number


def test_cancel_is_told(ready):
    assert told(ready(ev.StylizePressed(), ev.CancelPressed())) == Text("painting-cancelled")


def test_pictures_are_called_what_they_are_whatever_is_chosen_meanwhile(ready):
    assert view(Studio().state)["shows"] == {"photo": "", "result": ""}
    ready(ev.StylizePressed()).finish()
    named = {"photo": Text("picture-photo", name="cat.jpg")}
    named["result"] = Text("picture-painted", name="cat.jpg", styles=("Waves",))
    assert view(ready.state)["shows"] == named
    ready(ev.StyleSelected("dots"))
    assert view(ready.state)["shows"] == named, "until that is painted"


def test_a_message_says_which_names_are_in_it():
    inner = Text("in-file", name="شجرة.jpg", problem=Text("file-empty"))
    state = Studio()(ev.WorkFailed(Text("list-of-sentences", sentences=(inner,)), "photo")).state
    assert view(state)["message"]["names"] == ["شجرة.jpg"]
