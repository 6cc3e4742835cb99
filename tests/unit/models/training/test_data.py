"""Pictures out of folders: which are held out, which are drawn, how they are cut."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.unit.models.training.examples import picture
from training.data import PictureFolder, fitted, flat_colours, is_held_out, random_part, random_square
from training.onnxnetworks import levels


def test_a_tenth_is_held_out_by_name() -> None:
    names = [f"picture-{number}.jpg" for number in range(2000)]
    held_out = [name for name in names if is_held_out(name)]
    assert 150 < len(held_out) < 250
    assert held_out == [name for name in names if is_held_out(name)]


def test_training_never_sees_what_is_held_out(folder: Path) -> None:
    seen = {path.name for path in PictureFolder(folder).paths}
    kept = {path.name for path in PictureFolder(folder, held_out=True).paths}
    assert kept
    assert not seen & kept
    assert len(seen | kept) == 60


def test_large_genres_do_not_drown_small_ones(folder: Path) -> None:
    pictures, random = PictureFolder(folder), np.random.default_rng(0)
    drawn = [np.asarray(pictures.draw(random))[0, 0, 0] // 4 for _ in range(500)]
    small = sum(number >= 40 for number in drawn) / len(drawn)
    assert 0.36 < small < 0.47  # 1 / (1 + sqrt(2)) = 0.41, where shares by number would be 0.33


def test_a_folder_without_pictures_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="holds no pictures"):
        PictureFolder(tmp_path)


def test_squares_parts_and_whole_pictures_have_the_sizes_asked_for() -> None:
    given = Image.new("RGB", (300, 200))
    assert random_square(given, 96, 0.5, np.random.default_rng(0)).size == (96, 96)
    assert random_part(given, 256, 0.9, 4, np.random.default_rng(0)).size == (256, 172)
    assert fitted(given, 256, 4).size == (256, 172)
    assert fitted(given, 256, 32).size == (256, 160)


def test_flat_colours_are_few_and_in_large_areas() -> None:
    drawing = np.asarray(flat_colours(Image.fromarray(levels(picture(96, 128))[0]), np.random.default_rng(0)))
    assert drawing.shape == (96, 128, 3)
    assert 3 <= len(np.unique(drawing.reshape(-1, 3), axis=0)) <= 8
    same = (drawing[1:] == drawing[:-1]).all(2)
    assert same.mean() > 0.9
