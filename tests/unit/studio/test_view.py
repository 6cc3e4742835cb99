"""What the page shows, in its English words: nothing of it changes unawares."""

import json
from typing import Any

from impasto.painting.progress import Progress
from impasto.studio import events as ev
from impasto.studio.settings import Settings, ShelfStyle
from impasto.studio.state import State
from impasto.studio.update import update
from impasto.studio.view import choices, view
from impasto.words import Text, rendered
from tests.unit.fakes.catalogue import CATALOGUE

EMPTY = State(
    settings=Settings(style_network="seer", transformer="brush"),
    presets=(ShelfStyle("waves", "Waves", Text("credit-own")),),
)


def viewed(*events: ev.Event, state: State = EMPTY):
    for event in events:
        state, _ = update(state, event)
    seconds = Text("detail-seconds", seconds=1.0)
    shown: dict[str, Any] = rendered(view(state, [(Text("detail-ready-after"), seconds)]))
    assert json.loads(json.dumps(shown)) == shown  # nothing but plain values crosses to the page
    return shown


def offered(*events: ev.Event, state: State = EMPTY) -> dict[str, Any]:
    for event in events:
        state, _ = update(state, event)
    shown: dict[str, Any] = rendered(
        choices(state.shelf, state.backends, state.formats, state.settings.output_size, CATALOGUE)
    )
    assert json.loads(json.dumps(shown)) == shown
    return shown


READY = (ev.RuntimeReady("wasm", 2, 1.0), ev.PhotoRead("p", "cat.jpg", 640, 480), ev.StyleSelected("waves"))


def test_the_next_step_is_what_most_people_want_to_do_now():
    assert viewed()["next"] == "photo"
    assert viewed(*READY[:2])["next"] == "style"
    assert viewed(READY[0], READY[2])["next"] == "photo"
    assert viewed(*READY)["next"] == "wait"
    assert viewed(*READY, ev.CancelPressed())["next"] == "stylize"
    painted = (*READY, ev.PaintFinished(1, 1.0, 768, 576))
    assert viewed(*painted)["next"] == "download"
    larger = viewed(*painted, ev.SettingChanged("output_size", 2048), ev.CancelPressed())
    assert larger["result"]["stale"] and larger["next"] == "stylize"


def test_nothing_is_to_be_done_while_a_photo_is_read_that_will_be_painted():
    """Neither the photo nor a style is asked for anew: both come with an example."""
    shown = viewed(READY[0], ev.ExampleChosen("chelsea"), ev.StylizePressed())
    assert shown["content"] is None and shown["chosen"] == [] and shown["waiting"] and shown["next"] == "wait"


def test_an_empty_studio():
    shown = viewed()
    assert shown["phase"] == "loading" and shown["content"] is None and shown["result"] is None
    assert not (shown["can_cancel"] or shown["can_undo"] or shown["can_redo"])
    assert shown["settings"] == {
        "strength": 1.0,
        "output-size": 768,
        "stroke-size": 0.0,
        "colours": 0.0,
        "lightness": 0.0,
        "photo-through": 0.0,
        "feather": 0.0,
        "style-network": "seer",
        "transformer": "brush",
    }
    assert offered()["output_sizes"][-2:] == [
        {"value": "2048", "label": "2048 px"},
        {"value": "photo", "label": "As large as the photo"},
    ]
    assert offered()["style_networks"][0] == {
        "id": "seer",
        "title": "Seer",
        "note": "for tests 0.0 MB to download; the fastest.",
        "technical": "Seer: arithmetic",
    }
    assert shown["details"] == [{"label": "Ready after", "value": "1.0 s"}]


def test_working_is_a_phase_of_its_own_with_steps():
    shown = viewed(*READY, ev.StylizePressed(), ev.PaintProgressed(1, Progress(Text("painting"), 2, 3, 0.4)))
    assert shown["phase"] == "working" and shown["can_cancel"]
    assert shown["progress"] == {"text": "Painting, step 2 of 3", "fraction": 0.4}


def test_a_result_turns_stale_when_settings_change():
    events = (*READY, ev.StylizePressed(), ev.PaintFinished(1, 1.23456, 768, 576))
    assert viewed(*events)["result"] == {"number": 1, "seconds": 1.235, "width": 768, "height": 576, "stale": False}
    assert viewed(*events, ev.SettingChanged("output_size", 512))["result"]["stale"]


def test_reading_and_loading_show_as_progress():
    assert viewed(ev.PhotoFileChosen(ev.File("a", b"")))["progress"] == {"text": "Reading the photo", "fraction": None}
    assert viewed(ev.NetworksLoading(Text("networks"), 0.4))["progress"]["fraction"] == 0.4
    waiting = viewed(*READY[1:], ev.NetworksLoading(Text("networks"), 0.4), ev.StylizePressed())
    assert "as soon as" in waiting["progress"]["text"] and waiting["can_cancel"]


def test_two_chosen_styles_show_one_mix():
    shown = viewed(*READY, ev.StylesRead((("own-1", "mine.jpg"),), None), ev.StyleMixed("waves"), ev.MixMoved(0.75))
    assert shown["mix"] == {"first": "Waves", "second": "mine.jpg", "value": 0.75}
    assert shown["chosen"] == [
        {"id": "waves", "weight": 0.25, "percent": 25},
        {"id": "own-1", "weight": 0.75, "percent": 75},
    ]
    styles = offered(*READY, ev.StylesRead((("own-1", "mine.jpg"),), None))["styles"]
    assert [(style["id"], style["name"], style["own"]) for style in styles] == [
        ("waves", "Waves", False),
        ("own-1", "mine.jpg", True),
    ]
    assert viewed(*READY)["mix"] is None


def test_messages_carry_their_action():
    shown = viewed(ev.RuntimeUnavailable(Text("loading-cancelled")))
    assert shown["phase"] == "failed"
    assert shown["message"] == {
        "tone": "error",
        "text": "Loading the network was cancelled.",
        "names": [],
        "action": {"label": "Try again", "event": {"kind": "retry"}},
    }


def test_backends_that_this_browser_has_not_cannot_be_chosen():
    runs = ev.BackendRuns("wasm", 2, Text("runs-no-graphics", backend=Text("backend-name-wasm")))
    shown = viewed(ev.BackendsSeen(("webgl", "wasm")), runs)
    backends = offered(ev.BackendsSeen(("webgl", "wasm")))["backends"]
    assert [(each["id"], each["title"], each["available"]) for each in backends] == [
        ("auto", "Automatic", True),
        ("webgpu", "WebGPU", False),
        ("webgl", "WebGL", True),
        ("wasm", "Processor", True),
    ]
    assert (
        shown["backend_choice"] == "auto"
        and shown["backend_note"] == "Processor. This browser offers no graphics hardware."
    )
