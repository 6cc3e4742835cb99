"""Photographs and paintings out of folders: which to train on, and how they are cut and scaled."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from torch import Tensor

HELD_OUT = 0.1
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
# A genre with fewer pictures than this counts as part of its folder.
SMALLEST_GENRE = 20

Random = np.random.Generator


class PictureFolder:
    """The pictures below a folder, without those held out for evaluation (or only those).

    A genre is a folder together with what stands before the first ``__`` of a file's name. Genres are drawn in
    proportion to the square root of their size, so that a large one does not drown the others.
    """

    def __init__(self, folder: Path, held_out: bool = False) -> None:
        found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
        self.paths = [path for path in found if is_held_out(path.name) == held_out]
        if not self.paths:
            raise FileNotFoundError(f"{folder} holds no pictures with the endings {', '.join(sorted(SUFFIXES))}")
        genres = [f"{path.parent}/{path.name.partition('__')[0]}" for path in self.paths]
        sizes = Counter(genres)
        genres = [
            genre if sizes[genre] >= SMALLEST_GENRE else str(path.parent)
            for genre, path in zip(genres, self.paths, strict=True)
        ]
        sizes = Counter(genres)
        weights = np.array([sizes[genre] ** -0.5 for genre in genres])
        self._probabilities: NDArray[np.float64] = weights / weights.sum()

    def some(self, count: int) -> list[tuple[Path, float]]:
        """Return ``count`` files, or all if there are fewer, with the probability of each; always the same ones."""
        drawn = min(count, len(self.paths))
        chosen = np.random.default_rng(0).choice(len(self.paths), drawn, replace=False, p=self._probabilities)
        return [(self.paths[number], float(self._probabilities[number])) for number in sorted(chosen)]

    def draw(self, random: Random) -> Image.Image:
        """Return one picture at random, RGB."""
        return open_picture(self.paths[random.choice(len(self.paths), p=self._probabilities)])


def is_held_out(name: str) -> bool:
    """Tell whether a picture is kept for evaluation; depends on its file name alone."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") < HELD_OUT * 2**32


def open_picture(path: Path) -> Image.Image:
    """Return the picture of a file, RGB."""
    with Image.open(path) as picture:
        return picture.convert("RGB")


def random_square(picture: Image.Image, side: int, smallest: float, random: Random) -> Image.Image:
    """Return a square of ``side`` pixels: a part of the picture, at least ``smallest`` of its short side, scaled."""
    cut = int(min(picture.size) * random.uniform(smallest, 1))
    left, top = (int(random.integers(0, length - cut + 1)) for length in picture.size)
    square = picture.resize((side, side), Image.Resampling.LANCZOS, (left, top, left + cut, top + cut), reducing_gap=2)
    return square.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if random.random() < 0.5 else square


def random_part(picture: Image.Image, long_side: int, smallest: float, multiple: int, random: Random) -> Image.Image:
    """Return a part of the picture of its own shape, at least ``smallest`` of its sides, ``fitted``."""
    share = random.uniform(smallest, 1)
    width, height = (round(length * share) for length in picture.size)
    left, top = int(random.integers(picture.width - width + 1)), int(random.integers(picture.height - height + 1))
    part = fitted(picture.crop((left, top, left + width, top + height)), long_side, multiple)
    return part.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if random.random() < 0.5 else part


def fitted(picture: Image.Image, long_side: int, multiple: int) -> Image.Image:
    """Return the whole picture scaled to about ``long_side`` pixels, both sides rounded to a multiple."""
    scale = long_side / max(picture.size)
    width, height = (max(round(length * scale / multiple), 1) * multiple for length in picture.size)
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def flat_colours(picture: Image.Image, random: Random) -> Image.Image:
    """Return the picture as a drawing of 3 to 8 flat colours without its small things."""
    soft = picture.filter(ImageFilter.GaussianBlur(max(picture.size) / 60))
    return soft.quantize(int(random.integers(3, 9)), dither=Image.Dither.NONE).convert("RGB")


def tensor(picture: Image.Image | NDArray[np.uint8]) -> Tensor:
    """Return a picture, or an array [height, width, 3], as [1, 3, height, width], 0..1, channels last in memory."""
    pixels = torch.from_numpy(np.asarray(picture, np.float32) / 255)
    return pixels.permute(2, 0, 1)[None]
