"""``impasto check``: say whether this installation paints as it should."""

import argparse
import asyncio
import platform
from pathlib import Path

import numpy
import PIL

from impasto import __version__
from impasto.backends import golden
from impasto.backends.golden import Outcome
from impasto.backends.rules import TOLERANCE
from impasto.desktop.arguments import Commands, Parser
from impasto.desktop.exitcodes import DONE, WRONG
from impasto.desktop.files import Refused, write_standard_output
from impasto.desktop.installation import models_folder, read_catalogue
from impasto.desktop.interrupts import ending_at_once
from impasto.desktop.native import NativeRuntime
from impasto.painting.in_tiles import in_tiles
from impasto.words import Text, say


def add(commands: Commands) -> Parser:
    """Add the command's arguments, of which there are none."""
    about = "paint a small picture with every network and compare it with what it has to be"
    parser: Parser = commands.add_parser("check", help=about, description=f"{about.capitalize()}.")
    return parser


def run(options: argparse.Namespace) -> int:
    """Print the versions, paint, and print the verdict: 0 where it is right, 1 where it is wrong."""
    models = models_folder()
    with ending_at_once():
        runtime = NativeRuntime(models)
    write_standard_output(f"{_versions(runtime)}\n")
    outcomes = asyncio.run(_outcomes(runtime, models))
    right = all(outcome.right for outcome in outcomes)
    write_standard_output(f"{say(_verdict(outcomes))}\n")
    return DONE if right else WRONG


async def _outcomes(runtime: NativeRuntime, models: Path) -> list[Outcome]:
    """Return how each network did, once all were found to be whole."""
    catalogue = read_catalogue(models)
    for network in catalogue.networks:
        for graph in network.graphs:
            await runtime.load(graph)

    async def read(name: str) -> bytes:
        path = models / golden.FOLDER / f"{name}.png"
        try:
            return path.read_bytes()
        except FileNotFoundError as error:
            raise Refused("answer-missing", path=str(path)) from error

    return [await each.outcome(runtime, read) for each in golden.pictures(catalogue, in_tiles)]


def _verdict(outcomes: list[Outcome]) -> Text:
    """Return in words whether all is right; else what is wrong with the first network that is."""
    for outcome in outcomes:
        if outcome.fault is not None:
            return Text("check-failed", network=outcome.network, problem=outcome.fault)
        if not outcome.right:
            return Text("check-wrong", network=outcome.network, given=golden.largest([outcome]), allowed=TOLERANCE)
    return Text("check-right", count=len(outcomes), given=golden.largest(outcomes), allowed=TOLERANCE)


def _versions(runtime: NativeRuntime) -> str:
    """Return what is at work here, part by part."""
    description = runtime.describe()
    return ", ".join(
        (
            f"impasto {__version__}",
            f"Python {platform.python_version()}",
            f"numpy {numpy.__version__}",
            f"Pillow {PIL.__version__}",
            f"onnxruntime {description.version} ({description.backend}, threads: {description.threads})",
            f"{platform.system()} {platform.machine()}",
        )
    )
