"""``impasto stylize`` on the committed networks: what it paints, and where it puts it."""

import json
import re
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from builder import places
from impasto.desktop import cli
from impasto.imaging.decoding import decode
from tests.unit.desktop.stylizing import painted, piped_in, stylize
from tests.unit.fixtures import photo, saved

pytestmark = pytest.mark.usefixtures("folder")


@pytest.mark.parametrize(
    ("name", "format"), [("out.png", "PNG"), ("out.JPG", "JPEG"), ("out.jpeg", "JPEG"), ("out.webp", "WEBP")]
)
def test_the_format_is_that_of_the_suffix(capsys, name, format):
    assert stylize("--style", "a.png", "-o", name) == 0
    painting = decode(Path(name).read_bytes())
    assert (painting.format, painting.width, painting.height) == (format, 256, 199)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"{name}: 256 × 199 pixels, painted in ") and captured.err.count("\n") == 1


def test_the_format_can_be_named():
    assert stylize("--style", "a.png", "-o", "out", "--format", "jpeg") == 0
    assert decode(Path("out").read_bytes()).format == "JPEG"


def test_styles_weights_and_strength_change_the_painting():
    a, b = painted("--style", "a.png"), painted("--style", "b.png")
    mostly_a = painted("--style", "a.png:9", "--style", "b.png")
    assert np.abs(a - b).mean() > 5
    assert 0 < np.abs(mostly_a - a).mean() < np.abs(mostly_a - b).mean()
    np.testing.assert_array_equal(painted("--style", "a.png:2", "--style", "b.png:0"), a)
    assert np.abs(painted("--style", "a.png", "--strength", "0.2") - a).mean() > 1


@pytest.mark.parametrize("network", ["style-mobilenet-v2", "style-inception-v3"])
def test_a_style_is_shown_in_another_size_and_in_part(network):
    whole = painted("--style", "a.png", "--style-network", network)
    part = painted("--style", "a.png", "--style-network", network, "--style-crop", "0,0,0.5,0.5")
    large = painted("--style", "a.png", "--style-network", network, "--style-size", "384")
    assert np.abs(part - whole).mean() > 2 and np.abs(large - whole).mean() > 0.5
    write = ["vector", "a.png", "--style-network", network, "--style-crop", "0,0,0.5,0.5", "-o", "part.json"]
    assert cli.main(write) == 0
    np.testing.assert_array_equal(painted("--style", "part.json", "--style-network", network), part)


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (["--style-size", "64"], "128 to 512 pixels large; 64 was given"),
        (["--style-crop", "0.5,0,0.6,1"], "0.5,0,0.6,1 was given"),
        (["--style-crop", "nan,0,1,1"], "nan,0,1,1 was given"),
    ],
    ids=str,
)
def test_what_cannot_be_shown_of_a_style_is_refused_in_one_line(capsys, option, words):
    assert stylize("--style", "a.png", *option, "-o", "out.png") == 2
    told = capsys.readouterr().err
    assert words in told and told.count("\n") == 1 and not Path("out.png").exists()


def test_people_are_painted_and_the_rest_stays_the_photo(capsys):
    astronaut = Image.open(places.BUILD / "pictures" / "example-astronaut.webp").convert("RGB")
    astronaut.save("photo.png")
    everywhere, masked = painted("--style", "a.png"), painted("--style", "a.png", "--mask", "people")
    untouched = painted("--style", "a.png", "--photo-through", "1")
    face, shuttle = np.s_[50:70, 100:120], np.s_[10:100, 190:240]
    np.testing.assert_array_equal(masked[face], everywhere[face])
    np.testing.assert_array_equal(masked[shuttle], untouched[shuttle])
    inside = painted("--style", "b.png", "--style-inside", "people", "a.png")
    np.testing.assert_array_equal(inside[face], everywhere[face])
    Image.open(places.BUILD / "pictures" / "example-rocket.webp").convert("RGB").save("photo.png")
    assert stylize("--style", "a.png", "--mask", "people", "-o", "nobody.png") == 2
    assert "Nobody" in capsys.readouterr().err and not Path("nobody.png").exists()


def test_a_vector_file_paints_what_its_picture_paints():
    assert cli.main(["vector", "a.png", "-o", "a.json"]) == 0
    np.testing.assert_array_equal(painted("--style", "a.json"), painted("--style", "a.png"))


def test_a_preset_is_a_style_by_its_id_or_name():
    by_id = painted("--style", "stained-glass:2", "--style", "a.png")
    np.testing.assert_array_equal(by_id, painted("--style", "Stained glass:2", "--style", "a.png"))
    assert np.abs(by_id - painted("--style", "a.png")).mean() > 1


def test_a_file_that_is_called_like_a_preset_is_that_file():
    Path("linocut").write_bytes(Path("a.png").read_bytes())
    np.testing.assert_array_equal(painted("--style", "linocut"), painted("--style", "a.png"))
    Path("linocut").write_text("a text")
    assert stylize("--style", "linocut", "-o", "out.png") == 2


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


