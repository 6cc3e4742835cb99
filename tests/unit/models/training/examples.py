"""Pictures, networks and an objective that the tests of this folder train, measure and export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from training.graphs import read_weights
from training.losses import BLOCKS, vgg_layers
from training.networks import FULL_WIDTH, QUARTER_WIDTH, Transformer, load_graphs
from training.objective import Objective
from training.onnxnetworks import read_manifest

MODELS = Path(__file__).resolve().parents[4] / "models"
CACHE = MODELS.parent / ".build" / "cache"
TRANSFORMERS = read_manifest(MODELS, "transformer")
NARROW_VGG = (3, 4, 4, 6, 6, 8, 8, 8, 10, 10, 10)
"""Channels in front of and behind each layer of the blocks that are used of it."""
SECONDS_A_STEP = 5.0
ROUNDING = 0.5 / 255 + 1e-3
"""How far what a graph has painted, in 256 levels, may be from the exact colours."""


def picture(height: int, width: int) -> torch.Tensor:
    """Return soft coloured waves with some grain, [1, 3, height, width], in 256 levels."""
    y, x = torch.meshgrid(torch.linspace(0, 9, height), torch.linspace(0, 12, width), indexing="ij")
    waves = torch.stack([torch.sin(x + y), torch.sin(x * y / 9), torch.cos(2 * x - y)])[None]
    colours = (0.5 + 0.4 * waves + 0.05 * torch.randn(1, 3, height, width)).clamp(0, 1)
    return (colours * 255).round() / 255


def committed(name: str) -> Transformer:
    """Return a committed transformer in PyTorch."""
    widths = QUARTER_WIDTH if name == "transformer-lite" else FULL_WIDTH
    network = Transformer(name == "transformer-separable", widths)
    files = [MODELS / graph["file"] for graph in TRANSFORMERS[name]["graphs"].values()]
    load_graphs(network, read_weights(*files))
    return network.requires_grad_(False)


def random_transformer(separable: bool = False) -> Transformer:
    """Return a narrow transformer of random weights, with a style that is felt."""
    network = Transformer(separable, (4, 6, 8)).requires_grad_(False)
    torch.nn.init.normal_(network.style.weight, std=0.2)
    return network


class FourBlocks(torch.nn.Module):
    """Stands in for VGG-16: four small random convolutions."""

    def __init__(self) -> None:
        super().__init__()
        self.convolutions = torch.nn.ModuleList(
            torch.nn.Conv2d(inputs, 6, 3, padding=1) for inputs in (3, 6, 6, 6)
        ).requires_grad_(False)

    def forward(self, x: torch.Tensor, blocks: int = 4) -> list[torch.Tensor]:
        found = []
        for convolution in self.convolutions[:blocks]:
            x = torch.relu(convolution(x))
            found.append(x)
        return found


def objective(goal: float = 1.0) -> Objective:
    torch.manual_seed(7)
    return Objective(FourBlocks(), content_goal=goal, anchor=0.1, variation=0.0)


def vgg_arrays() -> dict[str, np.ndarray]:
    """Return random weights of a narrow VGG-16."""
    assert len(NARROW_VGG) == sum(BLOCKS) + 1
    random, arrays = np.random.default_rng(0), {}
    for layer, inputs, outputs in zip(vgg_layers(), NARROW_VGG[:-1], NARROW_VGG[1:], strict=True):
        arrays[f"{layer}/kernel"] = random.normal(0, 0.2, (outputs, inputs, 3, 3)).astype(np.float32)
        arrays[f"{layer}/bias"] = random.normal(0, 0.1, outputs).astype(np.float32)
    return arrays


def ticks() -> Iterator[float]:
    """Yield the times of a clock that is looked at once a step."""
    now = 1000.0
    while True:
        yield now
        now += SECONDS_A_STEP
