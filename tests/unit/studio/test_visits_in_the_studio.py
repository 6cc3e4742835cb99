"""The history and what is kept of a visit, as rules."""

from dataclasses import replace

import pytest

from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio import visits
from impasto.studio.settings import Saving
from impasto.studio.visit import Photo, Visit
from impasto.words import Text
from tests.unit.studio.driver import EMPTY, PHOTO, Studio

READY = ev.RuntimeReady("wasm", 2, 1.0, ("seer", "brush"))


@pytest.fixture
def studio() -> Studio:
    return Studio()(READY, PHOTO, ev.StyleSelected("dots"), ev.StylizePressed()).finish()


def paint(studio: Studio, strength: float) -> Studio:
    return studio(ev.SettingChanged("strength", strength)).finish()


def numbers(studio: Studio) -> list[int]:
    return [each.number for each in studio.state.history]


def test_every_painting_is_noted_once_and_stored(studio):
    assert numbers(studio) == [1] and studio.stored == fx.StorePainting(1, 1)
    paint(studio, 0.5)
    assert numbers(studio) == [1, 2] and studio.stored is not None
    studio(ev.UndoPressed()).finish()
    assert numbers(studio) == [1, 2] and studio.stored is None, "it was painted before"


def test_the_history_is_bounded_in_number_and_bytes(studio, monkeypatch):
    monkeypatch.setattr(visits, "MOST", 3)
    for step in range(1, 5):
        paint(studio, step / 10)
    assert numbers(studio) == [3, 4, 5]
    for number in (3, 4, 5):
        studio(ev.PaintingStored(number, f"key-{number}", visits.BUDGET // 2))
    assert numbers(studio) == [4, 5]


def test_a_painting_that_is_taken_is_one_step_of_undo(studio):
    paint(studio, 0.5)
    before, jobs = studio.state.settings, studio.state.jobs
    (bring,) = studio(ev.PaintingTaken(1)).effects
    assert isinstance(bring, fx.BringBack) and studio.state.reading
    assert bring.job == studio.state.jobs == jobs + 1
    count = studio.state.result.number
    studio(ev.PaintingFound(1, bring.job, whole=True))
    assert studio.state.settings.strength == 1.0 and not studio.painting() and not studio.state.reading
    assert (studio.state.result.number, studio.state.result.job) == (count + 1, bring.job)
    studio(ev.UndoPressed())
    assert studio.state.settings == before
    assert not studio(ev.PaintingTaken(99)).effects


def test_without_its_file_it_is_painted_again(studio):
    paint(studio, 0.5)
    (bring,) = studio(ev.PaintingTaken(1)).effects
    studio(ev.PaintingFound(1, bring.job, whole=False))
    assert [each.settings.strength for each in studio.painting()] == [1.0]


def test_a_painting_without_its_file_that_is_shown_is_not_painted_again(studio):
    (bring,) = studio(ev.PaintingTaken(1)).effects
    studio(ev.PaintingFound(1, bring.job, whole=False))
    assert studio.painting() == [] and not studio.state.reading


def test_a_slider_in_the_hand_is_let_go_before_a_painting_is_taken(studio):
    studio(ev.Sliding(ev.SettingChanged("strength", 0.3)), ev.PaintingTaken(1))
    assert studio.state.sliding is None and studio.state.settings.strength == 0.3


def test_an_earlier_visit_is_offered_until_there_is_a_photo():
    studio = Studio()(READY, ev.SettingsRemembered("{}"))
    assert studio.effects == (fx.LookForVisit("{}"),)
    assert studio(ev.VisitFound("work")).state.earlier == "work"
    assert Studio()(READY, PHOTO, ev.VisitFound("work")).state.earlier is None


def test_settings_alone_are_taken_as_one_step():
    studio = Studio()(READY, ev.StyleSelected("dots"), ev.ContinuePressed())
    assert studio.effects == (fx.ReadVisit(),)
    before = studio.state.settings
    settings = replace(EMPTY.settings, strength=0.25, transformer="knife")
    studio(ev.VisitRead(Visit(settings, Saving("webp"))))
    assert studio.state.settings == settings and studio.state.saving.format == "webp"
    assert studio.effects == (fx.FetchNetwork("knife"),) and not studio.state.busy
    assert studio(ev.UndoPressed()).state.settings == before


def test_a_visit_that_ended_before_its_first_painting_goes_on_with_it():
    settings = replace(EMPTY.settings, photo="photo-1", styles=(("dots", 1.0),))
    photo = Photo("photo-1", "cat.jpg", 640, 480)
    studio = Studio()(READY, ev.ContinuePressed(), ev.VisitRead(Visit(settings, Saving(), (photo,))))
    assert [each.settings for each in studio.painting()] == [settings]


def test_forgetting_empties_the_history_and_the_favourites(studio):
    studio(ev.FavouritePressed(), ev.KeepingSettled(True), ev.ForgetPressed())
    assert studio.effects == (fx.Forget(),)
    assert not studio.state.history and not studio.state.wall.favourites and not studio.state.keeps_work
    assert studio.state.settings.photo, "the easel is left as it is"


def test_a_browser_that_keeps_nothing_says_so(studio):
    assert studio(ev.KeepingChosen(True)).effects == (fx.ChangeKeeping(True),)
    studio(ev.KeepingSettled(False, Text("storage-refused")))
    assert studio.state.message is not None and studio.state.message.tone == "error" and not studio.state.keeps_work


def test_a_new_photo_after_undo_to_none_leaves_nothing_to_redo_that_is_gone():
    studio = Studio()(READY, PHOTO, ev.UndoPressed())
    assert studio.state.photo is None and studio.state.future
    assert studio(ev.RedoPressed()).state.photo is not None


def test_an_own_style_that_was_taken_off_comes_back_by_undo(studio):
    studio(ev.StylesRead((("own-1", "Mine"),), None))
    assert "own-1" in {style.id for style in studio.state.shelf}
    studio(ev.StyleRemoved("own-1"))
    assert "own-1" not in {style.id for style in studio.state.shelf}
    studio(ev.UndoPressed())
    assert "own-1" in {style.id for style in studio.state.shelf}
    assert [id_ for id_, _ in studio.state.settings.styles] == ["own-1"]


def test_a_painting_whose_file_is_not_stored_is_not_saved(studio):
    before = studio.state
    assert studio(ev.PaintingSaved(1)).effects == () and studio.state == before
    studio(ev.PaintingStored(1, "key-1", 900))
    assert studio(ev.PaintingSaved(1)).effects == (fx.SaveStored("key-1", "cat-impasto-1.png"),)
    assert studio.state.activity == Text("saving-picture")
    assert studio(ev.FileOffered("cat-impasto-1.png")).state.activity is None
    assert studio(ev.PaintingSaved(7)).effects == ()


def test_a_painting_that_was_found_and_has_been_forgotten_is_not_shown(studio):
    paint(studio, 0.5)
    (bring,) = studio(ev.PaintingTaken(1)).effects
    before = studio(ev.ForgetPressed()).state.settings
    studio(ev.PaintingFound(1, bring.job, whole=True))
    assert studio.state.settings == before and not studio.painting() and not studio.state.reading
