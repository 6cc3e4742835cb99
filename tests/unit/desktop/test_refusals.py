"""What the command line refuses: in one line, with exit code 2, and before any file is touched."""

import io
import json
import os
import sys
from pathlib import Path

import pytest

from impasto.desktop import cli
from impasto.desktop.installation import models_folder
from impasto.painting.vectors import StyleVector
from tests.unit.fixtures import photo, saved

pytestmark = pytest.mark.usefixtures("folder")


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the one line that the command is refused with."""
    try:
        assert cli.main(arguments) == 2
    except SystemExit as error:  # of argparse
        assert error.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("impasto: ") and captured.err.count("\n") == 1
    return captured.err.removeprefix("impasto: ").rstrip("\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("stylize none.png --style a.png -o out.png", "none.png: No such file or directory."),
        ("stylize . --style a.png -o out.png", ".: Is a directory."),
        ("stylize photo.png --style none.png -o out.png", "none.png: there is no such file, and no preset of that nam"),
        ("stylize photo.png --style none -o out.png", "none: there is no such file, and no preset of that name"),
        ("stylize photo.png --style text.txt -o out.png", "text.txt: This file is not a picture that can be read"),
        ("stylize photo.png --style text.json -o out.png", "text.json: This is not a style vector."),
        ("stylize photo.png --style binary.json -o out.png", "binary.json: This is not a style vector."),
        ("stylize photo.png --style other.json -o out.png", "other.json: This style vector was made by the style netw"),
        ("stylize photo.png --style a.png:-1 -o out.png", "The weight of a style is a number from 0 up; -1 was given."),
        ("stylize photo.png --style a.png:0 -o out.png", "All styles have the weight 0."),
        ("stylize photo.png --style a.png -o out.png --mask none.png", "none.png: No such file or directory."),
        ("stylize photo.png --style a.png -o out.png --mask text.txt", "text.txt: This file is not a picture that can"),
        (
            "stylize photo.png --style a.png -o out.png --mask a.png",
            "photo.png: The mask is 96 × 64 pixels, and the ",
        ),
        ("stylize photo.png --style a.png -o out.png --style-outside b.png", "There is a style for what is outside of"),
        ("stylize photo.png --style a.png -o a.png --mask a.png", "a.png: this is one of the inputs"),
        ("stylize photo.png --style a.png -o b.png --style-inside b.png a.png", "b.png: this is one of the inputs"),
        ("stylize photo.png --style a.png -o out.png --mask - --style -", "Only one picture can come from standard"),
        ("stylize photo.png --style a.png -o out.png --feather 2", "The softness of masks is a number from 0 to 1; 2"),
        ("stylize photo.png --style a.png -o out.gif", "out.gif: the name of the painting ends in .png, .jpeg, "),
        ("stylize photo.png --style a.png -o out", "out: the name of the painting ends in"),
        ("stylize photo.png --style a.png -o no/out.png", "no/out.png: the folder no does not exist."),
        ("stylize photo.png --style a.png -o folder.png", "folder.png: this is a folder."),
        ("stylize photo.png --style a.png -o photo.png", "photo.png: this is one of the inputs"),
        ("stylize photo.png --style a.png -o ./a.png", "a.png: this is one of the inputs"),
        ("stylize photo.png --style a.png -o out.png --size 100", "The size is 128 to 80000 pixels; 100 was given."),
        ("stylize photo.png --style a.png -o out.png --strength 3", "The strength is a number from 0 to 2; 3 was give"),
        ("stylize photo.png --style a.png -o out.png --strength -1", "The strength is a number from 0 to 2; -1 was gi"),
        ("stylize photo.png --style a.png -o out.png --strength nan", "The strength is a number from 0 to 2; nan was "),
        ("stylize photo.png --style a.png -o out.jpg --quality 0", "The quality is 1 to 100; 0 was given."),
        (
            "stylize photo.png --style a.png -o out.png --strength automatic",
            "argument --strength: invalid number value",
        ),
        ("stylize photo.png --style a.png -o out.png --size big", "argument --size: invalid size value: 'big'"),
        ("stylize photo.png --style a.png -o out.png --transformer x", "There is no transformer called “x”. There is"),
        ("stylize photo.png --style a.png -o out.png --style-network x", "There is no style network called “x”."),
        ("stylize photo.png --style a.png -o out.png --models no", "no/manifest.json: there is no such file. Name the"),
        ("stylize photo.png --style a.png -o out.png --models odd", "odd/manifest.json: This is not a list of network"),
        ("stylize long.png --style a.png -o out.png --size 128", "long.png: At 128 pixels this picture would be "),
        ("stylize - --style a.png --style - -o out.png", "Only one picture can come from standard input"),
        ("stylize - --style a.png -o out.png", "standard input: This file is empty."),
        ("stylize photo.png -o out.png", "Name a style with --style, or a project with --project."),
        ("stylize photo.png --style a.png", "the following arguments are required: -o/--output"),
        ("vector none.png", "none.png: No such file or directory."),
        ("vector a.png -o a.png", "a.png: this is one of the inputs"),
        ("vector a.png --style-network x", "There is no style network called “x”."),
        ("networks --models no", "no/manifest.json: there is no such file."),
        ("styles no such", "There is no preset with “no such”."),
        ("paint", "argument COMMAND: invalid choice: 'paint'"),
        ("", "the following arguments are required: COMMAND"),
    ],
)
def test_refused_in_one_line(capsys, monkeypatch, arguments, message):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    Path("text.txt").write_text("a text")
    Path("text.json").write_text("a text")
    Path("binary.json").write_bytes(b"\xff\xfe\x00")
    Path("other.json").write_text(StyleVector((0.0,) * 100, "another").to_json())
    Path("long.png").write_bytes(saved(photo(320, 40), "PNG"))
    Path("folder.png").mkdir()
    Path("odd").mkdir()
    Path("odd/manifest.json").write_text('{"networks": 5}')
    before = {path: path.read_bytes() for path in Path().iterdir() if path.is_file()}
    assert refusal(capsys, *arguments.split()).startswith(message)
    assert {path: path.read_bytes() for path in Path().iterdir() if path.is_file()} == before


def test_a_damaged_network_is_refused(capsys):
    Path("models").mkdir()
    manifest = json.loads((models_folder() / "manifest.json").read_text("utf-8"))
    Path("models/manifest.json").write_text(json.dumps(manifest))
    style = next(network for network in manifest["networks"] if network["role"] == "style")
    Path("models", style["graphs"]["style"]["file"]).write_bytes(b"damaged")
    assert "is not the one that the catalogue lists" in refusal(capsys, "vector", "a.png", "--models", "models")


def test_a_name_that_no_file_can_have_is_refused_before_painting(capsys):
    name = "x" * 300 + ".png"
    assert refusal(capsys, "stylize", "photo.png", "--style", "a.png", "-o", name) == f"{name}: File name too long."


def test_a_folder_that_is_closed_is_refused_before_painting(capsys, monkeypatch):
    Path("closed").mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "closed")  # nothing is closed to root
    message = refusal(capsys, "stylize", "photo.png", "--style", "a.png", "-o", "closed/out.png")
    assert message.startswith("closed/out.png: nothing can be written in the folder ")


def test_a_terminal_is_no_place_for_a_painting(monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert cli.main(["stylize", "photo.png", "--style", "a.png", "-o", "-"]) == 2


def test_a_terminal_is_no_source_of_pictures(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    assert refusal(capsys, "vector", "-") == "standard input: nothing is piped in."
