"""People in one press: the network is asked when it is wanted, and what it finds is a mask."""

from io import BytesIO

import numpy as np
from PIL import Image

from impasto.painting.maskedits import FromPicture, Inverted
from impasto.studio import events as ev
from impasto.words import Text
from tests.unit.session.workbench import Workbench, photo

SIZE = ev.SettingChanged("output_size", 256)


def crowd() -> ev.PhotoFileChosen:
    """Return a photo whose left half is red, which is what the fake takes for people."""
    pixels = np.full((240, 320, 3), 100, np.uint8)
    pixels[:, :160] = (255, 100, 100)
    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return ev.PhotoFileChosen(ev.File("crowd.png", file.getvalue()))


async def test_one_press_paints_the_people_alone(bench: Workbench):
    await bench.do(crowd(), ev.StyleSelected("red"), SIZE, ev.StylizePressed())
    assert not any(file == "finder.onnx" for _, file in bench.runtime.calls), "it is fetched when it is wanted"
    await bench.do(ev.PeoplePressed())
    assert bench.runtime.runs()[-1] == "finder.onnx", "what was painted is laid anew, without a network"
    result, overlay = bench.page.pixels["result"], bench.page.pixels["mask"]
    assert overlay[200, 100, 3] > 250 and overlay[200, 900, 3] < 5
    assert result[96, 200, :3].tolist() == [100, 100, 100], "the photo"
    assert result[96, 60, 1] < 60, "the painting, half of the photo and half of the style"
    await bench.do(ev.MaskInverted())
    assert bench.page.pixels["result"][96, 60, :3].tolist() == [255, 100, 100]
    edits = bench.app.state.settings.mask
    assert isinstance(edits[0], FromPicture) and edits[1] == Inverted()
    await bench.do(ev.UndoPressed(), ev.UndoPressed())
    assert bench.app.state.settings.mask == () and not bench.page.view["masked"]


async def test_nobody_is_told_and_the_mask_stays(bench: Workbench):
    await bench.do(photo())
    await bench.do(ev.PeoplePressed())
    assert bench.page.view["message"]["text"] == Text("nobody-found")
    assert bench.app.state.settings.mask == () and bench.app.state.busy == ()


async def test_a_network_that_cannot_be_had_is_told_and_can_be_asked_for_again(bench: Workbench):
    bench.runtime.broken["finder.onnx"] = "There is no network here."
    await bench.do(crowd())
    await bench.do(ev.PeoplePressed())
    assert bench.page.view["message"]["tone"] == "error" and bench.app.state.busy == ()
    bench.runtime.broken.clear()
    await bench.do(ev.PeoplePressed())
    assert bench.app.state.settings.mask


async def test_without_a_photo_nobody_is_looked_for(bench: Workbench):
    await bench.do(ev.PeoplePressed())
    assert bench.runtime.runs() == [] and not bench.page.view["can_find_people"]


async def test_the_people_of_another_photo_are_no_mask(bench: Workbench):
    await bench.do(crowd())
    bench.runtime.gate.clear()
    bench.app.post(ev.PeoplePressed())
    await bench.until(lambda: "finder.onnx" in bench.runtime.runs())
    bench.app.post(photo("other.png", (10, 20, 30)))
    await bench.until(lambda: bench.app.state.photo is not None and bench.app.state.photo.name == "other.png")
    bench.runtime.gate.set()
    await bench.until(lambda: not bench.app.state.busy)
    assert bench.app.state.settings.mask == ()
