"""The whole application with a fake runtime and a fake page: what the user does in, what the page shows out."""

import asyncio
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.words import Text
from tests.unit.session.workbench import Workbench, photo, png


async def test_a_photo_and_a_preset_become_a_picture(bench):
    await bench.do(photo(), ev.StyleSelected("red"), ev.SettingChanged("output_size", 256), ev.StylizePressed())
    assert bench.page.view["phase"] == "ready" and bench.page.view["result"]["number"] == 1
    result = bench.page.pixels["result"]
    assert result.shape == (192, 256, 4) and result.mean((0, 1)) == pytest.approx([150, 50, 50, 255], abs=1)
    assert bench.page.pixels["photo"].shape == (240, 320, 3)


async def test_events_before_the_networks_are_there_are_not_lost():
    bench = Workbench()
    for event in (photo(), ev.StyleSelected("red"), ev.StylizePressed()):
        bench.app.post(event)
    running = asyncio.ensure_future(bench.app.run())
    await bench.until(lambda: bench.page.view["result"] is not None)
    running.cancel()


async def test_a_preset_without_a_vector_for_the_network_is_fetched_as_a_picture(bench):
    await bench.do(photo(), ev.StyleSelected("bare"), ev.SettingChanged("output_size", 256), ev.StylizePressed())
    assert bench.page.pixels["result"].mean((0, 1)) == pytest.approx([50, 150, 50, 255], abs=1)
    await bench.do(ev.SettingChanged("style_network", "sage"), ev.StylizePressed())
    assert "sage.onnx" in bench.runtime.runs()


async def test_an_example_is_fetched_and_one_that_is_lost_is_told(bench):
    await bench.do(ev.ExampleChosen("cat"))
    assert bench.page.view["content"]["name"] == "Chelsea"
    await bench.do(ev.ExampleChosen("lost"))
    assert "lost.webp could not be fetched" in bench.said() and bench.page.view["content"]["name"] == "Chelsea"


async def test_own_styles_get_a_thumbnail_and_are_chosen(bench):
    await bench.do(ev.StyleFilesChosen((ev.File("a.png", png((1, 1, 1))), ev.File("b.png", png((2, 2, 2))))))
    own = [style for style in bench.page.choices["styles"] if style["own"]]
    assert [style["name"] for style in own] == ["a", "b"]
    assert bench.page.view["chosen"] == [{"id": style["id"], "weight": 1.0, "percent": 50} for style in own]
    for style in own:
        height, width, _ = bench.page.pixels[f"style:{style['id']}"].shape
        assert height == width


@pytest.mark.parametrize("count", [2, 3])
async def test_of_photos_given_one_after_another_the_last_is_on_the_easel(bench, count):
    """Each is shown by a task of its own, by which those after it may be read already."""
    for number in range(count):
        bench.app.post(photo(f"{number}.png", (10 * number, 100, 100)))
    await bench.until(lambda: bench.app.state.photo is not None and bench.app.state.photo.name == f"{count - 1}.png")
    await bench.do(ev.StyleSelected("red"), ev.StylizePressed())
    assert bench.told() is None and bench.page.view["result"]
    assert bench.page.pixels["photo"][0, 0, 0] == 10 * (count - 1)
    for number in reversed(range(count)):
        assert bench.app.state.photo.name == f"{number}.png"
        while bench.app.state.photo and bench.app.state.photo.name == f"{number}.png":
            await bench.do(ev.UndoPressed())
        assert bench.told() is None


async def test_a_bad_photo_is_told_by_name_and_loses_nothing(bench):
    await bench.do(photo("good.png"), ev.PhotoFileChosen(ev.File("notes.txt", b"hello")))
    assert bench.told() == Text("in-file", name="notes.txt", problem=Text("file-not-a-picture"))
    assert bench.page.view["content"]["name"] == "good.png" and bench.page.view["progress"] is None


