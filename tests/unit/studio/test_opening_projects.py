"""Projects and links in the studio: what is asked for, and what becomes of the settings."""

from dataclasses import replace

import pytest

from impasto.painting.maskedits import FromPicture
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.settings import ShelfStyle
from impasto.words import Text
from tests.unit.studio.driver import EMPTY, PHOTO, Studio

READY = ev.RuntimeReady("wasm", 2, 1.0, ("seer", "brush"))
VECTOR = ShelfStyle("v1", "Sent", Text("credit-vector"), own=True, network="seer")
SETTINGS = replace(EMPTY.settings.painting, strength=0.25, output_size=640)


def read(**changes) -> ev.ProjectRead:
    return replace(ev.ProjectRead(SETTINGS, (("v1", 0.5), ("waves", 1.0)), (VECTOR,)), **changes)


@pytest.fixture
def studio() -> Studio:
    return Studio()(READY, PHOTO, ev.StyleSelected("dots"))


def test_a_project_takes_all_that_is_set_and_the_photo_only_where_it_is_asked_for(studio):
    (save,) = studio(ev.OutsideChosen("waves"), ev.ProjectPressed(with_photo=False)).effects
    assert isinstance(save, fx.SaveProject)
    assert (save.styles, save.outside, save.photo) == ((("dots", "Dots", 1.0),), (), None), "there is no mask"
    assert save.name == "cat-impasto.impasto" and save.settings == studio.state.settings
    (save,) = studio(ev.MaskRead("m1", "photo-1"), ev.ProjectPressed(with_photo=True)).effects
    assert isinstance(save, fx.SaveProject)
    assert (save.photo, save.outside) == (("photo-1", "cat.jpg"), (("waves", "Waves", 1.0),))


@pytest.mark.parametrize("event", [ev.ProjectPressed(with_photo=True), ev.LinkPressed()])
def test_without_a_style_there_is_nothing_to_save(event):
    studio = Studio()(event)
    assert not studio.effects and not studio.state.busy
    assert studio.state.message is not None and studio.state.message.text.key == "choose-a-style-first"


def test_a_link_says_whether_it_was_copied(studio):
    (make,) = studio(ev.LinkPressed()).effects
    assert isinstance(make, fx.MakeLink) and studio.state.busy
    assert not studio(ev.LinkMade()).state.busy
    for copied, key in ((True, "link-copied"), (False, "link-to-copy")):
        message = studio(ev.LinkCopied(copied)).state.message
        assert message is not None and message.text.key == key


def test_a_project_that_is_opened_is_painted_and_one_step_of_undo_brings_back_what_was_before(studio):
    before = studio.state.settings
    studio(ev.StylizePressed()).finish()
    effects = studio(ev.ProjectFileChosen(ev.File("a.impasto", b"{}"))).effects
    assert effects == (fx.OpenProject(ev.File("a.impasto", b"{}"), before),) and studio.state.reading
    studio(read())
    settings = studio.state.settings
    assert (settings.strength, settings.output_size, settings.photo) == (0.25, 640, "photo-1")
    assert dict(settings.styles) == {"waves": 1.0, "v1": 0.5} and settings.own_styles == (VECTOR,)
    assert [paint.settings for paint in studio.painting()] == [settings] and not studio.state.busy
    assert studio.state.message is not None and studio.state.message.action == "undo"
    assert studio(ev.UndoPressed()).state.settings == before


def test_a_project_of_what_is_shown_is_not_painted_again(studio):
    studio.finish()(read()).finish()
    assert studio(read()).painting() == [] and studio.state.job is None
    assert studio.state.message is not None and studio.state.message.text.parameters["sentences"] == (
        Text("project-opened"),
    )


def test_a_project_that_takes_long_to_paint_waits_for_stylize_and_says_so(studio):
    studio.finish()(read(settings=replace(SETTINGS, output_size=4096), notes=(Text("project-lacks-mask"),)))
    message = studio.state.message
    assert studio.painting() == [] and message is not None and message.action == "stylize"
    waits = Text("press-to-paint", button=Text("stylize-larger"))
    assert message.text.parameters["sentences"] == (Text("project-lacks-mask"), waits)
    assert len(studio(ev.StylizePressed()).painting()) == 1


def test_a_project_with_its_photo_puts_it_on_the_easel_and_undo_the_one_before(studio):
    other = ev.SavedPhotoRead("photo-2", "dog.jpg", 400, 300)
    studio(read(photo=other, mask=(FromPicture("m"),), outside=(("dots", 1.0),)))
    assert fx.ShowPhoto("photo-2", ("photo-1", "photo-2")) in studio.effects
    assert studio.state.settings.mask == (FromPicture("m"),) and studio.painting()
    assert studio.state.photo is not None and studio.state.photo.name == "dog.jpg"
    studio(ev.UndoPressed())
    assert studio.state.settings.photo == "photo-1" and studio.state.settings.mask == ()


def test_without_a_photo_it_waits_for_one():
    studio = Studio()(READY, ev.LinkOpened("#p=abc"))
    assert studio.effects == (fx.OpenLink("#p=abc", EMPTY.settings),)
    studio(read(notes=(Text("project-lacks-mask"),)))
    assert not studio.painting() and studio.state.message is not None
    sentences = studio.state.message.text.parameters["sentences"]
    assert sentences == (Text("project-lacks-mask"), Text("project-wants-photo"))
    studio(PHOTO)
    assert dict(studio.state.settings.styles) == {"waves": 1.0, "v1": 0.5}


def test_networks_of_a_project_are_fetched(studio):
    studio(read(settings=replace(SETTINGS, transformer="knife")))
    assert fx.FetchNetwork("knife") in studio.effects and fx.FetchNetwork("seer") not in studio.effects


def test_a_project_that_is_given_as_a_photo_is_opened(studio):
    file = ev.File("Work.IMPASTO", b"{}")
    assert studio(ev.PhotoFileChosen(file)).effects == (fx.OpenProject(file, studio.state.settings),)


def test_a_photo_that_is_a_painting_offers_how_it_was_made(studio):
    message = studio(replace(PHOTO, id="made", keeps_making=True)).state.message
    assert message is not None and message.action == "open-making"
    assert studio(ev.MakingOpened()).effects == (fx.OpenMaking(studio.state.settings),)


def test_what_cannot_be_opened_changes_nothing(studio):
    before = studio.state
    studio(ev.ProjectFileChosen(ev.File("a", b"")), ev.WorkFailed(Text("project-not-there"), "project"))
    assert studio.state == replace(before, message=studio.state.message)
    assert studio.state.message is not None and studio.state.message.tone == "error"


def test_a_style_of_another_network_is_not_on_the_contact_sheet(studio):
    studio(read(), ev.SettingChanged("style_network", "sage"), ev.SheetPressed())
    assert studio.state.sheet is not None
    assert {tile.id for tile in studio.state.sheet.tiles} == {"waves", "dots"}
