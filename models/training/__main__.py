"""Trains, measures and exports the networks: ``python -m training --help``, run from ``models/``."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import torch

from training import commands, lent

MODELS = Path(__file__).resolve().parent.parent


def main() -> None:
    """Parse the command line and run one command."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    subparsers = parser.add_subparsers(required=True)

    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--photographs", type=Path, required=True, help="folder of content pictures")
    data.add_argument("--paintings", type=Path, required=True, help="folder of style pictures")
    data.add_argument("--seed", type=int, default=0)
    loop = argparse.ArgumentParser(add_help=False, parents=[data])
    loop.add_argument("--checkpoint", type=Path, required=True, help="file to save to, and to resume from")
    loop.add_argument("--steps", type=int, required=True)
    loop.add_argument("--rate", type=float, default=1e-4)
    training = argparse.ArgumentParser(add_help=False, parents=[loop])
    training.add_argument("--sides", type=int, nargs="+", default=[256, 384, 512], help="long sides of the content")

    command = subparsers.add_parser("transformer", parents=[training], help="train a transformer of full width")
    command.add_argument("--separable", action="store_true")
    command.add_argument("--start", type=Path, help=".npz or .pt to start from; otherwise made of the next smaller one")
    command.add_argument(
        "--vectors-of", nargs="+", default=[commands.MOBILENET], help="style networks whose vectors to take, in turn"
    )
    command.add_argument("--content-goal", type=float, default=1.0, help="content distance to reach; lite's is 1")
    command.add_argument(
        "--content-weight", type=float, default=1.0, help="what it weighs at first: 0.2 for trained networks"
    )
    command.set_defaults(run=commands.train_transformer)

    command = subparsers.add_parser("fit", parents=[data], help="fit the Inception style network to MobileNet's")
    command.add_argument("--samples", type=int, default=2400)
    command.add_argument("--output", type=Path, required=True, help="file to write the network to")
    command.set_defaults(run=commands.fit_style)

    command = subparsers.add_parser("distil", parents=[loop], help="train the Inception style network on MobileNet's")
    command.add_argument("--start", type=Path, required=True, help="what fit wrote")
    command.add_argument("--batch", type=int, default=8, help="pictures a step")
    command.set_defaults(run=commands.distil_style)

    command = subparsers.add_parser("style", parents=[training], help="train the Inception style network")
    command.add_argument("--start", type=Path, required=True, help="what fit or distil wrote")
    command.add_argument("--train-from", type=int, default=9, help="first of its blocks 0 to 8 to train; 9: none")
    command.add_argument(
        "--through", nargs="+", default=commands.TRANSFORMERS, help="transformers to paint with, in turn"
    )
    command.set_defaults(run=commands.train_style)

    command = subparsers.add_parser("pack", parents=[data], help="put together what lease needs on another machine")
    command.add_argument("--output", type=Path, default=lent.PACK, help="folder to write to")
    command.add_argument("--contents", type=int, default=750, help="how many photographs")
    command.add_argument("--styles", type=int, default=1400, help="how many paintings")
    command.add_argument("--checkpoints", type=Path, nargs="*", default=[], help="files like conv.pt, to start from")
    command.add_argument("--limit", type=float, default=40, help="MiB that may be carried")
    command.set_defaults(run=lent.pack)

    command = subparsers.add_parser("lease", help="train for some minutes on a lent GPU, from what pack wrote")
    command.add_argument("--network", choices=lent.NETWORKS, nargs="+", required=True, help="trained together")
    command.add_argument("--minutes", type=float, required=True, help="counted from the start, loading included")
    command.add_argument("--pack", type=Path, default=lent.PACK, help="folder that pack wrote")
    command.add_argument(
        "--output", type=Path, default=Path(os.environ.get("OUT", "lent")), help="folder for checkpoints, $OUT if set"
    )
    command.add_argument("--resume", type=int, help="seconds in the names of a cut off run's checkpoints in the output")
    command.add_argument(
        "--sides", type=int, nargs="+", default=[256, 384, 512, 768, 1024], help="long sides, multiples of 32"
    )
    command.add_argument("--batch", type=int, default=16, help="pictures a step at 512 pixels")
    command.add_argument("--rate", type=float, default=3e-4)
    command.add_argument("--content-goal", type=float, default=1.02, help="content distance to reach; lite's is 1")
    command.add_argument("--seed", type=int, default=0)
    command.set_defaults(run=lent.lease)

    command = subparsers.add_parser("export", help="write the graphs and the manifest record of a trained network")
    command.add_argument("network", choices=commands.EXPORTS)
    command.add_argument("checkpoint", type=Path)
    command.add_argument("--models", type=Path, default=MODELS, help="folder with the manifest to write to")
    command.set_defaults(run=commands.export)

    command = subparsers.add_parser("evaluate", parents=[data], help="measure all combinations on held-out pictures")
    command.add_argument("--models", type=Path, default=MODELS, help="folder with the manifest and README to write to")
    command.add_argument("--pairs", type=int, default=48)
    command.add_argument("--sides", type=int, nargs="+", default=[256, 512, 1024], help="long sides of the content")
    command.add_argument("--optimised", type=int, default=0, help="how many pairs to paint by direct optimisation too")
    command.set_defaults(run=commands.evaluate)

    command = subparsers.add_parser("sheet", help="draw a sheet of results")
    command.add_argument("--contents", type=Path, nargs="+", required=True)
    command.add_argument("--styles", type=Path, nargs="+", required=True, help="one for each content")
    command.add_argument("--models", type=Path, default=MODELS, help="folder with the manifest")
    command.add_argument("--output", type=Path, required=True, help="WebP file")
    command.set_defaults(run=commands.draw_sheet)

    arguments = parser.parse_args()
    torch.manual_seed(getattr(arguments, "seed", 0))
    arguments.run(arguments)


if __name__ == "__main__":
    main()
