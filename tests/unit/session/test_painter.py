"""The search for a strength in the whole application, with a fake runtime and a fake page."""

import pytest

from impasto.painting.auto_strength import STRONGEST, TRIES
from impasto.session.jobs import Priority
from impasto.studio import events as ev
from tests.unit.session.workbench import Workbench, photo


@pytest.fixture
async def painted(bench: Workbench) -> Workbench:
    await bench.do(photo(), ev.StyleSelected("red"), ev.SettingChanged("output_size", 512), ev.StylizePressed())
    bench.runtime.calls.clear()
    return bench


async def test_the_strength_is_found_by_small_paintings_and_painted_with(painted):
    await painted.do(ev.SettingChanged("strength", 0.5))
    before = painted.page.view["result"]["number"]
    await painted.do(ev.AutoStrengthPressed())
    # The even photo of the fake has no structure to lose.
    await painted.until(lambda: painted.page.view["settings"]["strength"] == STRONGEST)
    await painted.until(lambda: painted.page.view["result"]["number"] == before + 1)
    assert painted.runtime.runs().count("brush-decoder.onnx") <= TRIES + 4  # the pictures and its previews
    keys = [view["progress"]["text"] for view in painted.page.views if view["progress"] and view["phase"] == "working"]
    assert any("choosing-strength" in repr(text) for text in keys)


async def test_cancel_ends_the_search_under_way(painted):
    painted.runtime.gate.clear()
    painted.app.post(ev.AutoStrengthPressed())
    await painted.until(lambda: painted.runs(Priority.AWAITED) and bool(painted.runtime.runs()))
    await painted.read()
    painted.app.post(ev.CancelPressed())
    await painted.read()
    assert ("interrupt", "") in painted.runtime.calls
    painted.runtime.gate.set()
    await painted.do()
    assert painted.page.view["settings"]["strength"] == 1.0 and painted.page.view["result"]["number"] == 1
    assert painted.page.view["phase"] == "ready" and painted.said() == ""


async def test_a_search_that_fails_tells_why(painted):
    painted.runtime.broken["brush-decoder.onnx"] = "Out of memory."
    await painted.do(ev.AutoStrengthPressed())
    assert painted.said() == "Out of memory." and painted.page.view["phase"] == "ready"
    assert painted.page.view["message"]["action"]["event"] == {"kind": "auto-strength"}
