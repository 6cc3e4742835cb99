"""How pictures are saved: what can be chosen, and that it is no part of the picture."""

from dataclasses import replace

import pytest

from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.settings import Saving
from impasto.studio.view import choices, view
from impasto.words import Text
from tests.unit.fakes.catalogue import CATALOGUE


@pytest.fixture
def painted(painted):
    return painted(ev.FormatsFound(("png", "jpeg", "webp")))


def test_files_are_named_after_the_photo_and_saved_as_chosen(painted):
    painted(ev.FormatChosen("jpeg"), ev.QualityChosen(60), ev.MakingKept(True), ev.DownloadPressed())
    settings = painted.state.settings.painting
    (save,) = painted.effects
    assert save == fx.SaveResult(1, "cat-impasto", Saving("jpeg", 60, True), settings, ("Waves",))
    assert painted.state.activity == Text("saving-picture")
    assert painted(ev.FileOffered("cat-impasto.jpg")).state.message.text == Text("saved-as", name="cat-impasto.jpg")


def test_what_is_saved_is_the_picture_on_the_easel_whatever_was_set_since(painted):
    before = painted.state.settings.painting
    painted(ev.SettingChanged("stroke_size", 1.0), ev.CancelPressed(), ev.DownloadPressed())
    assert painted.state.settings.stroke_size == 1.0
    assert painted.effects[-1].settings == before and painted.effects[-1].styles == ("Waves",)


def test_own_styles_are_called_as_on_the_shelf_that_they_were_painted_from(painted):
    painted(ev.StylesRead((("own-1", "Oma's quilt"),), None), ev.StyleSelected("own-1")).finish()
    painted(ev.StyleSelected("waves"), ev.StyleRemoved("own-1"), ev.CancelPressed(), ev.DownloadPressed())
    save = painted.effects[-1]
    assert save.styles == ("Oma's quilt",)


def test_a_format_without_an_encoder_is_not_taken(painted):
    assert painted(ev.FormatChosen("avif")).state.saving.format == "png"
    assert painted(ev.FormatsFound(("png", "avif")), ev.FormatChosen("avif")).state.saving.format == "avif"


@pytest.mark.parametrize(("asked", "taken"), [(0, 1), (60, 60), (1000, 100)])
def test_qualities_have_limits(painted, asked, taken):
    assert painted(ev.QualityChosen(asked)).state.saving.quality == taken


def test_undo_leaves_how_to_save_alone_and_nothing_is_painted(painted):
    before = painted.state
    painted(ev.FormatChosen("webp"), ev.QualityChosen(30), ev.MakingKept(True))
    assert painted.state == replace(before, saving=Saving("webp", 30, True)) and painted.effects == ()
    painted(ev.StyleSelected("dots"), ev.UndoPressed())
    assert painted.state.saving == Saving("webp", 30, True)


def test_the_page_shows_what_is_chosen_by_the_kinds_that_choose_it(painted):
    shown = view(painted.state)
    assert shown["saving"] == {"download-format": "png", "quality": 92, "how-made": False}
    assert not shown["quality_counts"]
    for lossy in ("jpeg", "webp"):
        assert view(painted(ev.FormatChosen(lossy)).state)["quality_counts"]


def test_the_page_offers_what_there_is():
    offered = choices((), (), ("png", "webp"), 768, CATALOGUE)["formats"]
    assert offered == [
        {"value": "png", "label": Text("file-format-png")},
        {"value": "webp", "label": Text("file-format-webp")},
    ]
