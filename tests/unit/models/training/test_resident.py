"""Batches cut out of pictures that stay in memory."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from tests.unit.models.training.examples import picture
from training.data import PictureFolder
from training.pack import write_pictures
from training.resident import BatchSampler, ResidentPictures, batch_of, content_size, drawing, random_cut


@pytest.fixture
def resident(folder: Path, tmp_path: Path) -> ResidentPictures:
    write_pictures(tmp_path / "pictures.zip", PictureFolder(folder), 1000, 30, 90)
    return ResidentPictures(tmp_path / "pictures.zip", torch.device("cpu"))


def test_batches_depend_on_seed_and_step_alone_and_have_one_size(resident: ResidentPictures) -> None:
    sampler = BatchSampler(resident, resident, seed=1, batch=3, sides=[64, 96], mixtures=0.5, flat=0.3)
    sizes, mixed = set(), set()
    for step in range(12):
        first, second = sampler.sample(step), sampler.sample(step)
        assert torch.equal(first.content, second.content)
        assert first.shares == second.shares
        assert sum(first.shares) == pytest.approx(1)
        assert all(len(pictures) == 6 for pictures in (first.content, *first.styles))
        assert 0 <= float(first.content.min()) <= float(first.content.max()) <= 1
        sizes.add(tuple(first.content.shape[2:]))
        mixed.add(len(first.styles))
    assert len(sizes) > 2
    assert mixed == {1, 2}


def test_small_contents_are_more_in_a_batch_and_large_ones_fewer() -> None:
    assert [batch_of(side, 16) for side in (128, 256, 384, 512, 1024, 4096)] == [32, 32, 28, 16, 4, 1]


def test_contents_have_three_shapes_and_the_long_side_asked_for() -> None:
    random = np.random.default_rng(0)
    assert {content_size(384, random) for _ in range(30)} == {(256, 384), (384, 256), (384, 384)}
    assert max(content_size(640, random)) == 640


def test_a_cut_is_part_of_the_picture_in_its_own_proportions() -> None:
    # Each pixel says where it is.
    y, x = torch.meshgrid(torch.arange(60), torch.arange(90), indexing="ij")
    given = torch.stack([y, x, torch.zeros_like(x)]).byte()
    for seed in range(8):
        cut = 255 * random_cut(given, 32, 64, 0.8, np.random.default_rng(seed))[0]
        down, across = cut[0].diff(dim=0).mean(), cut[1].diff(dim=1).abs().mean()
        assert cut.shape == (3, 32, 64)
        assert float(down) == pytest.approx(float(across), rel=0.1)
        assert 0.8 * 90 - 4 <= float(cut[1].max() - cut[1].min()) <= 90


def test_a_drawing_has_few_of_the_pictures_own_colours() -> None:
    made = drawing(picture(96, 128), np.random.default_rng(0))
    assert made.shape == (1, 3, 96, 128)
    assert 2 <= len(torch.unique(made[0].flatten(1), dim=1).T) <= 8
    assert float((made[..., 1:] == made[..., :-1]).all(1).float().mean()) > 0.85
