"""Measures every combination of a style network and a transformer on pictures that no training saw."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from training.data import PictureFolder, fitted, tensor
from training.gatys import optimise
from training.losses import Vgg, content_distance, grams, style_distances
from training.moments import MomentsNetwork, moment_distance
from training.onnxnetworks import OnnxTransformer, paint, read_manifest, style_network, transformer

STYLE_PIXELS = 256 * 256
STYLE_MULTIPLE = 32
TIMED_SIDE = 512
TIMED_RUNS = 5
BASE_STYLE, PUBLISHED = "style-mobilenet-v2", "transformer-lite as published"
LUMA = (0.299, 0.587, 0.114)


@dataclass(frozen=True)
class Pair:
    """A content picture, a style picture, and the content as style networks get it, [1, 3, height, width]."""

    content: Tensor
    style: Tensor
    content_as_style: Tensor


@dataclass(frozen=True)
class Distances:
    """Of one painting: distances as ``losses`` and ``moments`` define them, and SSIM to the content."""

    style: float
    moments: float
    content: float
    ssim: float


@dataclass(frozen=True)
class Identity:
    """How much of a content stays under its own vector, which is strength 0: SSIM, and mean difference in levels."""

    ssim: float
    levels: float


@dataclass(frozen=True)
class Measures:
    """The networks that paintings are measured with."""

    vgg: Vgg
    moments: MomentsNetwork


Combination = tuple[str, str]
"""Ids of a style network and a transformer."""
UNPAINTED: Combination = ("", "photograph")
OPTIMISED: Combination = ("", "optimisation")


def held_out_pairs(photographs: Path, paintings: Path, count: int, side: int, seed: int) -> Iterator[Pair]:
    """Yield pairs of held-out pictures; the same seed gives the same pictures at any size."""
    contents, styles = PictureFolder(photographs, held_out=True), PictureFolder(paintings, held_out=True)
    random = np.random.default_rng(seed)
    for _ in range(count):
        content, style = contents.draw(random), styles.draw(random)
        yield Pair(tensor(fitted(content, side, 4)), tensor(as_style(style)), tensor(as_style(content)))


def as_style(picture: Image.Image) -> Image.Image:
    """Return a picture as style networks get it, at about ``STYLE_PIXELS``."""
    long_side = round((STYLE_PIXELS * max(picture.size) / min(picture.size)) ** 0.5)
    return fitted(picture, long_side, STYLE_MULTIPLE)


class Judge:
    """Measures paintings of one pair."""

    def __init__(self, measures: Measures, pair: Pair) -> None:
        self._measures, self._pair = measures, pair
        self._content, self._grams = measures.vgg(pair.content), grams(measures.vgg(pair.style))
        self._moments = measures.moments(pair.style)

    def measure(self, painted: Tensor) -> Distances:
        """Return the distances of a painting of the pair's content."""
        features = self._measures.vgg(painted)
        return Distances(
            float(style_distances(grams(features), self._grams).sum()),
            float(moment_distance(self._measures.moments(painted), self._moments)),
            float(content_distance(features, self._content)),
            structural_similarity(painted, self._pair.content),
        )


class Networks:
    """The networks of a manifest, and beside them the published transformer, which goes with ``BASE_STYLE`` only."""

    def __init__(self, models: Path, published: OnnxTransformer) -> None:
        """``models`` is the folder of the manifest."""
        self.published = published
        self._styles = {name: style_network(models, record) for name, record in read_manifest(models, "style").items()}
        records = read_manifest(models, "transformer")
        self._transformers = {name: transformer(models, record) for name, record in records.items()}

    def base_vector(self, style: Tensor) -> Tensor:
        """Return the vector of a picture by ``BASE_STYLE``."""
        return self._styles[BASE_STYLE](style)

    def paintings(self, content: Tensor, style: Tensor) -> Iterator[tuple[Combination, Tensor]]:
        """Yield a content as every combination paints it under a style, the base first of its style network."""
        for style_id, encode in self._styles.items():
            vector = encode(style)
            base = {PUBLISHED: self.published} if style_id == BASE_STYLE else {}
            for name, painter in (base | self._transformers).items():
                yield (style_id, name), paint(painter, content, vector)


