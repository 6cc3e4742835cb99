"""A queue that is kept: gone on with after a reload or a crash, within bounds, and forgotten."""

import numpy as np
import pytest

from impasto.painting import exploring
from impasto.session import batches, queue_keeper, visits
from impasto.session.jobs import Priority
from impasto.studio import batch_keeping
from impasto.studio import events as ev
from impasto.studio.events import batch as given
from impasto.studio.events.exploring import StyleExplored
from impasto.words import Text
from tests.unit.fakes.storage import FakeStore
from tests.unit.session.test_batches import NAMES, THREE, items, through
from tests.unit.session.workbench import Workbench, photo, png

OWN = ev.StyleFilesChosen((ev.File("mine.png", png((0, 150, 90), 256, 256)),))
PAINTINGS = {f"painting-{name}-{at}" for at, name in enumerate(NAMES, 1)}


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch):
    for module in (visits, queue_keeper):
        monkeypatch.setattr(module, "DELAY", 0.001)
    monkeypatch.setattr(batches, "CALM_SECONDS", 0.001)


@pytest.fixture
async def keeping(bench):
    """A visit that is kept, with a style and no photo on the easel."""
    bench.page.given |= {id_: png(colour) for id_, colour in NAMES.items()}
    await bench.do(ev.StyleSelected("red"), ev.KeepingChosen(True))
    await bench.until(lambda: bench.app.state.keeps_work)
    return bench


@pytest.fixture
async def in_the_middle(keeping):
    """One is painted, one is being painted and one waits."""
    keeping.app.post(THREE)
    await keeping.until(lambda: items_at(keeping, "painted") == 1 and keeping.runs(Priority.BATCH))
    keeping.runtime.gate.clear()
    await keeping.until(lambda: "painting" in stages(keeping) and is_kept(keeping))
    return keeping


def stages(bench: Workbench) -> list[str]:
    shown = bench.page.batches[-1]
    return [item["stage"] for item in shown["items"]] if shown else []


def items_at(bench: Workbench, stage: str) -> int:
    return stages(bench).count(stage)


def is_kept(bench: Workbench) -> bool:
    """Return whether the store has the queue as it is, and all of its files."""
    batch = bench.app.state.batch
    if batch is None:
        return False
    painted = [item for item in batch.items if item.stage == "painted"]
    keys = {item.key for item in painted} | {item.photo.id for item in batch.items}
    return keys <= bench.store.values.keys() and recorded(bench) == len(painted)


def recorded(bench: Workbench) -> int:
    """Return how many paintings of the queue the stored record knows."""
    return bench.store.values.get("visit", b"").count(b'"stage": "painted"')


async def next_visit(running, bench: Workbench, *, left: bool = True, settings: str = "") -> Workbench:
    """Open the page once more, which has none of the files any more but what was kept."""
    bench.store.next_visit()
    other = await running(store=bench.store)
    await other.do(ev.SettingsRemembered(settings, left))
    return other


async def test_after_a_reload_in_the_middle_the_rest_is_painted(in_the_middle, running):
    painted = items_at(in_the_middle, "painted")
    other = await next_visit(running, in_the_middle)
    assert other.page.view["earlier"] == "work" and other.page.batches[-1] is None
    await other.do(ev.ContinuePressed())
    await through(other)
    assert stages(other) == ["painted"] * 3
    drawn = [slot for slot in other.page.drawn if slot.startswith("painting-")]
    assert len(drawn) == 3 - painted, "what was painted is there"
    await other.until(lambda: other.store.values.keys() >= PAINTINGS)
    assert [item["file"] for item in items(other)] == [f"{name}-Red.png" for name in NAMES]
    assert other.page.view["earlier"] is None


async def test_what_was_painted_while_the_page_crashed_is_tried_twice(in_the_middle, running):
    """A reload is nobody's fault; a page that ends by itself may end of the photo that it paints."""
    at = stages(in_the_middle).index("painting")
    visit = in_the_middle
    for left, fate in ((True, "painting"), (False, "painting"), (False, "failed")):
        visit = await next_visit(running, visit, left=left)
        visit.runtime.gate.clear()
        visit.app.post(ev.ContinuePressed())
        await visit.until(lambda visit=visit: "painting" in stages(visit) and is_kept(visit))
        assert stages(visit)[at] == fate
    assert items(visit)[at]["text"] == Text("batch-too-heavy")


async def test_the_first_photo_hangs_on_the_easel_and_both_come_back(in_the_middle, running):
    await in_the_middle.read()
    in_the_middle.app.post(photo())
    await in_the_middle.until(lambda: in_the_middle.app.state.photo is not None and is_kept(in_the_middle))
    await in_the_middle.until(lambda: b"cat.png" in in_the_middle.store.values["visit"])
    in_the_middle.runtime.gate.set()
    other = await next_visit(running, in_the_middle)
    await other.do(ev.ContinuePressed())
    assert other.page.view["content"]["name"] == "cat.png" and len(stages(other)) == 3