async def test_one_bad_style_among_good_ones_is_told_and_the_good_ones_are_used(bench):
    await bench.do(ev.StyleFilesChosen((ev.File("x.txt", b"no"), ev.File("a.png", png((1, 1, 1))))))
    assert "x.txt" in bench.said() and bench.chosen() == ["a"]


async def test_cancel_while_a_network_runs(bench):
    await bench.do(photo())
    bench.runtime.gate.clear()
    bench.app.post(ev.StyleSelected("red"))
    await bench.until(lambda: "brush-decoder.onnx" in bench.runtime.runs())
    assert bench.page.view["phase"] == "working"
    await bench.do(ev.CancelPressed())
    assert bench.page.view["phase"] == "ready" and ("interrupt", "") in bench.runtime.calls
    bench.runtime.gate.set()
    await bench.do(ev.StylizePressed())
    assert bench.page.view["result"]["number"] == 1


async def test_a_style_changed_while_working_is_the_one_that_is_painted(bench):
    await bench.do(photo(), ev.SettingChanged("output_size", 256))
    bench.runtime.gate.clear()
    bench.app.post(ev.StyleSelected("red"))
    await bench.until(lambda: "brush-decoder.onnx" in bench.runtime.runs())
    bench.app.post(ev.StyleSelected("bare"))
    await bench.until(lambda: bench.app.state.jobs == 2)
    bench.runtime.gate.set()
    await bench.do()
    assert bench.page.view["result"]["number"] == 1
    assert bench.page.pixels["result"].mean((0, 1)) == pytest.approx([50, 150, 50, 255], abs=1)


async def test_a_failing_network_is_told_and_the_next_try_works(bench):
    bench.runtime.broken["brush-decoder.onnx"] = "Out of memory. Try a smaller size."
    await bench.do(photo(), ev.StyleSelected("red"), ev.StylizePressed())
    assert bench.said() == "Out of memory. Try a smaller size." and bench.page.view["phase"] == "ready"
    bench.runtime.broken.clear()
    await bench.do(ev.StylizePressed())
    assert bench.page.view["result"]["number"] == 1


async def test_a_painting_goes_on_after_the_painter_has_died_and_tells_when_it_dies_again(bench):
    await bench.do(photo(), ev.SettingChanged("output_size", 256))
    bench.runtime.dying = 1
    await bench.do(ev.StyleSelected("red"))
    assert bench.page.view["result"]["number"] == 1 and bench.told() is None
    bench.runtime.dying = 2
    await bench.do(ev.SettingChanged("output_size", 384))
    assert bench.said() == "The device was lost." and bench.page.view["phase"] == "ready"
    assert bench.page.view["message"]["action"] == {
        "label": Text("stylize-larger"),
        "event": {"kind": "stylize"},
    }
    await bench.do(ev.StylizePressed())
    assert bench.page.view["result"]["number"] == 2 and bench.told() is None


@pytest.mark.parametrize(
    ("format_", "name", "kind"),
    [("png", "cat-impasto.png", "PNG"), ("jpeg", "cat-impasto.jpg", "JPEG"), ("webp", "cat-impasto.webp", "WEBP")],
)
async def test_the_picture_is_saved_as_it_is_shown(bench, format_, name, kind):
    await bench.do(photo(), ev.StyleSelected("red"), ev.SettingChanged("output_size", 256), ev.StylizePressed())
    await bench.do(ev.FormatChosen(format_), ev.DownloadPressed())
    ((offered, mime, data),) = bench.page.offered
    assert (offered, mime) == (name, f"image/{format_}")
    image = Image.open(BytesIO(data))
    assert image.format == kind
    difference = np.abs(np.asarray(image.convert("RGB")).astype(int) - bench.page.pixels["result"][..., :3])
    assert difference.max() <= (0 if format_ == "png" else 3)


