"""How the pictures of a contact sheet are arranged."""

import numpy as np
import pytest

from impasto.painting.contactsheet import GAP, SHAPE, arranged, in_a_row


def plain(level: int, height: int = 20, width: int = 30, channels: int = 3):
    return np.full((height, width, channels), level, np.uint8)


def test_pictures_stand_row_by_row_with_white_between_them():
    sheet = arranged([plain(level) for level in (10, 20, 30, 40, 50)])
    places = [(row, column) for row in range(3) for column in range(2)]
    assert sheet.shape == (3 * (20 + GAP) + GAP, 2 * (30 + GAP) + GAP, 3)
    for level, (row, column) in zip((10, 20, 30, 40, 50, 255), places, strict=True):
        top, left = GAP + row * (20 + GAP), GAP + column * (30 + GAP)
        assert (sheet[top : top + 20, left : left + 30] == level).all()
        sheet[top : top + 20, left : left + 30] = 255
    assert (sheet == 255).all()


@pytest.mark.parametrize(("height", "width"), [(144, 192), (192, 144), (40, 192), (192, 40)])
@pytest.mark.parametrize("count", [12, 75])
def test_the_sheet_is_about_as_wide_as_sheets_are(height, width, count):
    sheet = arranged([plain(0, height, width)] * count)
    assert 0.6 < sheet.shape[1] / sheet.shape[0] / SHAPE < 1.7


def test_one_picture_is_a_sheet():
    assert arranged([plain(7)]).shape == (20 + 2 * GAP, 30 + 2 * GAP, 3)


def test_cutouts_stand_on_white():
    cutout = plain(10, channels=4)
    cutout[:, :15, 3], cutout[:, 15:, 3] = 0, 255
    sheet = arranged([cutout, plain(10)])[GAP:-GAP, GAP:-GAP]
    assert (sheet[:, :15] == 255).all() and (sheet[:, 15:30] == 10).all()


def test_a_row_is_a_row():
    row = in_a_row([plain(level) for level in (10, 20, 30, 40, 50)])
    assert row.shape == (20 + 2 * GAP, 5 * (30 + GAP) + GAP, 3)
    assert (row[GAP : GAP + 20, -GAP - 30 : -GAP] == 50).all()