async def test_own_and_explored_styles_come_along(keeping, running, monkeypatch):
    monkeypatch.setattr(exploring, "_space", lambda _: exploring._Space(np.full(100, 0.25), np.zeros((6, 100))))
    await keeping.do(OWN, StyleExplored("bold", 1.0))
    keeping.app.post(THREE)
    await through(keeping)
    keeping.runtime.gate.clear()
    keeping.app.post(given.PhotosGiven((given.GivenFile("d", "d.png"), given.GivenFile("e", "e.png"))))
    keeping.page.given |= {"d": png((7, 7, 7)), "e": png((8, 8, 8))}
    await keeping.until(lambda: len(stages(keeping)) == 5 and is_kept(keeping))
    other = await next_visit(running, keeping)
    await other.do(ev.ContinuePressed())
    await through(other)
    assert stages(other) == ["painted"] * 5, [str(item["text"]) for item in items(other)]


async def test_what_was_not_agreed_to_is_not_kept(keeping, running):
    await keeping.do(ev.KeepingChosen(False))
    await keeping.until(lambda: not keeping.app.state.keeps_work)
    keeping.app.post(THREE)
    await through(keeping)
    await keeping.until(lambda: recorded(keeping) == 3)
    assert not keeping.store.values.keys() & {*NAMES, *PAINTINGS}
    other = await next_visit(running, keeping, settings=keeping.page.remembered["settings"])
    await other.do(ev.ContinuePressed())
    assert other.page.batches[-1] is None


async def test_whoever_agrees_later_keeps_what_there_is(keeping):
    await keeping.do(ev.KeepingChosen(False))
    await keeping.until(lambda: not keeping.app.state.keeps_work)
    keeping.app.post(THREE)
    await through(keeping)
    await keeping.do(ev.KeepingChosen(True))
    await keeping.until(lambda: is_kept(keeping))


async def test_a_queue_that_is_put_away_is_let_go_of(in_the_middle):
    in_the_middle.app.post(given.BatchClosed())
    await in_the_middle.until(lambda: not in_the_middle.store.values.keys() & {*NAMES, *PAINTINGS})
    in_the_middle.runtime.gate.set()
    in_the_middle.app.post(given.BatchReopened())
    await in_the_middle.until(lambda: is_kept(in_the_middle))


async def test_forget_leaves_nothing_of_it_and_the_page_keeps_it(in_the_middle):
    painted = items_at(in_the_middle, "painted")
    in_the_middle.app.post(ev.ForgetPressed())
    await in_the_middle.until(lambda: not in_the_middle.store.values)
    in_the_middle.runtime.gate.set()
    await through(in_the_middle)
    assert painted and stages(in_the_middle) == ["painted"] * 3
    assert not in_the_middle.store.values.keys() & {*NAMES, *PAINTINGS}


async def test_there_is_a_bound_and_it_is_told(keeping, running, monkeypatch):
    sizes = {id_: len(keeping.page.given[id_]) for id_ in NAMES}
    monkeypatch.setattr(batch_keeping, "BUDGET", sizes["a"] + sizes["b"])
    keeping.runtime.gate.clear()
    keeping.app.post(given.PhotosGiven(tuple(given.GivenFile(id_, f"{id_}.png", False, sizes[id_]) for id_ in NAMES)))
    await keeping.until(lambda: {"a", "b"} <= keeping.store.values.keys() and "visit" in keeping.store.values)
    await keeping.until(lambda: keeping.told() == Text("batch-kept-in-part", count=1))
    other = await next_visit(running, keeping)
    await other.do(ev.ContinuePressed())
    await through(other)
    assert stages(other) == ["painted", "painted", "failed"]
    assert items(other)[2]["text"] == Text("batch-not-kept")


async def test_a_store_without_room_is_told_and_the_queue_goes_on(running):
    bench = await running(store=FakeStore(room=2000))
    bench.page.given |= {id_: png(colour) for id_, colour in NAMES.items()}
    await bench.do(ev.StyleSelected("red"), ev.KeepingChosen(True))
    bench.app.post(THREE)
    await through(bench)
    full = Text("storage-full")
    await bench.until(lambda: any(view["message"] and view["message"]["text"] == full for view in bench.page.views))
    assert stages(bench) == ["painted"] * 3


async def test_a_fresh_python_of_the_same_page_is_told_by_the_page(in_the_middle, running):
    kept = in_the_middle.page.batch_kept
    other = await running(store=in_the_middle.store)
    other.page.given |= in_the_middle.page.given
    await other.do(ev.VisitHeld())
    other.app.post(given.BatchRemembered(kept))
    other.app.post(ev.ContinuePressed())
    await through(other)
    assert stages(other) == ["painted"] * 3
    await other.until(lambda: is_kept(other))
    other.app.post(given.BatchClosed())
    await other.until(lambda: b'"batch": null' in other.store.values["visit"])
    again = await running(store=in_the_middle.store)
    await again.do(ev.VisitHeld(), ev.ContinuePressed())
    assert again.page.batches[-1] is None, "the page knows that it was put away"
