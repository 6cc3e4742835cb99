"""``impasto batch`` on the committed networks, in processes of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from impasto.desktop import cli
from impasto.desktop.batch.manifest import Manifest
from impasto.desktop.batch.processes import Processes
from impasto.imaging.decoding import decode
from tests.unit.fixtures import photo, saved

pytestmark = pytest.mark.usefixtures("album")

NAMES = [f"{name}-{style}.png" for name in ("a", "b", "c", "trip/d") for style in ("linocut", "wave")]


def batch(*arguments: str, code: int = 0) -> None:
    styles = [] if "--style" in arguments else ["--style", "linocut", "--style", "wave.png"]
    assert cli.main(["batch", *arguments, "--size", "256", "-o", "out", *styles]) == code


def manifest() -> list[dict]:
    return [json.loads(line) for line in Path("out/manifest.jsonl").read_text("utf-8").splitlines()]


def paintings(folder: str = "out") -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in Path(folder).rglob("*.*") if path.is_file())


def state() -> dict[str, int]:
    return {name: Path("out", name).stat().st_mtime_ns for name in paintings() if name != "manifest.jsonl"}


def test_every_photo_is_painted_in_every_style_as_stylize_paints_it(capsys):
    batch("photos")
    assert paintings() == sorted([*NAMES, "manifest.jsonl"])
    assert sorted(record["output"] for record in manifest()) == sorted(NAMES)
    assert "8 paintings in " in capsys.readouterr().err
    assert cli.main(["stylize", "photos/trip/d.jpg", "--style", "wave.png", "--size", "256", "-o", "d.png"]) == 0
    assert Path("d.png").read_bytes() == Path("out/trip/d-wave.png").read_bytes()


def test_the_manifest_says_what_was_made_of_what():
    batch("photos/a.jpg", "--strength", "auto", "--format", "jpeg")
    record = next(record for record in manifest() if record["style"] == "wave")
    file = Path("out", record["output"]).read_bytes()
    assert record["photo"] == os.path.abspath("photos/a.jpg") and record["bytes"] == len(file)
    assert (record["width"], record["height"], record["format"]) == (256, 199, "jpeg")
    assert 0.4 <= record["settings"]["strength"] <= 1.2 and record["settings"]["transformer"] in record["networks"]
    chosen = ["--strength", str(record["settings"]["strength"]), "--size", "256"]
    assert cli.main(["stylize", record["photo"], "--style", "wave.png", *chosen, "-o", "again.jpg"]) == 0
    assert Path("again.jpg").read_bytes() == file


def test_what_is_there_is_not_painted_again_unless_it_or_its_settings_changed(capsys):
    batch("photos")
    before = state()
    capsys.readouterr()
    batch("photos")
    assert state() == before and "8 were there already" in capsys.readouterr().err
    assert len(manifest()) == 8

    Path("out/a-wave.png").unlink()
    Path("out/b-wave.png").write_bytes(b"cut off")
    Path("photos/c.jpg").write_bytes(saved(photo(80, 70, 9), "JPEG"))
    batch("photos")
    anew = {"a-wave.png", "b-wave.png", "c-wave.png", "c-linocut.png"}
    assert {name for name, changed in state().items() if changed != before[name]} == anew
    assert len(manifest()) == 12

    batch("photos", "--strength", "0.5")
    assert len(manifest()) == 20


def test_a_photo_that_fails_is_named_once_and_the_others_go_on(capsys):
    Path("photos/b.jpg").write_text("no picture")
    batch("photos", code=1)
    told = capsys.readouterr().err
    assert told.count(os.path.abspath("photos/b.jpg")) == 1 and "This file is not a picture" in told
    assert "6 paintings in " in told and "2 failed." in told
    assert paintings() == sorted([*(name for name in NAMES if not name.startswith("b-")), "manifest.jsonl"])


def test_paintings_are_named_as_is_asked_for():
    batch("photos/*.jpg", "--name", "{style}/{photo}_{extension}", "--style", "Stained glass", "--format", "webp")
    assert paintings() == ["manifest.jsonl", *(f"stained-glass/{name}_jpg.webp" for name in "abc")]
    assert decode(Path("out/stained-glass/a_jpg.webp").read_bytes()).format == "WEBP"


def test_one_photo_in_many_styles_is_shared_out(monkeypatch):
    submitted = []

    def submit(self, order):
        submitted.append(order)
        return given(self, order)

    given = Processes.submit
    monkeypatch.setattr(Processes, "submit", submit)
    batch("photos/a.jpg", "--style", "linocut", "--style", "mosaic", "--style", "batik", "--jobs", "2")
    assert len(submitted) == 3 and len(manifest()) == 3


def test_a_receipt_stands_for_a_painting_that_nobody_heard_of():
    """As when the one who collects them dies between a painting and its line."""
    batch("photos/a.jpg", "--style", "wave.png")
    (record,) = manifest()
    before = state()
    Path("out/manifest.jsonl").unlink()
    Path("out/.impasto").mkdir()
    receipt = Path("out/.impasto", f"{record['recipe']}.json")
    receipt.write_text(json.dumps(record), "utf-8")
    batch("photos/a.jpg", "--style", "wave.png")
    assert manifest() == [record] and state() == before and not receipt.parent.exists()

    Path("out/manifest.jsonl").unlink()
    receipt.parent.mkdir()
    receipt.write_text(json.dumps(record), "utf-8")
    Path("out/a-wave.png").write_bytes(b"not what the receipt is for")
    batch("photos/a.jpg", "--style", "wave.png")
    np.testing.assert_array_equal(decode(Path("out/a-wave.png").read_bytes()).pixels.shape, (199, 256, 3))


def test_progress_is_shown_on_a_terminal(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    batch("photos")
    assert "/8 [" in capsys.readouterr().err


def test_a_painting_that_is_told_of_twice_stands_in_the_manifest_once(monkeypatch):
    """As when Ctrl-C comes after the line was written, and before it is known to have been."""
    plain = Manifest.add

    def interrupted(self, record):
        plain(self, record)
        monkeypatch.setattr(Manifest, "add", plain)
        raise KeyboardInterrupt

    monkeypatch.setattr(Manifest, "add", interrupted)
    batch("photos", code=130)
    outputs = [record["output"] for record in manifest()]
    assert outputs and len(outputs) == len(set(outputs))


@pytest.fixture
def started():
    """Begin a batch that takes longer than anybody waits, in a process group of its own; return it."""
    for number in range(40):
        Path(f"photos/{number}.jpg").write_bytes(saved(photo(700, 500, number), "JPEG"))
    command = [sys.executable, "-m", "impasto.desktop.cli", "batch", "photos", "-o", "out"]
    options = ["--style", "linocut", "--style", "wave.png", "--size", "512"]
    process = subprocess.Popen(
        [*command, *options],
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # shells ignore it in the background
    )
    lines = Path("out/manifest.jsonl")
    while not (lines.exists() and lines.read_bytes().count(b"\n") >= 3):
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.skipif(os.name == "nt", reason="process groups and signals of POSIX")
def test_ctrl_c_leaves_whole_files_that_stand_in_the_manifest(started):
    os.killpg(started.pid, signal.SIGINT)
    _, told = started.communicate()
    assert started.returncode == 130
    assert b"Traceback" not in told and told.endswith(b"interrupted\n")
    made = [name for name in paintings() if name != "manifest.jsonl"]
    assert 3 <= len(made) < 80
    assert sorted(record["output"] for record in manifest()) == made
    assert {decode(Path("out", name).read_bytes()).pixels.shape for name in made} <= {(366, 512, 3), (398, 512, 3)}


@pytest.mark.skipif(os.name == "nt", reason="process groups and signals of POSIX")
def test_those_who_paint_end_with_the_one_who_had_them_paint(started):
    started.kill()
    started.wait()
    started.communicate(timeout=300)  # until the last of them has closed its end of the pipe
