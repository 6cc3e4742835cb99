"""``impasto check``: say whether this installation paints as it should."""

import argparse
import asyncio
import platform
from pathlib import Path

import numpy
import PIL

from impasto import __version__
from impasto.backends import trial
from impasto.backends.rules import TOLERANCE
from impasto.desktop.arguments import Commands, Parser
from impasto.desktop.exitcodes import DONE, WRONG
from impasto.desktop.files import write_standard_output
from impasto.desktop.installation import models_folder, read_catalogue
from impasto.desktop.interrupts import ending_at_once
from impasto.desktop.native import NativeRuntime
from impasto.words import Text, say


def add(commands: Commands) -> Parser:
    """Add the command's arguments, of which there are none."""
    about = "check every network, paint a small picture and compare it with what it has to be"
    parser: Parser = commands.add_parser("check", help=about, description=f"{about.capitalize()}.")
    return parser


def run(options: argparse.Namespace) -> int:
    """Print the versions, paint, and print the verdict: 0 where it is right, 1 where it is wrong."""
    models = models_folder()
    with ending_at_once():
        runtime = NativeRuntime(models)
    write_standard_output(f"{_versions(runtime)}\n")
    differs = asyncio.run(_difference(runtime, models))
    right = differs <= TOLERANCE
    verdict = Text("check-right" if right else "check-wrong", given=differs, allowed=TOLERANCE)
    write_standard_output(f"{say(verdict)}\n")
    return DONE if right else WRONG


async def _difference(runtime: NativeRuntime, models: Path) -> int:
    """Return by how many levels the trial's picture differs at most, once all networks were found to be whole."""
    catalogue = read_catalogue(models)
    for network in catalogue.networks:
        for graph in network.graphs:
            await runtime.load(graph)
    return await trial.difference(runtime, catalogue)


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