@torch.no_grad()
def measure_all(networks: Networks, measures: Measures, pairs: Iterator[Pair]) -> dict[Combination, list[Distances]]:
    """Paint every pair with every combination, and return the distances in the order of the pairs."""
    found: dict[Combination, list[Distances]] = {UNPAINTED: []}
    for pair in pairs:
        judge = Judge(measures, pair)
        found[UNPAINTED].append(judge.measure(pair.content))
        for combination, painted in networks.paintings(pair.content, pair.style):
            found.setdefault(combination, []).append(judge.measure(painted))
    return found


@torch.no_grad()
def measure_identity(networks: Networks, pairs: Iterator[Pair]) -> dict[Combination, list[Identity]]:
    """Paint the content of every pair under its own vector with every combination, and return what stays of it."""
    found: dict[Combination, list[Identity]] = {}
    for pair in pairs:
        for combination, painted in networks.paintings(pair.content, pair.content_as_style):
            difference = 255 * float((painted - pair.content).abs().mean())
            kept = Identity(structural_similarity(painted, pair.content), difference)
            found.setdefault(combination, []).append(kept)
    return found


def measure_optimisation(
    networks: Networks, optimiser: Vgg, measures: Measures, pairs: Iterator[Pair], steps: int
) -> list[Distances]:
    """Do so for direct optimisation of the picture, at the content distance of the base combination.

    ``optimiser`` gives the losses that are optimised and ``measures`` those that are returned.
    """
    found = []
    for pair in pairs:
        reference = paint(networks.published, pair.content, networks.base_vector(pair.style))
        painted = optimise(optimiser, pair.content, pair.style, reference, steps)
        with torch.no_grad():
            found.append(Judge(measures, pair).measure(painted))
    return found


def seconds(models: Path) -> dict[Combination, float]:
    """Return the median time of each combination for a picture of 512 x 512 on one thread, vector included.

    It is the processor's time, so that other work on the machine hardly counts.
    """
    random = np.random.default_rng(0)
    content = torch.from_numpy(random.random((1, 3, TIMED_SIDE, TIMED_SIDE), np.float32))
    style = content[:, :, :256, :256]
    found = {}
    for style_id, style_record in read_manifest(models, "style").items():
        encode = style_network(models, style_record)
        for painter_id, record in read_manifest(models, "transformer").items():
            painter = transformer(models, record)
            times = []
            for _ in range(TIMED_RUNS):
                began = time.process_time()
                painter(content, encode(style))
                times.append(time.process_time() - began)
            found[style_id, painter_id] = statistics.median(times)
    return found


def structural_similarity(ours: Tensor, theirs: Tensor) -> float:
    """Return the mean SSIM of two pictures' luma (Wang et al. 2004): Gaussian window of 11 pixels, sigma 1.5."""
    line = torch.exp(-((torch.arange(11) - 5.0) ** 2) / (2 * 1.5**2))
    window = (line[:, None] * line / line.sum() ** 2)[None, None]
    weights = torch.tensor(LUMA).view(1, 3, 1, 1)
    x, y = ((weights * picture).sum(1, keepdim=True) for picture in (ours, theirs))
    mean_x, mean_y = functional.conv2d(x, window), functional.conv2d(y, window)
    variance_x = functional.conv2d(x * x, window) - mean_x**2
    variance_y = functional.conv2d(y * y, window) - mean_y**2
    covariance = functional.conv2d(x * y, window) - mean_x * mean_y
    luminance = (2 * mean_x * mean_y + 0.01**2) / (mean_x**2 + mean_y**2 + 0.01**2)
    structure = (2 * covariance + 0.03**2) / (variance_x + variance_y + 0.03**2)
    return float((luminance * structure).mean())
