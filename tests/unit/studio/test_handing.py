"""The finished picture handed on: what is written for it, and what is said of it."""

import pytest

from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.settings import Saving
from impasto.studio.state import Message
from impasto.words import Text


@pytest.fixture
def painted(painted):
    return painted(ev.FormatsFound(("png", "jpeg", "webp")), ev.FormatChosen("jpeg"), ev.MakingKept(True))


def written(studio) -> fx.SaveResult:
    (save,) = studio.effects
    assert isinstance(save, fx.SaveResult)
    return save


def test_a_picture_is_copied_as_png_and_shared_as_it_is_saved(painted):
    copied = written(painted(ev.CopyPressed()))
    assert (copied.saving, copied.way) == (Saving("png", painted.state.saving.quality, True), "copy")
    assert painted.state.saving.format == "jpeg", "what is chosen for downloads stays"
    painted(ev.HandedOn("copy", "done"))
    shared = written(painted(ev.SharePressed()))
    assert (shared.saving, shared.way) == (painted.state.saving, "share")
    painted(ev.HandedOn("share", "done"), ev.FormatChosen("png"), ev.DownloadPressed())
    downloaded = written(painted)
    assert (downloaded.saving, downloaded.settings) == (copied.saving, copied.settings), "the same file"


@pytest.mark.parametrize("pressed", [ev.CopyPressed(), ev.SharePressed()])
def test_without_a_picture_there_is_nothing_to_hand_on(ready, pressed):
    assert ready(pressed).state.message == Message("info", Text("paint-a-picture-first")) and ready.effects == ()


@pytest.mark.parametrize(
    ("handed", "said"),
    [
        (ev.HandedOn("copy", "done"), ("info", "picture-copied")),
        (ev.HandedOn("copy", "refused"), ("error", "picture-not-copied")),
        (ev.HandedOn("share", "done"), ("info", "picture-shared")),
        (ev.HandedOn("share", "late"), ("info", "picture-to-share")),
        (ev.HandedOn("share", "refused"), ("error", "picture-not-shared")),
        (ev.HandedOn("share", "left"), None),
    ],
)
def test_what_became_of_it_is_said_once_and_ends_the_wait(painted, handed, said):
    painted(ev.CopyPressed() if handed.way == "copy" else ev.SharePressed())
    assert painted.state.activity == Text("saving-picture")
    message = painted(handed).state.message
    assert message == (said and Message(said[0], Text(said[1])))
    assert painted.state.activity is None
