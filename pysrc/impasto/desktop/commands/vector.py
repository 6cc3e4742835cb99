"""``impasto vector``: write the style vector of a picture."""

import argparse
from pathlib import Path

from impasto.desktop import files, sources
from impasto.desktop.arguments import READABLE, Commands, Parser, add_look, add_setting, with_models
from impasto.desktop.exitcodes import DONE
from impasto.desktop.interrupts import ending_at_once
from impasto.desktop.studio import Studio
from impasto.words import Text, say


def add(commands: Commands) -> Parser:
    """Add the command's arguments."""
    about = "write the style vector of a picture as JSON, which is a style too"
    parser = commands.add_parser("vector", parents=[with_models()], help=about, description=f"{about.capitalize()}.")
    parser.add_argument("picture", metavar="PICTURE", help=READABLE)
    parser.add_argument("-o", "--output", default=files.PIPE, metavar="FILE", help="instead of standard output")
    add_setting(parser, "style_network")
    add_look(parser)
    return parser


def run(options: argparse.Namespace) -> int:
    """Look at the picture, and write its vector."""
    if options.output != files.PIPE:
        files.check_output(Path(options.output), [Path(options.picture)])
    with ending_at_once():
        studio = Studio(options.models)
    piped = options.picture == files.PIPE
    picture = sources.picture_in(files.read_standard_input(), say(Text("standard-input"))) if piped else options.picture
    shown = {"style_size": options.style_size, "style_crop": options.style_crop}
    text = studio.vector(picture, style_network=options.style_network, **shown).to_json() + "\n"
    if options.output == files.PIPE:
        files.write_standard_output(text)
    else:
        files.write(Path(options.output), text.encode())
    return DONE
