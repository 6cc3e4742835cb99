"""Many photos in the whole application, with a fake runtime and a fake page."""

from io import BytesIO

import pytest
from PIL import Image

from impasto.painting.making import WITHOUT_MASKS
from impasto.session import batches
from impasto.session.jobs import Priority
from impasto.studio import events as ev
from impasto.studio.events import batch as given
from impasto.studio.events.saving import FormatChosen, MakingKept
from tests.unit.session.workbench import Workbench, photo, png

NAMES = {"a": (10, 10, 10), "b": (90, 90, 90), "c": (200, 200, 200)}
THREE = given.PhotosGiven(tuple(given.GivenFile(id_, f"{id_}.png") for id_ in NAMES))


@pytest.fixture
async def styled(bench: Workbench, monkeypatch) -> Workbench:
    monkeypatch.setattr(batches, "CALM_SECONDS", 0.001)
    bench.page.given |= {id_: png(colour) for id_, colour in NAMES.items()}
    await bench.do(photo(), ev.StyleSelected("red"))
    return bench


def items(bench: Workbench) -> list[dict]:
    shown = bench.page.batches[-1]
    assert shown is not None
    return shown["items"]


def paintings(bench: Workbench) -> dict[str, tuple[str, str, bytes]]:
    """Return the names, the types and the files of what is painted, by the ids of the queue."""
    page, shown = bench.page, bench.page.batches[-1]
    painted = [item for item in shown["items"] if item["stage"] == "painted"] if shown else []
    keys = {item["id"]: item["painting"] for item in painted}
    return {item["id"]: (item["file"], page.mimes[keys[item["id"]]], page.given[keys[item["id"]]]) for item in painted}


async def through(bench: Workbench) -> None:
    await bench.until(lambda: bool(bench.page.batches[-1]) and not bench.page.batches[-1]["can_cancel"])


async def test_paintings_go_to_the_page_as_files_and_python_keeps_none(styled):
    before = dict(styled.app._shop.results.pictures)
    styled.app.post(THREE)
    await through(styled)
    assert [name for name, _, _ in paintings(styled).values()] == ["a-Red.png", "b-Red.png", "c-Red.png"]
    picture = Image.open(BytesIO(paintings(styled)["2"][2]))
    assert picture.size == (768, 576) and picture.getpixel((5, 5))[0] == pytest.approx((90 + 200) / 2, abs=4)
    assert styled.app._shop.results.pictures.keys() == before.keys() and len(styled.app._shop.sources.all[0]) == 1
    assert styled.page.view["result"]["number"] == 1


async def test_a_photo_in_several_styles_is_read_and_encoded_once(styled):
    reads = []
    read = styled.page.read_file
    styled.page.read_file = lambda id_: reads.append(id_) or read(id_)
    await styled.do(ev.StyleMixed("bare"))
    styled.app.post(THREE)
    await through(styled)
    assert reads == ["a", "b", "c"]
    styled.app.post(given.BatchClosed())
    styled.runtime.calls.clear()
    styled.app.post(THREE)
    styled.app.post(given.BatchStylesAdded(each=True))
    await styled.until(lambda: len(items(styled)) == 9)
    await through(styled)
    assert {item["stage"] for item in items(styled)} == {"painted"}


async def test_one_that_cannot_be_read_is_named_and_the_others_go_on(styled):
    styled.page.given["b"] = b"no picture"
    del styled.page.given["a"]
    styled.app.post(THREE)
    await through(styled)
    assert [item["stage"] for item in items(styled)] == ["failed", "failed", "painted"]
    assert items(styled)[0]["text"].key == "chosen-file-unread" and items(styled)[1]["text"] != items(styled)[0]["text"]
    assert styled.told().parameters["failed"] == ("a.png", "b.png")


async def test_what_the_visitor_wants_comes_first_and_the_queue_goes_on(styled):
    styled.runtime.gate.clear()
    styled.app.post(THREE)
    await styled.until(lambda: styled.runs(Priority.BATCH))
    styled.app.post(ev.StylizePressed())
    await styled.read()
    styled.runtime.gate.set()
    await through(styled)
    drawn = [slot for slot in styled.page.drawn if slot == "result" or slot.startswith("painting-")]
    assert drawn == ["result", "painting-a-1", "painting-b-2", "painting-c-3"]  # what was under way gave way


async def test_a_lost_device_costs_nothing(styled):
    styled.runtime.dying = 1
    styled.app.post(THREE)
    await through(styled)
    assert [item["stage"] for item in items(styled)] == ["painted"] * 3


async def test_what_is_skipped_is_not_painted(styled):
    styled.runtime.gate.clear()
    styled.app.post(THREE)
    await styled.until(lambda: styled.runs(Priority.BATCH))
    styled.app.post(given.QueuedSkipped("1"))
    await styled.read()
    styled.runtime.gate.set()
    await through(styled)
    assert paintings(styled).keys() == {"2", "3"}
    styled.app.post(given.BatchRetried())
    await styled.until(lambda: "1" in paintings(styled))


async def test_files_are_saved_as_was_chosen(styled):
    await styled.do(FormatChosen("jpeg"), MakingKept(True))
    styled.app.post(THREE)
    await through(styled)
    name, mime, data = paintings(styled)["1"]
    assert (name, mime) == ("a-Red.jpg", "image/jpeg") and f'"version":{WITHOUT_MASKS}'.encode() in data


async def test_a_fresh_python_goes_on_where_the_one_before_ended(styled):
    styled.app.post(THREE)
    await styled.until(lambda: "1" in paintings(styled))
    await through(styled)
    kept = styled.page.batch_kept.replace('"stage":"painted"', '"stage":"painting"', 1)
    styled.app.post(given.BatchClosed())
    styled.page.drawn.clear()
    styled.app.post(given.BatchRemembered(kept))
    await styled.until(lambda: "painting-a-1" in styled.page.drawn)
    await through(styled)
    assert paintings(styled).keys() == {"1", "2", "3"} and styled.page.drawn == ["painting-a-1"]


async def test_no_fresh_start_while_the_queue_is_painted(styled):
    styled.runtime.gate.clear()
    styled.app.post(THREE)
    await styled.until(lambda: styled.runs(Priority.BATCH))
    assert styled.app.knowledge() is None
    styled.runtime.gate.set()
    await through(styled)
    await styled.until(lambda: styled.app.knowledge() is not None)
