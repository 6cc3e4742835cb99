"""The rules of the sliders, event by event: previews while they move, one picture and one step of undo in the end."""

import pytest

from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.settings import Settings
from impasto.words import Text
from tests.unit.studio.driver import PHOTO, Studio
from tests.unit.studio.sliding import AREA, painted_once, prepared, previews, seen, strength


@pytest.fixture
def painted() -> Studio:
    return painted_once()


def test_previews_are_prepared_after_the_first_picture_and_not_again():
    studio = Studio()(ev.RuntimeReady("wasm", 2, 3.0), PHOTO, ev.StyleSelected("waves"), ev.StylizePressed())
    studio.finish(0.2)
    assert studio.effects == (fx.PreparePreviews(studio.state.settings, 384),)
    prepared(studio)(ev.SettingChanged("strength", 0.5))
    assert studio.finish(0.2).effects == ()
    studio(ev.StyleSelected("dots")).finish(0.2)
    assert studio.effects == (fx.PreparePreviews(studio.state.settings, 384),)


def test_previews_that_turn_out_too_slow_become_smaller_and_then_none():
    studio = Studio()(ev.RuntimeReady("wasm", 2, 3.0), PHOTO, ev.StyleSelected("waves"), ev.StylizePressed())
    prepared(studio.finish(0.2), 0.3)
    (smaller,) = studio.effects
    assert smaller == fx.PreparePreviews(studio.state.settings, 192)
    studio(ev.PreviewsReady(studio.state.settings, 192, AREA // 16, 0.3))
    assert studio.effects == () and studio(strength(0.5)).effects == ()
    assert studio.state.sliding is None  # such a machine paints when the slider is let go
    assert [type(effect) for effect in studio(ev.SettingChanged("strength", 0.5)).effects] == [fx.Paint]


def test_nothing_is_previewed_before_the_first_picture():
    studio = Studio()(ev.RuntimeReady("wasm", 2, 3.0), PHOTO, ev.StyleSelected("waves"))
    before = studio.state
    assert studio(strength(0.5)).effects == () and studio.state == before
    studio(ev.StylizePressed())
    before = studio.state
    assert studio(strength(0.5)).effects == () and studio.state == before


def test_a_moving_slider_is_followed_and_the_settings_stay(painted):
    before = painted.state.settings
    painted(strength(0.5))
    (preview,) = previews(painted)
    assert preview.settings.strength == 0.5 and preview.size == 384
    assert painted.state.settings == before and painted.state.wanted.strength == 0.5
    assert painted(strength(0.5)).effects == ()  # it did not move
    assert seen(painted(strength(0.45))).effects == (fx.ShowPreview(painted.state.jobs),)
    assert painted.state.result.number == 1 and painted.state.job is None


@pytest.mark.parametrize(
    ("move", "styles"),
    [
        (ev.MixMoved(0.25), (("waves", 0.75), ("dots", 0.25))),
        (ev.StyleWeighted("dots", 0.5), (("waves", 1.0), ("dots", 0.5))),
    ],
)
def test_a_mix_and_weights_are_followed_too(painted, move, styles):
    prepared(painted(ev.StyleMixed("dots")).finish(0.2))
    assert previews(painted(ev.Sliding(move)))[0].settings.styles == styles
    assert painted(move).painting()[0].settings.styles == styles


def test_a_slide_is_one_step_of_undo(painted):
    steps = len(painted.state.past)
    for value in (0.9, 0.8, 0.7):
        seen(painted(strength(value)))
    painted(ev.SettingChanged("strength", 0.7)).finish()
    assert len(painted.state.past) == steps + 1
    assert painted(ev.UndoPressed()).state.settings.strength == 1.0


def test_the_full_picture_is_painted_where_the_slider_rests_and_letting_go_there_goes_on_with_it(painted):
    seen(painted(strength(0.5)))
    (paint,) = painted(ev.SliderRested()).painting()
    assert paint.settings.strength == 0.5 and not paint.calmly
    assert painted(ev.SettingChanged("strength", 0.5)).effects == ()
    assert painted.state.job.number == paint.job and painted.state.settings.strength == 0.5
    assert painted.finish().state.result.number == 2
    assert painted(ev.SliderRested()).effects == ()


def test_where_painting_takes_long_a_resting_slider_keeps_its_preview_and_letting_go_says_to_press():
    studio = Studio()(ev.RuntimeReady("wasm", 2, 3.0), PHOTO, ev.StyleSelected("waves")).finish(1.0)
    prepared(studio)(ev.SettingChanged("output_size", 2048), ev.StylizePressed()).finish(60.0)
    (wish,) = studio.effects
    studio(ev.PreviewsReady(wish.settings, wish.size, AREA // 4, 0.05))
    seen(studio(strength(0.5)))
    assert studio(ev.SliderRested()).effects == () and studio.state.previewed
    assert studio(ev.SettingChanged("strength", 0.5)).painting() == []
    assert studio.state.message is not None and studio.state.message.action == "stylize"


def test_a_slider_that_moves_on_supersedes_the_picture_of_its_rest(painted):
    seen(painted(strength(0.5)))(ev.SliderRested())
    painted(strength(0.4))
    stop, preview = painted.effects
    assert stop == fx.StopPainting(3, at_once=False) and preview.settings.strength == 0.4
    assert painted.state.job is None
    seen(painted(strength(0.3)))(ev.SliderRested()).finish()
    assert painted(ev.SettingChanged("strength", 0.3)).effects == ()  # it hangs there already


def test_a_slider_brought_back_to_where_it_was_taken_shows_the_finished_picture_again(painted):
    seen(painted(strength(0.5)))
    seen(painted(strength(1.0)))
    assert painted(ev.SliderRested()).effects == (fx.ShowResult(1),)
    assert painted.state.sliding is None and painted.state.job is None
    seen(painted(strength(0.5)))
    assert painted(ev.SettingChanged("strength", 1.0)).effects == (fx.ShowResult(1),)


def test_a_slider_brought_back_where_previews_have_meanwhile_turned_out_too_slow_is_painted_there(painted):
    seen(painted(strength(0.5)), 9.0)  # by a machine that has a lot else to do
    painted(ev.SliderRested())
    painted.finish(9.0)
    assert painted.state.preview_size is None and painted.state.shown_result.settings.strength == 0.5
    assert painted(strength(0.7)).effects == () and painted.state.wanted.strength == 0.7
    (paint,) = painted(strength(1.0)).effects  # where it was taken: browsers will say nothing more of it
    assert isinstance(paint, fx.Paint) and paint.settings.strength == 1.0 and painted.state.sliding is None


def test_cancel_during_a_slide_shows_the_finished_picture_again(painted):
    seen(painted(strength(0.5)))(ev.SliderRested())
    painted(ev.CancelPressed())
    assert painted.effects == (fx.StopPainting(3, at_once=True), fx.ShowResult(1))
    assert painted.state.wanted == painted.state.settings == painted.state.result.settings
    assert painted(ev.SettingChanged("strength", 0.5)).painting()  # let go after that, it counts


def test_a_preview_that_comes_after_cancel_is_not_shown(painted):
    painted(strength(0.5))
    (preview,) = previews(painted)
    painted(ev.CancelPressed())
    painted(ev.PreviewPainted(preview.job, preview.settings, preview.size, AREA // 4, 0.05))
    assert painted.effects == () and not painted.state.previewed


def test_a_preview_of_another_photo_or_style_is_not_shown(painted):
    painted(strength(0.5))
    (preview,) = previews(painted)
    late = ev.PreviewPainted(preview.job, preview.settings, preview.size, AREA // 4, 0.05)
    assert painted(ev.StyleSelected("dots"), late).effects == ()
    assert painted(ev.PhotoRead("photo-2", "dog.jpg", 10, 10), late).effects == ()


def test_download_saves_the_finished_picture_while_previews_are_shown(painted):
    seen(painted(strength(0.5)))
    finished = painted.state.result
    (save,) = painted(ev.DownloadPressed()).effects
    assert (save.job, save.settings) == (finished.job, finished.settings.painting)


@pytest.mark.parametrize("event", [ev.StylizePressed(), ev.StyleSelected("dots"), ev.StyleMixed("dots")])
def test_what_is_done_with_the_slider_in_the_hand_means_the_settings_that_are_seen(painted, event):
    seen(painted(strength(0.5)))(event)
    assert painted.state.settings.strength == 0.5 and painted.state.sliding is None
    assert painted.painting()[0].settings.strength == 0.5


def test_undo_with_the_slider_in_the_hand_takes_the_slide_back(painted):
    seen(painted(strength(0.5)))(ev.UndoPressed())
    assert painted.state.settings.strength == 1.0 and painted.effects == (fx.ShowResult(1),)
    assert painted.state.future[-1].strength == 0.5


def test_a_failed_picture_leaves_the_one_that_download_saves(painted):
    seen(painted(strength(0.5)))(ev.SettingChanged("strength", 0.5))
    painted(ev.PaintFailed(painted.state.job.number, Text("too-little-memory")))
    assert painted.effects == (fx.ShowResult(1),) and painted.state.message.text == Text("too-little-memory")


def test_a_preview_of_one_photo_is_gone_when_undo_comes_back_to_it(painted):
    seen(painted(strength(0.5)))(ev.PhotoRead("photo-2", "dog.jpg", 10, 10))
    assert fx.ShowResult(1) not in painted.effects  # the easel is the new photo's
    painted(ev.UndoPressed(), ev.UndoPressed())
    assert painted.effects[-1] == fx.ShowResult(1) and painted.state.settings.strength == 1.0


def test_a_key_gives_a_preview_and_then_the_picture(painted):
    preview, paint = painted(ev.SettingChanged("strength", 0.95)).effects
    assert isinstance(preview, fx.Preview) and isinstance(paint, fx.Paint) and not paint.calmly
    assert seen(painted).effects == (fx.ShowPreview(painted.state.jobs),)


def test_a_key_that_is_held_down_gives_previews_and_the_picture_waits_for_its_rest(painted):
    painted(ev.SettingChanged("strength", 0.95), ev.SettingChanged("strength", 0.9))
    stop, preview, paint = painted.effects
    assert isinstance(stop, fx.StopPainting) and isinstance(preview, fx.Preview)
    assert isinstance(paint, fx.Paint) and paint.calmly and paint.settings.strength == 0.9


def test_where_previews_fail_there_are_none_until_a_picture_is_painted(painted):
    painted(strength(0.5), ev.PreviewFailed())
    assert painted(strength(0.4)).effects == ()
    painted(ev.SettingChanged("strength", 0.4)).finish(0.2)
    assert isinstance(painted.effects[0], fx.PreparePreviews)


def test_what_another_backend_took_says_nothing(painted):
    assert painted.state.timings
    assert painted(ev.RuntimeReady("webgpu", 1, 3.0)).state.timings == ()


def test_pictures_that_were_kept_are_not_timed(painted):
    timings = painted.state.timings
    seen(painted(strength(0.5)), None)(ev.SettingChanged("strength", 0.5))
    painted(ev.PaintFinished(painted.state.job.number, 0.001, 768, 576, from_cache=True))
    assert painted.state.timings == timings


def test_settings_slide_to_others_of_the_same_photo_networks_size_and_styles():
    here = Settings(style_network="seer", transformer="brush", photo="p", styles=(("a", 1.0), ("b", 0.5)))
    assert here.slides_to(
        Settings(style_network="seer", transformer="brush", photo="p", styles=(("a", 0.1), ("b", 0.2)), strength=0.3)
    )
    assert not here.slides_to(Settings(style_network="seer", transformer="brush", photo="p", styles=(("a", 1.0),)))
    assert not here.slides_to(
        Settings(style_network="seer", transformer="brush", photo="p", styles=here.styles, output_size=256)
    )
