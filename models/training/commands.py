"""What the commands of ``python -m training`` do."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from training import report
from training.data import PictureFolder
from training.distil import Distillation
from training.evaluate import Pair, held_out_pairs, measure_all, measure_optimisation, seconds
from training.export import export_inception, export_transformer
from training.fit import fit_bottleneck
from training.graphs import read_weights
from training.inception import InceptionStyle
from training.losses import Vgg
from training.networks import QUARTER_WIDTH, Transformer, lay_out_for_cpu, load_checkpoint, load_graphs
from training.objective import Objective
from training.onnxnetworks import OnnxStyleNetwork
from training.painting import Painting
from training.samples import Sampler
from training.start import factorised, widened
from training.train import load_averaged, save_untrained, train

MODELS = Path(__file__).resolve().parent.parent
CACHE = MODELS.parent / ".build" / "cache"
EXPORTS = ("transformer-conv", "transformer-separable", "style-inception-v3")
OPTIMISATION_STEPS = 300


def train_transformer(arguments: argparse.Namespace) -> None:
    """Train a transformer on the vectors of style-mobilenet-v2, with transformer-lite as the reference."""
    lite, mobilenet = _lite(), _mobilenet()
    if arguments.start:
        network = Transformer(arguments.separable)
        if arguments.start.suffix == ".npz":
            load_checkpoint(network, np.load(arguments.start))
        else:
            network.load_state_dict(load_averaged(arguments.start))
    else:
        network = factorised(lite) if arguments.separable else widened(lite)
    lay_out_for_cpu(network)
    objective = Objective(Vgg(CACHE, torch.bfloat16), content_goal=0.97, anchor=0.5, variation=0.05)
    task = Painting(
        lambda sample: network(sample.content, sample.vector(mobilenet)),
        lambda sample: lite(sample.content, sample.vector(mobilenet)),
        objective,
        _sampler(arguments, arguments.side, mixtures=0.2),
    )
    train(network, task, arguments.steps, arguments.rate, arguments.checkpoint)


def fit_style(arguments: argparse.Namespace) -> None:
    """Fit the bottleneck of the Inception style network to the vectors of style-mobilenet-v2."""
    network = InceptionStyle(bfloat16=True)
    network.load_backbone(CACHE)
    network.requires_grad_(False)
    lay_out_for_cpu(network)
    fit_bottleneck(network, _mobilenet(), _sampler(arguments, 256, mixtures=0), arguments.samples)
    save_untrained(network, arguments.output)


def distil_style(arguments: argparse.Namespace) -> None:
    """Train the Inception style network to give the vectors of style-mobilenet-v2."""
    network = InceptionStyle(bfloat16=True)
    network.load_state_dict(load_averaged(arguments.start))
    lay_out_for_cpu(network)
    photographs, paintings = PictureFolder(arguments.photographs), PictureFolder(arguments.paintings)
    effect = _lite().style.weight.detach()
    task = Distillation(network, _mobilenet(), effect, photographs, paintings, arguments.seed, arguments.batch)
    train(network, task, arguments.steps, arguments.rate, arguments.checkpoint)


def train_style(arguments: argparse.Namespace) -> None:
    """Train the Inception style network through transformer-lite, with MobileNet's painting as the reference."""
    network = InceptionStyle(bfloat16=True)
    network.load_state_dict(load_averaged(arguments.start))
    lay_out_for_cpu(network)
    network.train_from(arguments.train_from)
    lite, mobilenet = _lite(), _mobilenet()
    objective = Objective(Vgg(CACHE, torch.bfloat16), content_goal=1.03, anchor=0.1, variation=0.0)
    task = Painting(
        lambda sample: lite(sample.content, sample.vector(network)),
        lambda sample: lite(sample.content, sample.vector(mobilenet)),
        objective,
        _sampler(arguments, arguments.side, mixtures=0.1),
    )
    train(network, task, arguments.steps, arguments.rate, arguments.checkpoint)


def export(arguments: argparse.Namespace) -> None:
    """Write the graphs of a trained network, with the running mean of its weights, and its manifest record."""
    state = load_averaged(arguments.checkpoint)
    if arguments.network == "style-inception-v3":
        inception = InceptionStyle()
        inception.load_state_dict(state)
        export_inception(inception, arguments.models)
    else:
        transformer = Transformer(separable=arguments.network == "transformer-separable")
        transformer.load_state_dict(state)
        export_transformer(transformer, arguments.models)


def evaluate(arguments: argparse.Namespace) -> None:
    """Measure all combinations of the manifest and write the table into the README beside it."""
    vgg, times = Vgg(CACHE), seconds(arguments.models)
    quick_vgg = Vgg(CACHE, torch.bfloat16)
    sections = []
    for side in arguments.sides:

        def pairs(count: int, side: int = side) -> Iterator[Pair]:
            return held_out_pairs(arguments.photographs, arguments.paintings, count, side, arguments.seed)

        found = measure_all(arguments.models, vgg, pairs(arguments.pairs))
        # Direct optimisation takes minutes a picture: at the first size only.
        count = arguments.optimised if side == arguments.sides[0] else 0
        optimised = measure_optimisation(arguments.models, quick_vgg, vgg, pairs(count), OPTIMISATION_STEPS)
        sections.append(
            f"{arguments.pairs} held-out pairs (seed {arguments.seed}), long side {side} pixels:\n\n"
            + report.table(arguments.models, found, optimised, times)
        )
        print(sections[-1], flush=True)
    report.write_section(arguments.models / "README.md", "\n\n".join([report.EXPLANATION, *sections]))


def draw_sheet(arguments: argparse.Namespace) -> None:
    """Draw a sheet of results from given pictures."""
    report.save_sheet(report.sheet(arguments.models, arguments.contents, arguments.styles), arguments.output)


def _sampler(arguments: argparse.Namespace, side: int, mixtures: float) -> Sampler:
    photographs, paintings = PictureFolder(arguments.photographs), PictureFolder(arguments.paintings)
    return Sampler(photographs, paintings, arguments.seed, side, mixtures)


def _lite() -> Transformer:
    network = Transformer(widths=QUARTER_WIDTH)
    graphs = [MODELS / f"transformer-lite-{graph}.onnx" for graph in ("encoder", "decoder")]
    load_graphs(network, read_weights(*graphs))
    lay_out_for_cpu(network)
    return network.requires_grad_(False)


def _mobilenet() -> OnnxStyleNetwork:
    return OnnxStyleNetwork(MODELS / "style-mobilenet-v2.onnx")
