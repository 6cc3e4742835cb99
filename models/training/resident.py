"""Training pictures that are decoded once and stay in a device's memory, and the samples that are cut out of them.

``samples`` opens, cuts and scales one picture a step with Pillow, which a graphics processor would wait for.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from training.data import Random
from training.pack import INDEX
from training.samples import CONTENT_MULTIPLE, STYLE_SIDE, Sample

# Width to height of contents, of which one is drawn for each batch.
SHAPES = ((3, 2), (2, 3), (1, 1))
SMALLEST_CONTENT, SMALLEST_STYLE = 0.75, 0.5
# Of this long side a batch has as many contents as are asked for; of smaller ones up to twice as many, of larger ones
# fewer, so that all steps take about the same memory and time.
BATCH_SIDE = 512
# Part of the styles that are reduced to drawings: posters and flat graphics, of which there are few among paintings.
FLAT_STYLES = 0.05
# A drawing is made of a content reduced to so many pixels: small things are gone then.
DRAWING_SIDE = 60


class ResidentPictures:
    """The pictures of an archive that ``pack`` wrote, as uint8 [3, height, width] on a device."""

    def __init__(self, file: Path, device: torch.device) -> None:
        with zipfile.ZipFile(file) as archive:
            index = json.loads(archive.read(INDEX))
            encoded = [archive.read(name) for name in index]
        with ThreadPoolExecutor() as threads:
            self._pictures = [picture.to(device) for picture in threads.map(_decoded, encoded)]
        weights = np.array([*index.values()])
        self._probabilities = weights / weights.sum()

    def __len__(self) -> int:
        return len(self._pictures)

    def draw(self, count: int, random: Random) -> list[Tensor]:
        """Return ``count`` pictures at random."""
        drawn = random.choice(len(self._pictures), count, p=self._probabilities)
        return [self._pictures[number] for number in drawn]


@dataclass(frozen=True)
class BatchSampler:
    """Draws batches; the same seed and step give the same one. ``samples.Sampler`` says what the fields mean."""

    photographs: ResidentPictures
    paintings: ResidentPictures
    seed: int
    batch: int
    sides: Sequence[int]
    mixtures: float
    flat: float

    def sample(self, step: int) -> Sample:
        """Return the sample of a step: a batch of contents of one size, of styles, and the shares of all of them."""
        random = np.random.default_rng([self.seed, step])
        side = int(random.choice(self.sides))
        height, width = content_size(side, random)
        count = batch_of(side, self.batch)
        pictures = self.photographs.draw(count, random)
        contents = [random_cut(picture, height, width, SMALLEST_CONTENT, random) for picture in pictures]
        contents = [drawing(content, random) if random.random() < self.flat else content for content in contents]
        content, style = _together(contents), self._styles(count, random)
        if random.random() >= self.mixtures:
            return Sample(content, [style], [1.0])
        # With other styles, or with the contents themselves, which is how a strength below 1 is painted.
        other = self._styles(count, random) if random.random() < 0.5 else content
        share = float(random.uniform(0, 1))
        return Sample(content, [style, other], [share, 1 - share])

    def _styles(self, count: int, random: Random) -> Tensor:
        pictures = self.paintings.draw(count, random)
        styles = [random_cut(picture, STYLE_SIDE, STYLE_SIDE, SMALLEST_STYLE, random) for picture in pictures]
        return _together([drawing(style, random) if random.random() < FLAT_STYLES else style for style in styles])


def batch_of(side: int, batch: int) -> int:
    """Return how many contents of a long side go into a step, where those of ``BATCH_SIDE`` are ``batch``."""
    return max(min(round(batch * (BATCH_SIDE / side) ** 2), 2 * batch), 1)


def content_size(side: int, random: Random) -> tuple[int, int]:
    """Return height and width of a batch of contents with this long side, both multiples of ``CONTENT_MULTIPLE``."""
    shape = SHAPES[random.integers(len(SHAPES))]
    width, height = (max(round(side * part / max(shape) / CONTENT_MULTIPLE), 1) * CONTENT_MULTIPLE for part in shape)
    return height, width


def random_cut(picture: Tensor, height: int, width: int, smallest: float, random: Random) -> Tensor:
    """Return a part of a picture uint8 [3, …], scaled to [1, 3, height, width], 0..1, mirrored at times.

    It has the shape asked for, and is at least ``smallest`` of the largest such part.
    """
    scale = min(picture.shape[1] / height, picture.shape[2] / width) * random.uniform(smallest, 1)
    rows, columns = max(int(height * scale), 1), max(int(width * scale), 1)
    top = int(random.integers(picture.shape[1] - rows + 1))
    left = int(random.integers(picture.shape[2] - columns + 1))
    part = picture[None, :, top : top + rows, left : left + columns].float() / 255
    part = functional.interpolate(part, (height, width), mode="bicubic", antialias=True).clamp(0, 1)
    return part.flip(3) if random.random() < 0.5 else part


def drawing(picture: Tensor, random: Random) -> Tensor:
    """Return a picture [1, 3, height, width] reduced to 3 to 8 of its own colours, without its small things."""
    height, width = picture.shape[2:]
    scale = min(DRAWING_SIDE / max(height, width), 1)
    small = functional.interpolate(picture, scale_factor=scale, mode="bilinear", antialias=True)
    soft = functional.interpolate(small, (height, width), mode="bicubic").clamp(0, 1).flatten(2)
    drawn = random.integers(soft.shape[2], size=int(random.integers(3, 9)))
    palette = soft[0, :, torch.from_numpy(drawn).to(picture.device)]
    nearest = torch.cdist(soft[0].T, palette.T).argmin(1)
    return palette[:, nearest].view(1, 3, height, width)


def _together(pictures: list[Tensor]) -> Tensor:
    return torch.cat(pictures).contiguous(memory_format=torch.channels_last)


def _decoded(data: bytes) -> Tensor:
    with Image.open(io.BytesIO(data)) as picture:
        return torch.from_numpy(np.array(picture.convert("RGB"))).permute(2, 0, 1).contiguous()
