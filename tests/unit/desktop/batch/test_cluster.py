"""Batches on a cluster: a scheduler and two workers in processes of their own."""

import json
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import distributed
import fsspec
import pytest

from impasto.desktop import cli
from impasto.desktop.batch import photos, places
from impasto.desktop.batch.painter import Painter
from impasto.desktop.batch.processes import Processes
from impasto.imaging.decoding import decode
from tests.unit.fixtures import photo, saved

pytestmark = pytest.mark.usefixtures("album")

PHOTOS = 24


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as running:
        yield running


def manifest(path: str = "out/manifest.jsonl") -> list[dict]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def batch(cluster, *arguments: str, code: int = 0) -> None:
    options = ["--size", "384", "--scheduler", cluster.scheduler_address]
    assert cli.main(["batch", *options, "--style", "linocut", "--style", "wave.png", *arguments]) == code


def test_a_worker_that_is_killed_costs_no_painting_and_none_is_painted_twice(cluster, monkeypatch):
    for number in range(PHOTOS):
        Path(f"photos/{number}.jpg").write_bytes(saved(photo(400, 300, number), "JPEG"))
    killed: dict[str, int] = {}
    kept: dict[str, int] = {}
    remove = places.remove

    def kill_at_a_third(place: str) -> None:
        """As the third of the paintings is collected, kill the worker that has painted it; note what was there."""
        remove(place)
        lines = manifest()
        if not killed and len(lines) >= 2 * PHOTOS // 3:
            killed["pid"] = int(lines[-1]["painter"].rpartition(":")[2])
            os.kill(killed["pid"], signal.SIGKILL)
            kept.update({path.name: path.stat().st_mtime_ns for path in Path("out").glob("*.png")})

    monkeypatch.setattr(places, "remove", kill_at_a_third)
    batch(cluster, "photos", "-o", "out")
    assert killed and kept
    lines = manifest()
    names = sorted(line["output"] for line in lines)
    assert len(names) == len(set(names)) == 2 * (PHOTOS + 4)
    assert names == sorted(path.relative_to("out").as_posix() for path in Path("out").rglob("*.png"))
    assert {name: Path("out", name).stat().st_mtime_ns for name in kept} == kept
    for line in lines:
        assert places.size(f"out/{line['output']}") == line["bytes"]
        assert decode(Path("out", line["output"]).read_bytes()).width == 384
    assert len({line["painter"] for line in lines}) == 3  # two, and the one that came for the one that was killed


def test_a_cluster_paints_as_one_machine_does(cluster):
    batch(cluster, "photos", "-o", "far")
    assert (
        cli.main(["batch", "photos", "--size", "384", "--style", "linocut", "--style", "wave.png", "-o", "near"]) == 0
    )
    for path in Path("near").rglob("*.png"):
        assert Path("far", path.relative_to("near")).read_bytes() == path.read_bytes()


def test_a_photo_that_fails_is_named_and_the_others_go_on(cluster, capsys):
    Path("photos/b.jpg").write_text("no picture")
    batch(cluster, "photos", "-o", "out", code=1)
    assert os.path.abspath("photos/b.jpg") in capsys.readouterr().err
    assert len(manifest()) == 6


def test_a_scheduler_that_is_not_there_is_told(monkeypatch, capsys):
    monkeypatch.setattr("impasto.desktop.batch.cluster.WAITED", 1)
    assert cli.main(["batch", "photos", "--style", "linocut", "-o", "out", "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "tcp://127.0.0.1:9: there is no scheduler" in capsys.readouterr().err


@pytest.fixture
def memory():
    """Photos at addresses, which only this process sees."""
    store = fsspec.filesystem("memory")
    for name in ("a", "b"):
        store.pipe_file(f"/photos/trip/{name}.jpg", Path(f"photos/{name}.jpg").read_bytes())
    store.pipe_file("/photos/notes.txt", b"none")
    yield store
    store.rm("/photos", recursive=True)


def test_photos_lie_at_addresses_and_paintings_go_there(memory, monkeypatch):
    """Carried out in this process: the others do not see its memory."""
    painter, pool = Painter(None, 1), ThreadPoolExecutor(1)
    monkeypatch.setattr(Processes, "submit", lambda self, order: pool.submit(painter.carry_out, order))
    options = ["--style", "linocut", "--size", "256", "-o", "memory://out", "--manifest", "m.jsonl"]
    assert cli.main(["batch", "memory://photos", *options]) == 0
    assert sorted(memory.find("/out")) == ["/out/trip/a-linocut.png", "/out/trip/b-linocut.png"]
    assert decode(memory.cat_file("/out/trip/a-linocut.png")).width == 256
    assert cli.main(["batch", "memory://photos/trip/*.jpg", *options[:-2], "--manifest", "m2.jsonl"]) == 0
    assert [line["photo"] for line in manifest("m2.jsonl")] == [f"memory:///photos/trip/{name}.jpg" for name in "ab"]
    assert cli.main(["batch", "memory://photos", *options]) == 0
    assert len(manifest("m.jsonl")) == 2


@pytest.mark.parametrize("given", ["memory://photos", "memory://photos/*/*.jpg"])
def test_what_lies_at_the_address_where_paintings_go_is_no_photo(memory, given):
    memory.pipe_file("/photos/out/a-linocut.jpg", b"painted")
    found = [photo.place for photo in photos.find([given], "memory://photos/out")]
    assert found == [f"memory:///photos/trip/{name}.jpg" for name in "ab"]
    (painted,) = photos.find(["memory://photos/out"], "memory://photos")
    assert painted.place.endswith("a-linocut.jpg"), "it was given itself"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["memory://none", "-o", "out"], "memory://none: there is no such file or folder."),
        (["nosuch://a/b", "-o", "out"], "nosuch://a/b: there is no such kind of address."),
        (["photos", "-o", "memory://out"], "memory://out: no lines can be added to a file there."),
    ],
)
def test_addresses_that_lead_nowhere_are_told(capsys, arguments, told):
    assert cli.main(["batch", *arguments, "--style", "linocut"]) == 2
    assert told in capsys.readouterr().err
