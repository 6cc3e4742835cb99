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
from training.evaluate import (
    Measures,
    Networks,
    Pair,
    held_out_pairs,
    measure_all,
    measure_identity,
    measure_optimisation,
    seconds,
)
from training.export import export_inception, export_transformer
from training.fit import fit_bottleneck
from training.graphs import read_weights
from training.inception import InceptionStyle
from training.losses import Vgg, published_vgg
from training.moments import MomentsNetwork
from training.networks import FULL_WIDTH, QUARTER_WIDTH, Transformer, lay_out, load_checkpoint, load_graphs
from training.objective import Objective
from training.onnxnetworks import OnnxStyleNetwork
from training.painting import Paint, Painting
from training.published import published_transformer
from training.samples import Sampler, StyleEncoder
from training.start import factorised, multiplied_out
from training.train import load_averaged, save_untrained, train

MODELS = Path(__file__).resolve().parent.parent
CACHE = MODELS.parent / ".build" / "cache"
MOBILENET = "style-mobilenet-v2"
TRANSFORMERS = ("transformer-lite", "transformer-separable", "transformer-conv")
EXPORTS = (*TRANSFORMERS, "style-inception-v3")
OPTIMISATION_STEPS = 300


def train_transformer(arguments: argparse.Namespace) -> None:
    """Train a transformer on the vectors of style networks, with transformer-lite as the reference."""
    lite = committed("transformer-lite")
    network = _start(arguments.start, arguments.separable)
    lay_out(network)
    objective = Objective(
        Vgg(published_vgg(CACHE), torch.bfloat16),
        content_goal=arguments.content_goal,
        anchor=0.15,
        variation=0.03,
        content_weight=arguments.content_weight,
    )

    def way(encoder: StyleEncoder) -> tuple[Paint, Paint]:
        return (lambda sample: sample.painted(network, encoder), lambda sample: sample.painted(lite, encoder))

    ways = [way(_style_network(name)) for name in arguments.vectors_of]
    task = Painting(ways, objective, _sampler(arguments, arguments.sides, mixtures=0.2, flat=0.15))
    train(network, task, arguments.steps, arguments.rate, arguments.checkpoint)


def fit_style(arguments: argparse.Namespace) -> None:
    """Fit the bottleneck of the Inception style network to the vectors of style-mobilenet-v2."""
    network = InceptionStyle(bfloat16=True)
    network.load_backbone(CACHE)
    network.requires_grad_(False)
    lay_out(network)
    sampler = _sampler(arguments, [256], mixtures=0, flat=0)
    fit_bottleneck(network, _style_network(MOBILENET), sampler, arguments.samples)
    save_untrained(network, arguments.output)


def distil_style(arguments: argparse.Namespace) -> None:
    """Train the Inception style network to give the vectors of style-mobilenet-v2."""
    network = InceptionStyle(bfloat16=True)
    network.load_state_dict(load_averaged(arguments.start))
    lay_out(network)
    photographs, paintings = PictureFolder(arguments.photographs), PictureFolder(arguments.paintings)
    effect = committed("transformer-lite").style.weight.detach()
    mobilenet = _style_network(MOBILENET)
    task = Distillation(network, mobilenet, effect, photographs, paintings, arguments.seed, arguments.batch)
    train(network, task, arguments.steps, arguments.rate, arguments.checkpoint)


def train_style(arguments: argparse.Namespace) -> None:
    """Train the Inception style network through the transformers, with MobileNet's paintings as the references."""
    network = InceptionStyle(bfloat16=True)
    network.load_state_dict(load_averaged(arguments.start))
    lay_out(network)
    network.train_from(arguments.train_from)
    mobilenet = _style_network(MOBILENET)
    objective = Objective(Vgg(published_vgg(CACHE), torch.bfloat16), content_goal=1.03, anchor=0.1, variation=0.0)

    def way(transformer: Transformer) -> tuple[Paint, Paint]:
        return (
            lambda sample: sample.painted(transformer, network),
            lambda sample: sample.painted(transformer, mobilenet),
        )

    ways = [way(committed(name)) for name in arguments.through]
    task = Painting(ways, objective, _sampler(arguments, arguments.sides, mixtures=0.1, flat=0.05))
    train(network, task, arguments.steps, arguments.rate, arguments.checkpoint)


