"""Saved work on the command line, with the committed networks."""

import json
from pathlib import Path

import numpy as np
import pytest

from impasto.desktop import cli, projects
from impasto.imaging.decoding import decode
from impasto.painting import links
from impasto.painting.maskfiles import to_png
from impasto.painting.masks import Mask

pytestmark = pytest.mark.usefixtures("folder")

OPTIONS = ["--style", "a.png:2", "--style", "linocut", "--strength", "0.7", "--size", "256", "--colours", "0.4"]


def stylize(*arguments: str, output: str = "out.png", code: int = 0) -> bytes:
    assert cli.main(["stylize", *arguments, "-o", output]) == code
    return Path(output).read_bytes() if code == 0 else b""


@pytest.fixture
def saved():
    """Save a project without and with its photo, and return the painting's file."""
    stylize("photo.png", *OPTIONS, "--save-project", "photo.impasto", "--with-photo")
    return stylize("photo.png", *OPTIONS, "--save-project", "p.impasto")


def test_a_project_paints_the_same_bytes_again(saved):
    assert stylize("photo.png", "--project", "p.impasto") == saved
    assert stylize("--project", "photo.impasto") == saved
    record = json.loads(Path("p.impasto").read_text("utf-8"))
    assert "photo" not in record and [style["name"] for style in record["styles"]] == ["a", "linocut"]
    stylize("--project", "photo.impasto", "--save-project", "again.impasto", "--with-photo")
    assert Path("again.impasto").read_bytes() == Path("photo.impasto").read_bytes()


def test_what_is_given_counts_more_than_the_project(saved):
    other = ["--style", "b.png", "--strength", "1"]
    expected = stylize("photo.png", *other, "--size", "256", "--colours", "0.4")
    assert stylize("photo.png", "--project", "p.impasto", *other) == expected != saved


def test_masks_paint_the_same_bytes_again(folder, capsys):
    grey = np.zeros((70, 90), np.uint8)
    grey[20:50, 30:80] = np.linspace(0, 255, 50)
    for name, mask in (("left.png", grey), ("right.png", grey[:, ::-1])):
        Path(name).write_bytes(to_png(Mask(mask)))
    where = ["--mask", "left.png", "--style-outside", "linocut", "--style-inside", "right.png", "b.png"]
    made = ["--how-made", "--save-project", "m.impasto"]
    painted = stylize("photo.png", "--style", "a.png", "--size", "256", *where, *made, output="made.png")
    again = stylize("photo.png", "--project", "m.impasto", "--how-made")
    assert again == painted
    unmasked = stylize("photo.png", "--project", "m.impasto", "--style", "b.png")
    assert unmasked != painted, "what is given counts more, within the masks of the project"
    capsys.readouterr()
    stylize("photo.png", "--project", "made.png")
    assert "It was painted with a mask, which is not in it" in capsys.readouterr().err


def test_a_link_and_a_picture_that_keeps_how_it_was_made_paint_the_same_within_a_level():
    """Of what the networks paint: the photo's colours, in Oklab, can make more of a level where it is dark."""
    options = [option for option in OPTIONS if option not in ("--colours", "0.4")]
    painted = stylize("photo.png", *options, "--save-project", "p.impasto", "--how-made", output="made.png")
    pixels = decode(painted).pixels.astype(int)
    link = links.to_link(projects.read("p.impasto"))
    linked = decode(stylize("photo.png", "--project", f"https://example.org/{link}")).pixels
    assert np.abs(linked - pixels).max() <= 1
    again = decode(stylize("photo.png", "--project", "made.png")).pixels
    assert np.abs(again - pixels).max() <= 1


def test_other_networks_are_told(saved, capsys):
    record = json.loads(Path("p.impasto").read_text("utf-8"))
    record["networks"]["transformer-lite"]["sha256"][0] = "0" * 64
    Path("p.impasto").write_text(json.dumps(record), "utf-8")
    assert stylize("photo.png", "--project", "p.impasto") == saved
    assert "The networks transformer-lite are not those" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["photo.png"], "Name a style with --style, or a project with --project."),
        (["--project", "p.impasto"], "This project has no photo in it. Name one."),
        (["photo.png", "--project", "photo.png"], "photo.png: This is no project"),
        (["photo.png", "--project", "a#p=zzz"], "This link does not hold a project"),
        (["photo.png", "--project", "none.impasto"], "none.impasto: No such file"),
        (["photo.png", "--style", "a.png", "--save-project", "photo.png"], "photo.png: this is one of the inputs"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(saved, capsys, arguments, told):
    capsys.readouterr()
    stylize(*arguments, output="no.png", code=2)
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1 and not Path("no.png").exists()
