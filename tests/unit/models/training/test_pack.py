"""What is carried to another machine: nothing that is held out, and the same every time."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
import torch

from tests.unit.models.training.examples import random_transformer, vgg_arrays
from training import pack
from training.data import PictureFolder
from training.losses import Vgg
from training.train import load_averaged, save_untrained


def write(folder: Path, pictures: Path, checkpoints: list[Path]) -> dict[str, int]:
    photographs = PictureFolder(pictures)
    return pack.write_pack(folder, (photographs, 12), (photographs, 1000), vgg_arrays(), checkpoints)


def test_a_pack_holds_pictures_the_loss_network_and_checkpoints(folder: Path, tmp_path: Path) -> None:
    network = random_transformer()
    save_untrained(network, tmp_path / "conv.pt")
    made = tmp_path / "pack"
    sizes = write(made, folder, [tmp_path / "conv.pt"])
    assert sizes == {path.name: path.stat().st_size for path in made.iterdir()}
    for name, value in load_averaged(made / "conv.pt").items():
        assert torch.allclose(value.float(), network.state_dict()[name], rtol=1e-3, atol=1e-6)
    exact, rounded = Vgg(vgg_arrays()), Vgg(pack.read_vgg(made / pack.LOSS_NETWORK))
    given = torch.rand(1, 3, 16, 16)
    for ours, theirs in zip(rounded(given), exact(given), strict=True):
        assert float((ours - theirs).norm() / theirs.norm()) < 0.05


def test_a_pack_holds_only_what_may_be_trained_on_and_is_always_the_same(folder: Path, tmp_path: Path) -> None:
    for name in ("first", "second"):
        write(tmp_path / name, folder, [])
    for archive in (pack.CONTENTS, pack.STYLES):
        assert (tmp_path / "first" / archive).read_bytes() == (tmp_path / "second" / archive).read_bytes()
    chosen = PictureFolder(folder).some(1000)
    assert [path for path, _ in chosen] == PictureFolder(folder).paths
    with zipfile.ZipFile(tmp_path / "first" / pack.STYLES) as styles:
        index = json.loads(styles.read(pack.INDEX))
        assert [*index.values()] == pytest.approx([probability for _, probability in chosen])
        assert sorted(styles.namelist()) == sorted([*index, pack.INDEX])
    with zipfile.ZipFile(tmp_path / "first" / pack.CONTENTS) as contents:
        assert len(contents.namelist()) == 12 + 1