def export(arguments: argparse.Namespace) -> None:
    """Write the graphs of a trained network, with the running mean of its weights, and its manifest record."""
    state = load_averaged(arguments.checkpoint)
    if arguments.network == "style-inception-v3":
        inception = InceptionStyle()
        inception.load_state_dict(state)
        export_inception(inception, arguments.models)
    else:
        transformer = _untrained(arguments.network)
        transformer.load_state_dict(state)
        export_transformer(arguments.network, transformer, arguments.models)


def evaluate(arguments: argparse.Namespace) -> None:
    """Measure all combinations of the manifest and write the table into the README beside it."""
    measures = Measures(Vgg(published_vgg(CACHE)), MomentsNetwork(CACHE))
    networks = Networks(arguments.models, published_transformer(CACHE))
    times = seconds(arguments.models)
    quick_vgg = Vgg(published_vgg(CACHE), torch.bfloat16)
    sections = []
    for side in arguments.sides:

        def pairs(count: int, side: int = side) -> Iterator[Pair]:
            return held_out_pairs(arguments.photographs, arguments.paintings, count, side, arguments.seed)

        found = measure_all(networks, measures, pairs(arguments.pairs))
        kept = measure_identity(networks, pairs(arguments.pairs))
        # Direct optimisation takes minutes a picture: at the first size only.
        count = arguments.optimised if side == arguments.sides[0] else 0
        optimised = measure_optimisation(networks, quick_vgg, measures, pairs(count), OPTIMISATION_STEPS)
        sections.append(
            f"{arguments.pairs} held-out pairs (seed {arguments.seed}), long side {side} pixels:\n\n"
            + report.table(arguments.models, found, kept, optimised, times)
        )
        print(sections[-1], flush=True)
    report.write_section(arguments.models / "README.md", "\n\n".join([report.EXPLANATION, *sections]))


def draw_sheet(arguments: argparse.Namespace) -> None:
    """Draw a sheet of results from given pictures."""
    report.save_sheet(report.sheet(arguments.models, arguments.contents, arguments.styles), arguments.output)


def _sampler(arguments: argparse.Namespace, sides: list[int], mixtures: float, flat: float) -> Sampler:
    photographs, paintings = PictureFolder(arguments.photographs), PictureFolder(arguments.paintings)
    return Sampler(photographs, paintings, arguments.seed, sides, mixtures, flat)


def _start(checkpoint: Path | None, separable: bool) -> Transformer:
    """Return what training begins with: a checkpoint, or else what the next smaller transformer can be turned into.

    A separable network's checkpoint is multiplied out where plain convolutions are wanted.
    """
    if checkpoint is None:
        smaller = committed("transformer-lite" if separable else "transformer-separable")
        return factorised(smaller) if separable else multiplied_out(smaller)
    if checkpoint.suffix == ".npz":
        network = Transformer(separable)
        load_checkpoint(network, np.load(checkpoint))
        return network
    state = load_averaged(checkpoint)
    network = Transformer(separable or any(name.endswith(".depthwise") for name in state))
    network.load_state_dict(state)
    return network if network.separable == separable else multiplied_out(network)


def committed(name: str) -> Transformer:
    """Return a committed transformer, not to be trained."""
    network = _untrained(name)
    graphs = [MODELS / f"{name}-{graph}.onnx" for graph in ("encoder", "decoder")]
    load_graphs(network, read_weights(*graphs))
    lay_out(network)
    return network.requires_grad_(False)


def _untrained(name: str) -> Transformer:
    """Return a transformer of the shape of that id."""
    return Transformer(name == "transformer-separable", QUARTER_WIDTH if name == "transformer-lite" else FULL_WIDTH)


def _style_network(name: str) -> OnnxStyleNetwork:
    return OnnxStyleNetwork(MODELS / f"{name}.onnx")
