"""The other commands: what they print."""

import json
import sys

import numpy as np
import pytest

from impasto import __version__
from impasto.backends import trial
from impasto.desktop import cli, shelf
from impasto.desktop.installation import models_folder
from impasto.errors import BadStyle
from impasto.painting import presets
from impasto.painting.vectors import StyleVector

pytestmark = pytest.mark.usefixtures("folder")


def lines(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> list[str]:
    """Return the lines that a command prints."""
    assert cli.main(arguments) == code
    return capsys.readouterr().out.splitlines()


def test_vector_prints_json(capfd):
    assert cli.main(["vector", "a.png"]) == 0
    printed = capfd.readouterr()  # of the process, so that onnxruntime's remarks count too
    assert printed.err == ""
    assert StyleVector.from_json(printed.out).network == json.loads(printed.out)["network"]


def test_networks_lists_each_with_its_defaults(capsys):
    rows = lines(capsys, "networks")
    manifest = json.loads((models_folder() / "manifest.json").read_text("utf-8"))
    for network in manifest["networks"]:
        row = next(row for row in rows if row.startswith(f"{network['id']} "))
        assert f"{network['parameters']:,}" in row
        assert (" * " in row) == (network["id"] in manifest["default"].values())


def test_styles_lists_the_presets(capsys):
    heads = [row.split()[0] for row in lines(capsys, "styles")[1:]]
    assert heads == [preset.id for preset in presets.load()]


def test_styles_are_found_by_words_in_whatever_case(capsys):
    found = lines(capsys, "styles", "HOKUSAI", "1849")
    assert len(found) == 2 and found[1].startswith("hokusai ") and "1760–1849" in found[1] and "Japan" in found[1]


def test_check_finds_this_installation_right(capsys):
    versions, verdict = lines(capsys, "check")
    assert versions.startswith(f"impasto {__version__}, Python ") and np.__version__ in versions
    assert verdict.startswith("right: ")


def test_check_finds_a_wrong_picture(capsys, monkeypatch):
    wrong = trial.answer()
    wrong[3, 4, 1] ^= 128
    monkeypatch.setattr(trial, "answer", lambda: wrong)
    assert lines(capsys, "check", code=1)[-1].startswith("wrong: ")


def test_version(capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"impasto {__version__}\n"


def test_what_a_terminal_cannot_show_does_not_end_a_command(capsys, monkeypatch):
    monkeypatch.setattr(type(sys.stdout), "encoding", "ascii", raising=False)
    monkeypatch.setattr(presets, "load", lambda: (presets.Preset("ete", "Été", "X", 1, {}),))
    assert lines(capsys, "styles")[1].split() == ["ete", "?t?", "X", "1"]


def test_a_style_is_found_by_part_of_its_name():
    assert shelf.find("Hokusai") is shelf.find("katsushika hokusai") is shelf.find("1849 hokusai")
    assert shelf.find("théo VAN rysselberghe").id == "van-rysselberghe"
    assert shelf.find("no such thing") is None
    with pytest.raises(BadStyle) as caught:
        shelf.find("utagawa")
    assert caught.value.text.key == "several-presets" and "hiroshige" in caught.value.text.parameters["known"]
