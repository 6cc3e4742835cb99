"""``impasto sheet`` on the committed networks."""

import re
from pathlib import Path

import numpy as np
import pytest

from impasto.desktop import cli
from impasto.imaging.decoding import decode
from impasto.imaging.sizes import CONTACT_SIZE
from impasto.painting.contactsheet import GAP

pytestmark = pytest.mark.usefixtures("folder")

HEIGHT = 149
"""Of the folder's photo, 90 x 70 px, at the size of the sheet's pictures."""


def sheet(*arguments: str):
    assert cli.main(["sheet", "photo.png", *arguments, "-o", "sheet.png"]) == 0
    return decode(Path("sheet.png").read_bytes()).pixels


def picture_on(pixels, column: int):
    left = GAP + column * (CONTACT_SIZE + GAP)
    return pixels[GAP : GAP + HEIGHT, left : left + CONTACT_SIZE].astype(int)


def test_the_photo_comes_first_and_then_each_style_as_it_is_painted_alone(capsys):
    painted = sheet("--only", "wave", "--style", "a.png")
    told = capsys.readouterr().err
    assert re.fullmatch(r"sheet\.png: the photo in \d+ styles, painted in [\d.]+ s\n", told)
    assert painted.shape[1] > 2 * CONTACT_SIZE
    assert cli.main(["stylize", "photo.png", "--style", "a.png", "--size", str(CONTACT_SIZE), "-o", "one.png"]) == 0
    alone = decode(Path("one.png").read_bytes()).pixels.astype(int)
    count = int(re.findall(r"in (\d+) styles", told)[0])
    columns = (painted.shape[1] - GAP) // (CONTACT_SIZE + GAP)
    row, column = divmod(count, columns)
    top = GAP + row * (HEIGHT + GAP)
    np.testing.assert_array_equal(picture_on(painted[top - GAP :], column), alone)
    assert np.abs(picture_on(painted, 0) - picture_on(painted, 1)).mean() > 5


def test_settings_change_its_pictures():
    assert (
        np.abs(sheet("--only", "wave").astype(int) - sheet("--only", "wave", "--strength", "0.3").astype(int)).mean()
        > 1
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--only", "no-such-thing"], "no-such-thing"),
        (["--style", "missing.png"], "missing.png"),
        (["--only", "wave", "-o", "photo.png"], "photo.png"),
        (["--only", "wave", "-o", "sheet.xyz"], "sheet.xyz"),
        (["--only", "wave", "--quality", "0"], "quality"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(capsys, arguments, told):
    assert cli.main(["sheet", "photo.png", "-o", "sheet.png", *arguments]) == 2
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1 and not Path("sheet.png").exists()
