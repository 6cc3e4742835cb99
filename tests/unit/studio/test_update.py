"""The rules of the studio, event by event; no runtime, no page."""

from dataclasses import replace

from impasto.painting.progress import Progress
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.state import Message
from impasto.words import Text
from tests.unit.studio.driver import PHOTO, Studio


def test_a_photo_is_read_and_then_hung():
    studio = Studio()(ev.PhotoFileChosen(ev.File("cat.jpg", b"")))
    assert studio.effects == (fx.ReadPhoto(ev.File("cat.jpg", b"")),) and studio.state.activity == Text("reading-photo")
    studio(PHOTO)
    assert studio.effects == (fx.ShowPhoto("photo-1", ("photo-1",)),) and studio.state.activity is None
    assert studio.state.photo is not None and studio.state.photo.name == "cat.jpg"


def test_what_is_chosen_is_studied_ahead_where_nothing_is_painted(ready):
    assert ready(ev.SettingChanged("output_size", 2048)).studied.output_size == 2048
    assert ready.state.job is None and ready(ev.StyleSelected("dots")).studied.styles == (("dots", 1.0),)
    assert ready(ev.SettingChanged("output_size", 384)).studied is None  # the painting does what it needs
    assert ready.finish().studied == ready.state.settings


def test_nothing_is_studied_ahead_without_networks_or_a_photo():
    studio = Studio()(PHOTO)
    assert studio.studied is None
    assert studio(ev.RuntimeReady("wasm", 1, 1.0)).studied.photo == "photo-1"
    assert Studio()(ev.RuntimeReady("wasm", 1, 1.0), ev.StyleSelected("waves")).studied is None


def test_what_is_missing_is_asked_for_in_words():
    studio = Studio()(ev.RuntimeReady("wasm", 1, 1.0), ev.StylizePressed())
    assert studio.effects == () and studio.state.message.text == Text("choose-a-photo-first")
    studio(PHOTO, ev.StylizePressed())
    assert studio.effects == () and studio.state.message.text == Text("choose-a-style-first")
    studio(ev.StyleSelected("dots"), ev.DownloadPressed())
    assert studio.effects == () and studio.state.message.text == Text("paint-a-picture-first")


def test_results_are_counted(painted):
    assert painted.state.result.number == 1 and painted.state.job is None
    assert painted(ev.SettingChanged("strength", 0.5)).finish().state.result.number == 2


def test_a_style_changed_while_working_wins(ready):
    ready(ev.StylizePressed())
    first = ready.state.job.number
    ready(ev.StyleSelected("dots"))
    stop, paint = (effect for effect in ready.effects if not isinstance(effect, fx.RememberStyles))
    assert stop == fx.StopPainting(1, at_once=False) and paint.settings.styles == (("dots", 1.0),)
    ready(ev.PaintCancelled(first))
    assert ready.state.job.number == paint.job
    ready(ev.PaintFinished(first, 1.0, 1, 1))
    assert ready.state.result is None  # too late


def test_a_large_painting_that_is_superseded_is_ended_at_once(ready):
    ready(ev.SettingChanged("output_size", 2048), ev.StylizePressed(), ev.SettingChanged("strength", 0.3))
    assert ready.effects[0] == fx.StopPainting(1, at_once=True) and ready.painting()


def test_stylize_again_with_the_same_settings_lets_the_work_go_on(ready):
    ready(ev.StylizePressed())
    number = ready.state.job.number
    assert ready(ev.StylizePressed()).effects == () and ready.state.job.number == number


def test_cancel_gives_back_control_and_keeps_the_picture(painted):
    painted(ev.SettingChanged("strength", 0.2), ev.CancelPressed())
    assert painted.effects == (fx.StopPainting(2, at_once=True),)
    assert painted.state.job is None and painted.state.result.number == 1
    assert painted(ev.CancelPressed()).effects == ()


