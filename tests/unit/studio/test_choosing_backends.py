"""What runs the networks, as it is chosen and told of."""

from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.words import Text

WHY = Text("runs-no-graphics")


def test_a_chosen_backend_is_tried_and_what_runs_is_told_with_the_reason(ready):
    assert ready(ev.BackendChosen("webgpu")).effects == (fx.ChooseBackend("webgpu"),)
    assert ready.state.backend_choice == "webgpu" and ready.state.trying == "webgpu"
    ready(ev.BackendRuns("webgpu", 1, Text("runs-as-chosen")))
    assert ready.state.backend == "webgpu" and ready.state.trying is None
    assert ready(ev.BackendChosen("wasm")).state.trying is None, "nothing has to be tried for that"


def test_a_backend_that_is_refused_leaves_the_choice_to_the_page(ready):
    ready(ev.BackendChosen("webgl"), ev.BackendRefused(Text("backend-fault-failed")), ev.BackendRuns("wasm", 2, WHY))
    assert ready.state.backend_choice == "auto" and ready.state.message.text == Text("backend-fault-failed")
    assert ready.state.backend_reason == WHY


def test_what_a_backend_took_says_nothing_of_the_next(painted):
    assert painted.state.timings
    painted(ev.BackendRuns(painted.state.backend, 1, WHY))
    assert painted.state.timings
    painted(ev.BackendRuns("webgl", 1, WHY))
    assert not painted.state.timings and painted.state.preview_size is None


def test_graphics_hardware_is_not_begun_anew_for_a_superseded_painting(ready):
    ready(
        ev.BackendRuns("webgpu", 1, WHY),
        ev.SettingChanged("output_size", 2048),
        ev.StylizePressed(),
        ev.SettingChanged("strength", 0.3),
    )
    assert ready.effects[0] == fx.StopPainting(1, at_once=False)
