"""``impasto stylize``: paint a photograph in one or more styles."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from impasto.desktop import files, sources
from impasto.desktop.api import Studio
from impasto.desktop.arguments import READABLE, Commands, Parser, add_setting, output_format, weighted, with_models
from impasto.desktop.exitcodes import DONE
from impasto.desktop.interrupts import ending_at_once
from impasto.desktop.keywords import AUTO, KEYWORDS, chosen_settings, is_automatic
from impasto.desktop.sources import PictureSource, StyleSource
from impasto.desktop.terminal import progress, tell
from impasto.imaging.encoding import available, check_quality, encode
from impasto.painting.settings import SETTINGS
from impasto.words import Text, say


def add(commands: Commands) -> Parser:
    """Add the command's arguments."""
    about = "paint a photograph in one or more styles"
    parser = commands.add_parser("stylize", parents=[with_models()], help=about, description=f"{about.capitalize()}.")
    parser.add_argument("content", metavar="PHOTO", help=READABLE)
    parser.add_argument(
        "--style",
        action="append",
        required=True,
        metavar="STYLE[:WEIGHT]",
        help="a picture, a .json file of impasto vector, the name of a preset (see impasto styles), or - for standard "
        "input; give it several times to mix styles (weight 1 unless told)",
    )
    about = "ends in .png, .jpg, .webp or .avif; - for standard output"
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=about)
    for name in SETTINGS:
        add_setting(parser, name)
    parser.add_argument("--quality", type=int, default=92, metavar="Q", help="of all but PNG, 1 to 100, default 92")
    about = "instead of what the name of the output says; into a pipe it is png unless told"
    parser.add_argument("--format", choices=available(), help=about)
    return parser


def run(options: argparse.Namespace) -> int:
    """Paint, and write the painting."""
    styles = [weighted(text) for text in options.style]
    format = output_format(options.output, options.format)
    _check_places(options.output, [options.content, *(style for style, _ in styles)])
    check_quality(options.quality)
    with ending_at_once():
        studio = Studio(options.models)
    settings = {keyword: getattr(options, name) for keyword, name in KEYWORDS.items()}
    network = studio.catalogue.style_network(options.style_network or studio.catalogue.default_style_network)
    chosen = [(_style(text, network.id), weight) for text, weight in styles]
    photo = _photo(options.content, chosen_settings(studio.catalogue, settings).reading_size)
    with progress() as report:
        if is_automatic(settings):
            settings["strength"] = studio.auto_strength(photo, chosen, report=report, **settings)
        painting = studio.paint(photo, chosen, report=report, **settings)
    _write(options.output, encode(painting.pixels, format, options.quality).data)
    height, width, _ = painting.pixels.shape
    name = say(Text("standard-output")) if options.output == files.PIPE else options.output
    at = f" at strength {settings['strength']:g}" if options.strength == AUTO else ""
    tell(f"{name}: {width} × {height} pixels, painted in {painting.seconds:.1f} s{at}")
    return DONE


def _check_places(output: str, inputs: Sequence[str]) -> None:
    """Refuse what cannot be written or read, before any work is done."""
    if inputs.count(files.PIPE) > 1:
        raise files.Refused("pipe-given-twice")
    if output != files.PIPE:
        files.check_output(Path(output), [Path(each) for each in inputs if each != files.PIPE])
    elif sys.stdout is not None and sys.stdout.isatty():
        raise files.Refused("output-is-terminal")


def _photo(text: str, longest: int) -> PictureSource:
    if text != files.PIPE:
        return text
    return sources.picture_in(files.read_standard_input(), say(Text("standard-input")), longest=longest)


def _style(text: str, network: str) -> StyleSource:
    if text != files.PIPE:
        return text
    return sources.style_in(files.read_standard_input(), say(Text("standard-input")), network)


def _write(output: str, data: bytes) -> None:
    if output == files.PIPE:
        files.write_standard_output(data)
    else:
        files.write(Path(output), data)
