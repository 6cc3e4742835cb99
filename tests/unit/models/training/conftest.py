"""What the tests of the package ``training`` share: the skip where torch is missing, and fixtures.

The folder has no ``__init__.py``: pytest would import it as ``training``, in place of the package that is tested. It
therefore knows a file by its name alone, and none may be called as one in ``tests/unit``: the tests of
``training.networks`` are in ``test_transformer.py``.

This file is read where torch is missing, too, so what needs torch is imported by the fixtures themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

if TYPE_CHECKING:
    from training.networks import Transformer


class NeedsTorch(pytest.Module):
    """A file that is skipped where torch is missing, before anything in it is imported."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        pytest.importorskip("torch", reason="the extra train is not installed")
        return super().collect()


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module:
    return NeedsTorch.from_parent(parent, path=module_path)


@pytest.fixture(autouse=True)
def seed() -> None:
    import torch

    torch.manual_seed(0)


@pytest.fixture
def lite() -> Transformer:
    from tests.unit.models.training.examples import committed

    return committed("transformer-lite")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of 60 small pictures, 40 of one genre, 20 of another; the first pixel's red tells which it is."""
    random = np.random.default_rng(0)
    for number in range(60):
        genre = "large" if number < 40 else "small"
        pixels = random.integers(0, 256, (30, 40, 3), np.uint8)
        pixels[0, 0, 0] = 4 * number
        Image.fromarray(pixels).save(tmp_path / f"{genre}__{number}.png")
    return tmp_path
