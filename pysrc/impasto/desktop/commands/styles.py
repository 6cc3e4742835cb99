"""``impasto styles``: list the presets, styles that need no picture."""

import argparse

from impasto.desktop import files, shelf
from impasto.desktop.arguments import Commands, Parser
from impasto.desktop.exitcodes import DONE
from impasto.desktop.terminal import table
from impasto.painting.presets import Preset
from impasto.words import Text, say


def add(commands: Commands) -> Parser:
    """Add the command's arguments."""
    about = "list the presets, styles that need no picture"
    parser: Parser = commands.add_parser("styles", help=about, description=f"{about.capitalize()}.")
    what = "only those with all these words: of name, painter, year, period, country, colour, mood"
    parser.add_argument("words", nargs="*", metavar="WORD", help=what)
    return parser


def run(options: argparse.Namespace) -> int:
    """Print a line for each preset."""
    found = shelf.search(options.words)
    if not found:
        raise files.Refused("no-such-preset", words=" ".join(options.words))
    rows = [("STYLE", "NAME", "PAINTER", "YEARS", "PERIOD", "COUNTRY", "LOOKS")]
    files.write_standard_output(table(rows + [_row(preset) for preset in found]))
    return DONE


def _row(preset: Preset) -> tuple[str, ...]:
    painter = "" if preset.painter == preset.name else preset.painter
    looks = ", ".join(say(Text(f"trait-{trait}")) for trait in preset.traits)
    return (preset.id, preset.name, painter, preset.years, preset.period, preset.country, looks)
