"""A whole batch with a crew that only says it paints: what is given out, written down, counted and told."""

import json
from concurrent.futures import Future
from pathlib import Path

import pytest

from impasto.desktop.batch import batch, receipts
from impasto.desktop.batch.manifest import Manifest
from impasto.desktop.batch.orders import Manner, Order, Plan, Style
from impasto.desktop.batch.painter import Outcome
from impasto.desktop.batch.photos import Photo
from impasto.painting.vectors import StyleVector

VECTOR = StyleVector((0.0,) * 100, "seer")
STYLES = tuple(Style(name, VECTOR) for name in ("waves", "dots", "bark"))
PHOTOS = tuple(Photo(f"/photos/{name}.jpg", "", "1") for name in ("a", "b"))


class Crew:
    """Says that it has painted what it is given, but for the paintings of some photos."""

    def __init__(self, width: int = 1, failing: tuple[str, ...] = (), interrupted_at: int = 0) -> None:
        self.width = width
        self.orders: list[tuple[str, list[str]]] = []
        self.stopped = False
        self._failing = failing
        self._interrupted_at = interrupted_at

    def submit(self, order: Order) -> Future[Outcome]:
        self.orders.append((order.photo.stem, [wanted.style.name for wanted in order.wanted]))
        if len(self.orders) == self._interrupted_at:
            raise KeyboardInterrupt
        future: Future[Outcome] = Future()
        if order.photo.stem in self._failing:
            future.set_result(Outcome(order, (), f"{order.photo.stem} is no picture"))
        else:
            made = []
            for wanted in order.wanted:
                record = {"output": wanted.name, "recipe": wanted.recipe, "bytes": 7}
                receipts.write(order.output, record)
                Path(order.output, wanted.name).write_bytes(b"painted")
                made.append(record)
            future.set_result(Outcome(order, tuple(made)))
        return future

    def replaced(self, error: BaseException) -> bool:
        return False

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture
def plan(tmp_path) -> Plan:
    (tmp_path / "out").mkdir()
    return Plan(PHOTOS, STYLES, Manner({}, {}, "png", 80), str(tmp_path / "out"))


def painted(plan: Plan, crew: Crew) -> int:
    with Manifest(Path(plan.output, "manifest.jsonl")) as manifest:
        return batch.paint_all(plan, manifest, crew)


def written(plan: Plan) -> list[str]:
    return [json.loads(line)["output"] for line in Path(plan.output, "manifest.jsonl").read_bytes().splitlines()]


def test_everything_is_painted_once_written_down_and_no_slip_is_left(plan, capsys):
    crew = Crew()
    assert painted(plan, crew) == 0
    assert {photo for photo, _ in crew.orders} == {"a", "b"}
    assert sorted(written(plan)) == sorted(f"{photo}-{style.name}.png" for photo in "ab" for style in STYLES)
    assert not Path(plan.output, receipts.FOLDER).exists()
    told = capsys.readouterr().err
    assert "6 paintings in " in told and "already" not in told


def test_what_is_there_is_counted_and_not_given_out(plan, capsys):
    painted(plan, Crew())
    Path(plan.output, "a-dots.png").unlink()
    capsys.readouterr()
    again = Crew()
    assert painted(plan, again) == 0
    assert again.orders == [("a", ["dots"])]
    told = capsys.readouterr().err
    assert "1 painting in " in told and "5 were there already" in told
    nothing = Crew()
    assert painted(plan, nothing) == 0 and nothing.orders == []
    assert "6 were there already" in capsys.readouterr().err


def test_more_who_paint_than_photos_share_the_styles_of_one(plan):
    alone, many = Crew(1), Crew(8)
    painted(plan, alone)
    for file in Path(plan.output).glob("*.png"):
        file.unlink()
    painted(plan, many)
    assert len(many.orders) == 6 > len(alone.orders)
    given = sorted(style for _, styles in many.orders for style in styles)
    assert given == sorted([style.name for style in STYLES] * 2)


def test_what_fails_is_counted_and_told_once(plan, capsys):
    assert painted(plan, Crew(failing=("b",))) == 3
    told = capsys.readouterr().err
    assert told.count("b is no picture") == 1 and "3 failed" in told and "3 paintings in " in told
    assert all(name.startswith("a-") for name in written(plan))


def test_nothing_is_summed_up_when_somebody_interrupts_before_the_first_painting(plan, capsys):
    with pytest.raises(KeyboardInterrupt):
        painted(plan, Crew(interrupted_at=1))
    assert capsys.readouterr().err == ""


def test_what_is_finished_is_written_down_when_somebody_interrupts(plan):
    crew = Crew(interrupted_at=2)
    with pytest.raises(KeyboardInterrupt):
        painted(plan, crew)
    assert crew.stopped and written(plan) and len(written(plan)) < 6
    assert not Path(plan.output, receipts.FOLDER).exists()