def test_progress_of_the_job_is_shown_and_that_of_older_ones_is_not(ready):
    ready(ev.StylizePressed())
    number = ready.state.job.number
    ready(ev.PaintProgressed(number, Progress(Text("studying-photo"), 2, 3, 0.5)))
    assert ready.state.progress.step == 2
    ready(ev.PaintProgressed(number - 1, Progress(Text("looking-at-style"), 1, 3, 0.1)))
    assert ready.state.progress.text == Text("studying-photo")


def test_a_failed_painting_is_told_and_the_studio_goes_on(ready):
    ready(ev.StylizePressed())
    ready(ev.PaintFailed(ready.state.job.number, Text("too-little-memory")))
    assert ready.state.job is None and ready.state.message == Message("error", Text("too-little-memory"))
    assert ready(ev.StylizePressed()).painting()
    ready(ev.PaintFailed(ready.state.job.number, Text("runtime-silent"), again=True))
    assert ready.state.message == Message("error", Text("runtime-silent"), "stylize")


def test_a_new_photo_stops_the_work_on_the_old_one(ready):
    ready(ev.StylizePressed(), ev.PhotoRead("photo-2", "dog.jpg", 10, 10))
    assert ready.effects[:2] == (fx.StopPainting(1, at_once=True), fx.ShowPhoto("photo-2", ("photo-1", "photo-2")))
    assert [paint.settings.photo for paint in ready.painting()] == ["photo-2"]


def test_own_styles_become_the_selection_with_equal_weights(ready):
    ready(ev.StylesRead((("own-1", "a.jpg"), ("own-2", "b.jpg")), None))
    assert ready.state.settings.styles == (("own-1", 1.0), ("own-2", 1.0))
    assert [style.id for style in ready.state.shelf] == ["waves", "dots", "own-1", "own-2"]


def test_a_style_that_could_not_be_read_is_told_while_the_others_are_taken(ready):
    ready(ev.StylesRead((("own-1", "a.jpg"),), Text("file-not-a-picture")))
    assert ready.state.settings.styles == (("own-1", 1.0),)
    assert ready.state.message == Message("error", Text("file-not-a-picture"))
    ready(ev.StylesRead((), Text("file-empty")))
    assert ready.state.settings.styles == (("own-1", 1.0),)


def test_presets_cannot_be_removed_and_unknown_styles_not_chosen(ready):
    before = ready.state
    assert ready(ev.StyleRemoved("waves"), ev.StyleSelected("nobody"), ev.StyleMixed("nobody")).state == before


def test_two_styles_are_mixed_with_one_value(ready):
    ready(ev.StyleMixed("dots"), ev.MixMoved(0.25))
    assert ready.state.settings.styles == (("waves", 0.75), ("dots", 0.25))
    ready(ev.StyleSelected("dots"), ev.StyleMixed("waves"), ev.MixMoved(0.25))
    assert ready.state.settings.styles == (("waves", 0.75), ("dots", 0.25))  # in the order of the shelf, always
    ready(ev.StyleMixed("waves"))
    assert ready.state.settings.styles == (("dots", 1.0),)  # one alone counts whole


def test_mix_means_nothing_unless_two_are_chosen(ready):
    before = ready.state.settings
    assert ready(ev.MixMoved(0.1)).state.settings == before


def test_weights_and_strength_stay_in_their_ranges(ready):
    ready(ev.StyleMixed("dots"), ev.StyleWeighted("dots", 7.0), ev.SettingChanged("strength", 9.0))
    assert dict(ready.state.settings.styles)["dots"] == 1.0 and ready.state.settings.strength == 2.0
    ready(ev.StyleWeighted("dots", -1.0), ev.SettingChanged("strength", -1.0))
    assert dict(ready.state.settings.styles)["dots"] == 0.0 and ready.state.settings.strength == 0.0


def test_a_size_that_is_not_offered_is_not_taken(ready):
    assert ready(ev.SettingChanged("output_size", 999)).state.settings.output_size == 768


def test_networks_that_cannot_be_loaded_are_told_and_can_be_tried_again():
    studio = Studio()(ev.NetworksLoading(Text("networks"), 0.5), ev.RuntimeUnavailable(Text("loading-cancelled")))
    assert studio.state.phase == "failed" and studio.state.message.action == "retry"
    assert studio(ev.StylizePressed()).effects == ()
    assert studio(ev.RetryPressed()).effects == (fx.LoadNetworks(),) and studio.state.phase == "loading"


