"""The command line on the committed networks: what it writes, what it refuses in one line, and its exit codes."""

import asyncio
import json
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from impasto import __version__
from impasto.desktop import cli
from impasto.desktop.native import NativeRuntime
from impasto.imaging.decoding import decode
from impasto.painting.vectors import StyleVector
from tests.unit.fixtures import corners, noise, photo, saved


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in a folder with a photo and two styles."""
    monkeypatch.chdir(tmp_path)
    Path("photo.png").write_bytes(saved(photo(90, 70), "PNG"))
    Path("a.png").write_bytes(saved(corners(), "PNG"))
    Path("b.png").write_bytes(saved(noise(64, 64), "PNG"))
    return tmp_path


def stylize(*arguments: str) -> int:
    return cli.main(["stylize", "photo.png", "--size", "256", *arguments])


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


# stylize


@pytest.mark.parametrize(("name", "format"), [("out.png", "PNG"), ("out.JPG", "JPEG"), ("out.webp", "WEBP")])
def test_stylize_writes_the_format_of_the_suffix(capsys, name, format):
    assert stylize("--style", "a.png", "-o", name) == 0
    painting = decode(Path(name).read_bytes())
    assert (painting.format, painting.width, painting.height) == (format, 256, 199)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"{name}: 256 × 199 pixels, painted in ") and captured.err.count("\n") == 1


@pytest.mark.parametrize(
    ("width", "height", "size", "painted"),
    [
        (90, 70, "photo", (90, 70)),
        (2304, 96, "photo", (2304, 96)),
        (2304, 96, "256", None),
        (600, 40, "2100", (2100, 140)),
    ],
)
def test_the_painting_can_be_as_large_as_the_photo_and_larger(capsys, width, height, size, painted):
    Path("large.png").write_bytes(saved(photo(width, height), "PNG"))
    code = cli.main(["stylize", "large.png", "--style", "a.png", "-o", "out.png", "--size", size])
    if painted is None:
        assert code == 2 and "its short side needs at least 32" in capsys.readouterr().err
    else:
        assert code == 0
        assert (decode(Path("out.png").read_bytes(), longest=9999).pixels.shape) == (*painted[::-1], 3)


def painted(*arguments: str):
    assert stylize(*arguments, "-o", "out.png") == 0
    return decode(Path("out.png").read_bytes()).pixels.astype(int)


def test_styles_weights_and_strength_change_the_painting():
    a, b = painted("--style", "a.png"), painted("--style", "b.png")
    mostly_a = painted("--style", "a.png:9", "--style", "b.png")
    assert np.abs(a - b).mean() > 5
    assert 0 < np.abs(mostly_a - a).mean() < np.abs(mostly_a - b).mean()
    np.testing.assert_array_equal(painted("--style", "a.png:2", "--style", "b.png:0"), a)
    assert np.abs(painted("--style", "a.png", "--strength", "0.2") - a).mean() > 1


def test_a_vector_file_paints_what_its_picture_paints():
    assert cli.main(["vector", "a.png", "-o", "a.json"]) == 0
    np.testing.assert_array_equal(painted("--style", "a.json"), painted("--style", "a.png"))


def test_quality_costs_bytes():
    stylize("--style", "a.png", "-o", "low.jpg", "--quality", "10")
    stylize("--style", "a.png", "-o", "high.jpg", "--quality", "95")
    assert Path("low.jpg").stat().st_size < Path("high.jpg").stat().st_size / 2


def test_an_older_painting_is_replaced():
    Path("out.png").write_text("older")
    painted("--style", "a.png")


def test_progress_is_shown_on_a_terminal_and_wiped(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert stylize("--style", "a.png", "-o", "out.png") == 0
    shown = capsys.readouterr().err
    assert "Painting (3 of 3)" in shown
    assert shown.split("\r\x1b[K")[-1].startswith("out.png: 256 × 199 pixels")


# vector and networks


def test_vector_prints_json(capfd):
    assert cli.main(["vector", "a.png"]) == 0
    printed = capfd.readouterr()  # of the process, so that onnxruntime's remarks count too
    assert printed.err == ""
    assert StyleVector.from_json(printed.out).network == json.loads(printed.out)["network"]


def test_networks_lists_each_with_its_defaults(capsys):
    assert cli.main(["networks"]) == 0
    rows = capsys.readouterr().out.splitlines()
    manifest = json.loads((cli.MODELS / "manifest.json").read_text("utf-8"))
    for network in manifest["networks"]:
        row = next(row for row in rows if row.startswith(f"{network['id']} "))
        assert f"{network['parameters']:,}" in row
        assert (" * " in row) == (network["id"] in manifest["default"].values())


def test_version(capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"impasto {__version__}\n"


# Style arguments


@pytest.mark.parametrize(
    ("text", "name", "weight"),
    [
        ("b.jpg", "b.jpg", 1.0),
        ("b.jpg:2", "b.jpg", 2.0),
        ("b.jpg:0.5", "b.jpg", 0.5),
        ("b.jpg:1e-1", "b.jpg", 0.1),
        ("b.jpg:-1", "b.jpg", -1.0),
        (r"C:\x.jpg", r"C:\x.jpg", 1.0),
        (r"C:\x.jpg:2", r"C:\x.jpg", 2.0),
        ("C:/x.jpg:0", "C:/x.jpg", 0.0),
        ("C:2", "C:2", 1.0),
        ("b.jpg:two", "b.jpg:two", 1.0),
        ("b.jpg:", "b.jpg:", 1.0),
        (":2", ":2", 1.0),
    ],
)
def test_style_with_weight(text, name, weight):
    assert cli._parse_style(text) == (Path(name), weight)


@pytest.mark.skipif(sys.platform == "win32", reason="file names there have no colon")
def test_a_file_whose_name_ends_like_a_weight_is_that_file():
    Path("take:2").touch()
    assert cli._parse_style("take:2") == (Path("take:2"), 1.0)
    assert cli._parse_style("take:2:3") == (Path("take:2"), 3.0)


# Refusals


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("stylize none.png --style a.png -o out.png", "none.png: No such file or directory."),
        ("stylize . --style a.png -o out.png", ".: Is a directory."),
        ("stylize photo.png --style none.png -o out.png", "none.png: No such file or directory."),
        ("stylize photo.png --style none.json -o out.png", "none.json: No such file or directory."),
        ("stylize photo.png --style text.txt -o out.png", "text.txt: This file is not a picture that can be read"),
        ("stylize photo.png --style text.json -o out.png", "text.json: This is not a style vector."),
        ("stylize photo.png --style binary.json -o out.png", "binary.json: This is not a style vector."),
        ("stylize photo.png --style other.json -o out.png", "other.json: This style vector was made by the style netw"),
        ("stylize photo.png --style a.png:-1 -o out.png", "The weight of a style is a number from 0 up; -1 was given."),
        ("stylize photo.png --style a.png:0 -o out.png", "All styles have the weight 0."),
        ("stylize photo.png --style a.png -o out.gif", "out.gif: the name of the painting ends in .png, .jpg, .jpeg, "),
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
        ("stylize photo.png --style a.png -o out.png --size big", "argument --size: invalid size value: 'big'"),
        ("stylize photo.png --style a.png -o out.png --transformer x", "There is no transformer called “x”. There is"),
        ("stylize photo.png --style a.png -o out.png --style-network x", "There is no style network called “x”."),
        ("stylize photo.png --style a.png -o out.png --models no", "no/manifest.json: there is no such file. Name the"),
        ("stylize photo.png --style a.png -o out.png --models odd", "odd/manifest.json: this is not a list of network"),
        ("stylize photo.png -o out.png", "the following arguments are required: --style"),
        ("stylize photo.png --style a.png", "the following arguments are required: -o/--output"),
        ("vector none.png", "none.png: No such file or directory."),
        ("vector a.png -o a.png", "a.png: this is one of the inputs"),
        ("vector a.png --style-network x", "There is no style network called “x”."),
        ("networks --models no", "no/manifest.json: there is no such file."),
        ("paint", "argument COMMAND: invalid choice: 'paint'"),
        ("", "the following arguments are required: COMMAND"),
    ],
)
def test_refused_in_one_line(capsys, arguments, message):
    Path("text.txt").write_text("a text")
    Path("text.json").write_text("a text")
    Path("binary.json").write_bytes(b"\xff\xfe\x00")
    Path("other.json").write_text(StyleVector((0.0,) * 100, "another").to_json())
    Path("folder.png").mkdir()
    Path("odd").mkdir()
    Path("odd/manifest.json").write_text('{"networks": 5}')
    before = {path: path.read_bytes() for path in Path().iterdir() if path.is_file()}
    assert refusal(capsys, *arguments.split()).startswith(message)
    assert {path: path.read_bytes() for path in Path().iterdir() if path.is_file()} == before


def test_a_damaged_network_is_refused(capsys):
    Path("models").mkdir()
    manifest = json.loads((cli.MODELS / "manifest.json").read_text("utf-8"))
    Path("models/manifest.json").write_text(json.dumps(manifest))
    style = next(network for network in manifest["networks"] if network["role"] == "style")
    Path("models", style["graphs"]["style"]["file"]).write_bytes(b"damaged")
    assert "is not the one that the catalogue lists" in refusal(capsys, "vector", "a.png", "--models", "models")


def test_ctrl_c_stops_with_130(capsys, monkeypatch):
    async def pressed(self, graph, inputs):
        signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(10)

    monkeypatch.setattr(NativeRuntime, "run", pressed)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are started deaf to it
    assert stylize("--style", "a.png", "-o", "out.png") == 130
    assert capsys.readouterr().err == "impasto: interrupted\n"
    assert not Path("out.png").exists()


def test_as_a_command():
    done = subprocess.run(
        [sys.executable, "-m", "impasto.desktop.cli", "vector", "none.png"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "impasto: none.png: No such file or directory.\n"
