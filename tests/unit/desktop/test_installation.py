"""What an installation knows of itself; and a wheel, which carries all that it needs to paint anywhere."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from email import message_from_string
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import numpy
import onnxruntime
import PIL
import pytest

from builder import materials, places
from impasto.desktop import installation
from impasto.words import Text
from tests.unit.fixtures import photo, saved


class Installed:
    """A distribution as pip leaves it behind."""

    def __init__(self, record: dict | None) -> None:
        self.record = record

    def read_text(self, name: str) -> str | None:
        assert name == "direct_url.json"
        return None if self.record is None else json.dumps(self.record)


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Let this package not stand in a checkout."""
    monkeypatch.setattr(installation, "CHECKOUT", tmp_path / "nowhere")
    return tmp_path


def test_what_pip_was_given_is_named(elsewhere, monkeypatch):
    wheel = elsewhere / "a wheel ü.whl"
    monkeypatch.setattr(installation, "distribution", lambda _: Installed({"url": wheel.as_uri()}))
    assert installation.origin() == Text("wheel-or-folder")  # it is gone
    wheel.touch()
    assert installation.origin() == str(wheel)


@pytest.mark.parametrize("record", [None, {}, {"url": "https://example.org/impasto.whl"}])
def test_an_index_is_never_named(elsewhere, monkeypatch, record):
    monkeypatch.setattr(installation, "distribution", lambda _: Installed(record))
    assert installation.origin() == Text("wheel-or-folder")


def test_a_checkout_that_was_not_installed_names_itself(monkeypatch):
    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(installation, "distribution", missing)
    assert Path(installation.origin()).samefile(places.ROOT)


def test_a_checkout_reads_the_networks_where_they_are_made():
    assert installation.models_folder() == places.ROOT / "models"


@pytest.fixture
def wheel(tmp_path, monkeypatch) -> Path:
    """The wheel as the site takes it."""
    monkeypatch.setattr(places, "BUILD", tmp_path / "build")
    monkeypatch.setattr(materials, "in_venv", lambda program: Path(sys.executable))
    return materials.need_wheel()


def test_the_packaging_tool_makes_the_same_wheel_by_way_of_a_source_distribution(wheel, tmp_path):
    """And in this folder, where build.py has the tool's name."""
    env = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", tmp_path / "made"]
    done = subprocess.run(command, cwd=places.ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    made = {path.name: path.read_bytes() for path in (tmp_path / "made").iterdir()}
    assert made.pop(wheel.name) == wheel.read_bytes()
    assert [name.endswith(".tar.gz") for name in made] == [True]


def test_a_wheel_paints_in_an_empty_folder_of_a_fresh_environment(wheel, tmp_path):
    """Without network: the packages it depends on are lent by this environment, and pip is asked whether they do."""
    with zipfile.ZipFile(wheel) as archive:
        carried = {Path(name).name for name in archive.namelist() if name.startswith("impasto/desktop/models/")}
        metadata = archive.read(next(name for name in archive.namelist() if name.endswith("/METADATA"))).decode()
    models = places.ROOT / "models"
    needed = {path.name for path in models.glob("*.onnx") if not path.stem.endswith("-graphics")}
    answers = {path.name for path in (models / "answers").glob("*.png")}
    assert answers and carried == needed | answers | {"manifest.json"}
    assert "native" in message_from_string(metadata).get_all("Provides-Extra")

    fresh = tmp_path / "fresh"
    venv.create(fresh, with_pip=True, symlinks=os.name == "posix")
    programs = fresh / ("Scripts" if os.name == "nt" else "bin")
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}

    def run(*command: str | Path, folder: Path = tmp_path) -> str:
        done = subprocess.run(
            [programs / command[0], *command[1:]], cwd=folder, env=env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("python", "-m", "pip", "install", "--no-index", "--no-deps", wheel)
    site = Path(run("python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    lent = {str(Path(package.__file__).parents[1]) for package in (numpy, PIL, onnxruntime)}
    (site / "lent.pth").write_text("\n".join(lent))
    run("python", "-m", "pip", "install", "--no-index", f"{wheel}[native]")

    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "photo.png").write_bytes(saved(photo(90, 70), "PNG"))
    run("impasto", "stylize", "photo.png", "--style", "night-sky", "--size", "128", "-o", "out.png", folder=empty)
    with PIL.Image.open(empty / "out.png") as painting:
        assert painting.size == (128, 100)
    assert run("impasto", "check", folder=empty).splitlines()[-1].startswith("right: ")
    where = run("python", "-c", "import impasto; print(impasto.__file__)", folder=empty)
    assert Path(where.strip()).is_relative_to(site)
    origin = run("python", "-c", "from impasto.desktop import installation as i; print(i.origin())", folder=empty)
    assert Path(origin.strip()) == wheel