def test_messages_can_be_dismissed(ready):
    ready(ev.WorkFailed(Text("file-not-a-picture")))
    assert ready.state.message.tone == "error" and ready.state.activity is None
    assert ready(ev.MessageDismissed()).state.message is None


def test_a_message_is_gone_after_the_next_change(ready):
    ready(ev.WorkFailed(Text("file-empty")), ev.SettingChanged("strength", 0.4))
    assert ready.state.message is None


def test_states_are_values(ready):
    assert replace(ready.state) == ready.state


def test_a_network_is_fetched_when_it_is_chosen(ready):
    assert ready(ev.SettingChanged("transformer", "knife")).effects == (fx.FetchNetwork("knife"),)
    ready(ev.NetworksLoading(Text("networks"), 0.5))
    assert ready.state.progress.fraction == 0.5 and ready.state.phase == "ready"
    ready(ev.NetworkFetched("knife"))
    assert ready.state.progress.text == Text("painting") and ready.painting()[0].settings.transformer == "knife"


def test_a_network_on_its_way_does_not_hide_the_painting(ready):
    ready(ev.StylizePressed(), ev.NetworksLoading(Text("networks"), 0.5), ev.NetworkFetched())
    assert ready.state.progress.text == Text("painting")


def test_a_network_that_there_is_not_is_not_taken(ready):
    assert ready(ev.SettingChanged("transformer", "none")).effects == ()
    assert ready(ev.SettingChanged("no_setting", 1.0)).state.settings.transformer == "brush"


def test_a_photo_that_cannot_be_read_leaves_nothing_waiting(ready):
    ready(ev.PhotoFileChosen(ev.File("x.txt", b"")), ev.StylizePressed())
    ready(ev.WorkFailed(Text("file-not-a-picture"), "photo"))
    assert not ready.state.waiting and ready.state.job is None
    assert ready.state.message == Message("error", Text("file-not-a-picture")) and ready.state.activity is None


def test_a_photo_takes_the_place_of_an_example_that_is_still_fetched(ready):
    ready(ev.ExampleChosen("cat"), ev.PhotoFileChosen(ev.File("dog.jpg", b"")))
    assert ready.state.busy == (("photo", Text("reading-photo")),)


def test_cancel_ends_what_is_read(ready):
    ready(ev.ExampleChosen("cat"), ev.StylizePressed(), ev.CancelPressed())
    assert ready.effects == (fx.StopReading(),)
    assert not (ready.state.waiting or ready.state.busy)


def test_styles_that_are_read_late_do_not_push_out_what_was_chosen_since(ready):
    ready(ev.StyleFilesChosen((ev.File("a.jpg", b""),)), ev.StyleSelected("dots"))
    ready(ev.StylesRead((("own-1", "a"),), None))
    assert ready.state.settings.styles == (("dots", 1.0),) and ready.state.settings.own_styles[0].id == "own-1"
    ready(ev.StyleFilesChosen((ev.File("b.jpg", b""),)), ev.StylesRead((("own-2", "b"),), None))
    assert ready.state.settings.styles == (("own-2", 1.0),)


def test_the_same_file_is_on_the_shelf_once(ready):
    for _ in range(2):
        ready(ev.StylesRead((("own-1", "a.jpg"),), None))
    assert [style.id for style in ready.state.settings.own_styles] == ["own-1"]
    ready(ev.PhotoRead("photo-1", "cat again.jpg", 640, 480))
    assert [photo.name for photo in ready.state.photos] == ["cat again.jpg"]


def test_a_photo_that_arrives_does_not_wipe_what_went_wrong_meanwhile(ready):
    ready(ev.PhotoFileChosen(ev.File("dog.jpg", b"")), ev.WorkFailed(Text("loading-cancelled")))
    ready(ev.PhotoRead("photo-2", "dog.jpg", 640, 480))
    assert ready.state.message == Message("error", Text("loading-cancelled"))