@pytest.mark.parametrize(("options", "format"), [([], "PNG"), (["--format", "webp"], "WEBP")])
def test_a_painting_goes_into_a_pipe(capsysbinary, options, format):
    assert stylize("--style", "a.png", "-o", "-", *options) == 0
    captured = capsysbinary.readouterr()
    assert decode(captured.out).format == format
    assert captured.err.startswith(b"standard output: ")


def test_photo_and_style_come_out_of_a_pipe(monkeypatch):
    expected = painted("--style", "a.png:3", "--style", "b.png")
    piped_in(monkeypatch, Path("photo.png").read_bytes())
    assert cli.main(["stylize", "-", "--size", "256", "--style", "a.png:3", "--style", "b.png", "-o", "out.png"]) == 0
    np.testing.assert_array_equal(decode(Path("out.png").read_bytes()).pixels, expected)
    piped_in(monkeypatch, Path("a.png").read_bytes())
    np.testing.assert_array_equal(painted("--style=-:3", "--style", "b.png"), expected)


def test_a_vector_comes_out_of_a_pipe(monkeypatch, capsys):
    assert cli.main(["vector", "a.png"]) == 0
    piped_in(monkeypatch, capsys.readouterr().out.encode())
    np.testing.assert_array_equal(painted("--style", "-"), painted("--style", "a.png"))


def test_strength_is_chosen_and_told_where_that_is_left_to_impasto(capsys):
    assert stylize("--style", "a.png", "--strength", "auto", "-o", "out.png") == 0
    told = re.search(r"painted in [0-9.]+ s at strength ([0-9.]+)\n$", capsys.readouterr().err)
    assert told and 0.4 <= float(told[1]) <= 1.2
    chosen = decode(Path("out.png").read_bytes()).pixels.astype(int)
    np.testing.assert_array_equal(painted("--style", "a.png", "--strength", told[1]), chosen)


def test_colours_and_lightness_are_those_of_the_photo_where_that_is_asked_for():
    grey = Image.open("photo.png").convert("L").convert("RGB")
    grey.save("photo.png")
    assert np.ptp(painted("--style", "a.png"), axis=2).mean() > 10
    assert np.ptp(painted("--style", "a.png", "--colours", "1"), axis=2).mean() < 1
    own = painted("--style", "a.png", "--colours", "1", "--lightness", "1")
    assert np.abs(own - np.asarray(grey.resize((256, 199), Image.Resampling.LANCZOS))).mean() < 1


def test_grey_on_grey_is_neutral_whether_the_style_is_a_picture_or_its_vector():
    for name in ("photo.png", "a.png"):
        Image.open(name).convert("L").save(name)
    assert cli.main(["vector", "a.png", "-o", "a.json"]) == 0
    for style in ("a.png", "a.json"):
        assert np.ptp(painted("--style", style), axis=2).max() <= 1


@pytest.mark.parametrize(
    ("width", "height", "size", "expected"),
    [
        (90, 70, "photo", (90, 70)),
        (2304, 96, "photo", (2304, 96)),
        (2304, 96, "256", None),
        (600, 40, "2100", (2100, 140)),
    ],
)
def test_the_painting_can_be_as_large_as_the_photo_and_larger(capsys, width, height, size, expected):
    Path("large.png").write_bytes(saved(photo(width, height), "PNG"))
    code = cli.main(["stylize", "large.png", "--style", "a.png", "-o", "out.png", "--size", size])
    if expected is None:
        assert code == 2 and "its short side needs at least 32" in capsys.readouterr().err
    else:
        assert code == 0
        assert (decode(Path("out.png").read_bytes(), longest=9999).pixels.shape) == (*expected[::-1], 3)


def test_how_it_was_made_is_enough_to_paint_it_again():
    """With the numbers of the styles rounded, and none of their pictures."""
    painting = painted("--style", "a.png", "--style", "linocut:0.5", "--strength", "0.7", "--how-made")
    record = json.loads(Image.open("out.png").info["Comment"])
    assert [style["name"] for style in record["styles"]] == ["a", "linocut"]
    network = record["settings"]["style_network"]
    for style in record["styles"]:
        vector = {"network": network, "values": style["values"], "colour": style.get("colour", 1.0)}
        Path(f"{style['name']}.json").write_text(json.dumps(vector))
    styles = [part for style in record["styles"] for part in ("--style", f"{style['name']}.json:{style['weight']}")]
    again = painted(*styles, "--strength", str(record["settings"]["strength"]))
    assert np.abs(again - painting).max() <= 1
    assert "Comment" not in Image.open("out.png").info, "only where it is asked for"


@pytest.mark.parametrize(("name", "key"), [("out.jpg", "comment"), ("out.webp", "xmp"), ("out.avif", "xmp")])
def test_how_it_was_made_goes_into_every_format(name, key):
    assert stylize("--style", "a.png", "--how-made", "--strength", "auto", "-o", name) == 0
    text = Image.open(name).info[key].decode()
    record, _ = json.JSONDecoder().raw_decode(text[text.index("{") :])
    assert 0 < record["settings"]["strength"] <= 2 and "photo.png" not in text
