"""The check of a browser: what it tries, what it says of each, and when the whole is right."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from impasto.backends import golden, trial
from impasto.backends.rules import Adapter, Survey
from impasto.errors import FileUnreached
from impasto.imaging.pixels import RGB
from impasto.networks.catalogue import Transformer
from impasto.networks.runtime import Runtime, RuntimeDescription, Tensor
from impasto.session import checking
from impasto.session.checking import Check
from impasto.words import rendered
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.runtime import FakeRuntime


class Threaded(FakeRuntime):
    """A fake on the processor with some threads."""

    def __init__(self, threads: int) -> None:
        super().__init__("wasm")
        self.threads = threads

    def describe(self) -> RuntimeDescription:
        return RuntimeDescription("wasm", self.threads, "0")


class Painters:
    """Hands out the runtimes that a test has prepared, by backend."""

    def __init__(self, survey: Survey, **runtimes: FakeRuntime) -> None:
        self.found = survey
        self.runtimes = runtimes
        self.asked: list[tuple[str, int | None]] = []

    async def survey(self) -> Survey:
        return self.found

    def start(self, backend: str, threads: int | None = None) -> FakeRuntime:
        self.asked.append((backend, threads))
        return self.runtimes[backend]


async def as_one_tile(runtime: Runtime, transformer: Transformer, picture: RGB, vector: Tensor) -> RGB:
    """Paint as if there were one tile: fakes are in no parts."""
    features = await runtime.run(transformer.encoder, {"picture": picture[None]})
    return (await runtime.run(transformer.decoder, {**features, "vector": vector}))["picture"][0, ..., :3]


@pytest.fixture
async def answers(monkeypatch) -> dict[str, bytes]:
    """What the fakes paint, in the place of what is stored."""
    files = {}
    monkeypatch.setattr(checking, "in_tiles", as_one_tile)
    for each in golden.pictures(CATALOGUE, as_one_tile):
        file = BytesIO()
        Image.fromarray(await each.picture(FakeRuntime())).save(file, "PNG")
        files[each.name] = file.getvalue()
    monkeypatch.setattr(trial, "answer", lambda: trial.stored(files[CATALOGUE.default_transformer]))
    return files


@pytest.fixture
def check(answers):
    async def checked(first: FakeRuntime, painters: Painters) -> tuple[bool, list[Mapping[str, Any]]]:
        views: list[Mapping[str, Any]] = []

        async def read(name: str) -> bytes:
            if name not in answers:
                raise FileUnreached("site-file-unreachable", file=name)
            return answers[name]

        right = await Check(
            CATALOGUE, painters, first, read, lambda view: views.append(rendered(view)), ["facts"]
        ).run()
        return right, views

    return checked


def states(view: Mapping[str, Any]) -> list[str]:
    return [row["state"] for row in view["painters"]]


async def test_all_that_is_there_is_tried_with_every_network(check):
    survey = Survey(webgpu=Adapter("a GPU"), webgl=Adapter("a GPU"))
    painters = Painters(survey, wasm=Threaded(1), webgpu=FakeRuntime("webgpu"), webgl=FakeRuntime("webgl"))
    first = Threaded(4)
    right, views = await check(first, painters)
    assert right and views[-1]["verdict"] == "right" and states(views[-1]) == ["right"] * 4
    assert painters.asked == [("wasm", 1), ("webgpu", None), ("webgl", None)]
    for runtime in (first, *painters.runtimes.values()):
        assert runtime.closed
        files = {graph.file for network in CATALOGUE.networks for graph in network.graphs}
        assert set(runtime.runs()) == files
    assert all(len(row["networks"]) == 6 for row in views[-1]["painters"])
    assert views[0]["verdict"] is None and states(views[0]) == ["waiting"] * 4
    assert [row["title"] for row in views[-1]["painters"][0]["networks"]][-2:] == ["Brush, in tiles", "Knife, in tiles"]
    assert "  knife in tiles: 0 levels" in views[-1]["report"]
    assert "facts" in views[-1]["report"] and "webgl, threads: 1 (a GPU): right" in views[-1]["report"]


async def test_what_is_not_there_is_neither_right_nor_wrong(check):
    first = Threaded(1)
    right, views = await check(first, Painters(Survey()))
    assert right and states(views[-1]) == ["missing", "right", "missing", "missing"]
    assert "wasm, threads: several: missing" in views[-1]["report"]


async def test_three_levels_are_too_many(check):
    wrong = FakeRuntime("webgl")
    wrong.error = 3
    right, views = await check(Threaded(1), Painters(Survey(webgl=Adapter("a GPU")), webgl=wrong))
    assert not right and views[-1]["verdict"] == "wrong" and states(views[-1])[-1] == "wrong"
    assert {network["difference"] for network in views[-1]["painters"][-1]["networks"][:3]} == {"3 of 255"}


async def test_two_levels_are_rounding(check):
    near = FakeRuntime("webgl")
    near.error = 2
    right, _ = await check(Threaded(1), Painters(Survey(webgl=Adapter("a GPU")), webgl=near))
    assert right


async def test_what_cannot_run_is_wrong_and_the_rest_goes_on(check):
    broken = Threaded(1)
    broken.broken["knife-decoder.onnx"] = "no"
    right, views = await check(broken, Painters(Survey(webgl=Adapter("a GPU")), webgl=FakeRuntime("webgl")))
    assert not right and states(views[-1]) == ["missing", "wrong", "missing", "right"]
    assert "knife: failed" in views[-1]["report"]


async def test_a_stored_picture_that_cannot_be_had_is_told_and_the_rest_goes_on(check, answers):
    del answers["knife"]
    right, views = await check(Threaded(1), Painters(Survey(webgl=Adapter("a GPU")), webgl=FakeRuntime("webgl")))
    assert not right and views[-1]["verdict"] == "wrong"
    assert "knife: failed" in views[-1]["report"] and "knife in tiles: 0 levels" in views[-1]["report"]


async def test_what_does_not_answer_is_given_up_once(check, monkeypatch):
    monkeypatch.setattr(checking, "PATIENCE", 1.0)
    silent = FakeRuntime("webgl")
    silent.gate.clear()
    right, views = await check(Threaded(1), Painters(Survey(webgl=Adapter("a GPU")), webgl=silent))
    assert not right and states(views[-1])[-1] == "wrong"
    assert views[-1]["report"].count("backend-fault-silent") == 6
