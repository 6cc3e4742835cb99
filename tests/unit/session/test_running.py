"""The whole application with fakes: the networks that it loads, and the backends that run them."""

import asyncio

import pytest

from impasto.backends.rules import Adapter, Survey
from impasto.studio import events as ev
from impasto.words import Text, say
from tests.unit.fakes.runtime import FakeRuntime
from tests.unit.session.workbench import Workbench, photo


async def test_the_networks_are_loaded_at_the_start_with_progress(bench):
    assert bench.runtime.calls == [
        ("load", "seer.onnx"),
        ("load", "brush-encoder.onnx"),
        ("load", "brush-decoder.onnx"),
    ]
    texts = [view["progress"]["text"] for view in bench.page.views if view["progress"]]
    assert any(text.key == "networks-arriving" and text.parameters["network"].key == "networks" for text in texts)
    assert bench.page.view["backend"] == "wasm" and bench.page.view["progress"] is None


async def test_networks_that_do_not_come_can_be_tried_again():
    bench = Workbench()
    bench.runtime.broken["seer.onnx"] = "seer.onnx could not be fetched. Is this device online?"
    running = asyncio.ensure_future(bench.app.run())
    await bench.until(lambda: bench.page.view["phase"] == "failed")
    assert "online" in bench.said()
    bench.runtime.broken.clear()
    bench.app.post(ev.RetryPressed())
    await bench.until(lambda: bench.page.view["phase"] == "ready")
    running.cancel()


async def test_details_tell_what_was_downloaded_and_what_runs(bench):
    details = {say(line["label"]): say(line["value"]) for line in bench.page.view["details"]}
    assert details["Python (Pyodide)"] == "14.0 MB" and "wasm, 1 thread" in details["Runs on"]


@pytest.mark.parametrize(("kept", "key"), [(True, "detail-offline-yes"), (False, "detail-offline-no")])
async def test_details_tell_whether_a_network_is_needed(bench, kept, key):
    assert not any(line["label"] == Text("detail-offline") for line in bench.page.view["details"])
    await bench.do(ev.OfflineSettled(kept))
    (value,) = (line["value"] for line in bench.page.view["details"] if line["label"] == Text("detail-offline"))
    assert value.key == key


async def test_a_network_is_loaded_when_it_is_chosen_with_progress(bench):
    await bench.do(ev.SettingChanged("transformer", "knife"))
    await bench.until(lambda: ("load", "knife-decoder.onnx") in bench.runtime.calls and not bench.page.view["progress"])
    texts = [view["progress"]["text"] for view in bench.page.views if view["progress"]]
    assert any(text.key == "networks-arriving" and text.parameters["network"] == "Knife" for text in texts)


async def test_a_network_that_cannot_be_loaded_is_told_and_not_chosen(bench):
    bench.runtime.broken["sage.onnx"] = "sage.onnx could not be fetched. Is this device online?"
    await bench.do(photo(), ev.StyleSelected("red"), ev.SettingChanged("strength", 0.5))
    await bench.do(ev.SettingChanged("style_network", "sage"))
    await bench.until(lambda: "online" in bench.said())
    assert bench.said().startswith("“Sage” could not be loaded, so what was chosen before stays.")
    assert bench.page.view["phase"] == "ready" and bench.page.view["progress"] is None
    settings = bench.page.view["settings"]
    assert settings["style-network"] == "seer" and settings["strength"] == 0.5
    painted = bench.page.view["result"]["number"]
    await bench.do(ev.SettingChanged("strength", 0.75))
    assert bench.page.view["result"]["number"] == painted + 1


async def test_graphics_hardware_is_looked_for_once_nothing_is_going_on(bench, monkeypatch):
    assert bench.backends.surveys == 0 and not bench.page.choices["backends"][1]["available"]
    monkeypatch.setattr("impasto.session.settling.QUIET_SECONDS", 0.01)
    later = Workbench(Survey(webgl=Adapter("SwiftShader")))
    running = asyncio.ensure_future(later.app.run())
    imitated = Text("runs-graphics-imitated", backend=Text("backend-name-wasm"))
    await later.until(lambda: later.page.view.get("backend_note") == imitated)
    available = {choice["id"]: choice["available"] for choice in later.page.choices["backends"]}
    assert available == {"auto": True, "webgpu": False, "webgl": True, "wasm": True}
    assert later.backends.started == []
    running.cancel()


async def test_a_chosen_backend_paints_and_is_remembered(bench, answer):
    await bench.do(photo(), ev.StyleSelected("red"), ev.SettingChanged("output_size", 256), ev.StylizePressed())
    before = bench.page.pixels["result"]
    bench.app.post(ev.BackendChosen("webgl"))
    await bench.until(lambda: bench.page.view["backend"] == "webgl")
    assert bench.page.view["backend_note"].key == "runs-as-chosen" and bench.page.view["progress"] is None
    assert '"start": "webgl"' in bench.page.remembered["backend"] and bench.runtime.closed
    await bench.do(ev.StyleSelected("bare"), ev.StyleSelected("red"))
    assert (bench.page.pixels["result"] == before).all()


async def test_a_chosen_backend_that_fails_is_told_and_the_processor_goes_on(bench):
    broken = bench.backends.runtimes["webgpu"] = FakeRuntime("webgpu")
    broken.broken["brush-encoder.onnx"] = "no adapter"
    bench.app.post(ev.BackendChosen("webgpu"))
    failed = Text("backend-fault-failed", backend=Text("backend-name-webgpu"))
    await bench.until(lambda: bench.told() == Text("backend-refused", outcome=failed))
    await bench.until(lambda: bench.page.view["progress"] is None)
    assert bench.page.view["backend_choice"] == "auto" and bench.page.view["backend"] == "wasm"


async def test_a_painting_survives_a_lost_device(bench, answer):
    graphics = bench.backends.runtimes["webgpu"] = FakeRuntime("webgpu")
    bench.app.post(ev.BackendChosen("webgpu"))
    await bench.until(lambda: bench.page.view["backend"] == "webgpu")
    graphics.dying = 1
    await bench.do(photo(), ev.StyleSelected("red"), ev.SettingChanged("output_size", 256), ev.StylizePressed())
    assert bench.page.view["result"]["number"] == 1 and bench.page.view["backend"] == "webgpu" and bench.said() == ""
    graphics.dying = 5
    await bench.do(ev.SettingChanged("output_size", 384), ev.StylizePressed())
    assert bench.page.view["result"]["number"] == 2 and bench.page.view["backend"] == "wasm", bench.said()
    assert bench.told().key == "backend-stopped"