async def test_a_mistake_of_ours_is_logged_told_and_survived(bench, monkeypatch, caplog):
    monkeypatch.setattr("impasto.session.files.read_picture", lambda data, decoder, **_: 1 / 0)
    await bench.do(photo())
    assert bench.told() == Text("mistake-of-ours", kind="ZeroDivisionError") and "not foreseen" in caplog.text
    monkeypatch.undo()
    await bench.do(photo())
    assert bench.page.view["content"]["name"] == "cat.png"


async def test_cancel_is_not_behind_a_fetch(bench, monkeypatch):
    gate = asyncio.Event()

    async def slow(url: str) -> bytes:
        await gate.wait()
        return png((1, 2, 3))

    monkeypatch.setattr(bench.page, "fetch", slow)
    bench.app.post(ev.ExampleChosen("cat"))
    await bench.until(lambda: bench.page.view["progress"] is not None)
    bench.app.post(ev.CancelPressed())
    await bench.read()
    assert bench.page.view["progress"] is None and bench.page.view["content"] is None
    gate.set()
    await bench.do(photo())
    assert bench.page.view["content"]["name"] == "cat.png"


async def test_an_example_that_is_still_fetched_gives_way_to_a_photo(bench, monkeypatch):
    gate = asyncio.Event()

    async def slow(url: str) -> bytes:
        await gate.wait()
        return png((1, 2, 3))

    monkeypatch.setattr(bench.page, "fetch", slow)
    bench.app.post(ev.ExampleChosen("cat"))
    await bench.do(photo("mine.png"))
    gate.set()
    await bench.do()
    assert bench.page.view["content"]["name"] == "mine.png"


async def test_sliders_answer_while_something_is_fetched(bench, monkeypatch):
    async def never(url: str) -> bytes:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(bench.page, "fetch", never)
    bench.app.post(ev.ExampleChosen("cat"))
    bench.app.post(ev.SettingChanged("strength", 0.5))
    await bench.until(lambda: bench.page.view["settings"]["strength"] == 0.5)


@pytest.mark.parametrize(
    "event",
    [
        ev.ExampleChosen("nowhere"),
        ev.SettingChanged("transformer", "nobody"),
        ev.SettingChanged("style_network", "nobody"),
        ev.SettingChanged("nothing", 1.0),
        ev.StyleSelected("nobody"),
        ev.StyleRemoved("nobody"),
        ev.BackendChosen("webgpu"),
    ],
)
async def test_nothing_that_there_is_not_ends_the_application(bench, event):
    await bench.do(event)
    await bench.do(photo(), ev.StyleSelected("red"), ev.SettingChanged("output_size", 256), ev.StylizePressed())
    assert bench.page.view["result"]["number"] == 1


async def test_effects_that_cannot_be_carried_out_are_told_and_end_nothing(bench):
    bench.app._performer.perform(fx.FetchNetwork("nobody"))
    bench.app._performer.perform(fx.ShowPhoto("nowhere", ()))
    await bench.until(lambda: bench.told() is not None)
    await bench.do(photo())
    assert bench.page.view["content"]["name"] == "cat.png"


async def test_what_can_be_chosen_is_sent_only_when_it_changes(bench, monkeypatch):
    sent: list[object] = []
    monkeypatch.setattr(bench.page, "show_choices", sent.append)
    await bench.do(photo(), ev.StyleSelected("red"), ev.SettingChanged("strength", 0.5))
    assert sent == []
    await bench.do(ev.StyleFilesChosen((ev.File("a.png", png((1, 1, 1))),)))
    assert len(sent) == 1 and "styles" not in bench.page.view


async def test_the_same_file_is_the_same_photo_and_the_same_style(bench):
    await bench.do(photo(), ev.StyleFilesChosen((ev.File("a.png", png((1, 1, 1))),)))
    first = bench.page.view["content"]["id"]
    await bench.do(photo("copy.png"), ev.StyleFilesChosen((ev.File("b.png", png((1, 1, 1))),)))
    assert bench.page.view["content"]["id"] == first
    assert [style["name"] for style in bench.page.choices["styles"] if style["own"]] == ["b"]
