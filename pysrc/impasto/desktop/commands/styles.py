"""``impasto styles``: list the presets, styles that need no picture."""

import argparse

from impasto.desktop import files, shelf
from impasto.desktop.arguments import Commands, Parser
from impasto.desktop.exitcodes import DONE
from impasto.desktop.terminal import table


def add(commands: Commands) -> Parser:
    """Add the command's arguments."""
    about = "list the presets, styles that need no picture"
    parser: Parser = commands.add_parser("styles", help=about, description=f"{about.capitalize()}.")
    parser.add_argument("words", nargs="*", metavar="WORD", help="only those with all these words")
    return parser


def run(options: argparse.Namespace) -> int:
    """Print a line for each preset."""
    found = shelf.search(options.words)
    if not found:
        raise files.Refused("no-such-preset", words=" ".join(options.words))
    rows = [("STYLE", "NAME", "PAINTER", "YEAR")]
    rows += [(preset.id, preset.name, preset.painter, str(preset.year)) for preset in found]
    files.write_standard_output(table(rows))
    return DONE
