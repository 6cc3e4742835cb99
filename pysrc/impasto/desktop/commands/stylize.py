"""``impasto stylize``: paint a photograph in one or more styles."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from impasto.desktop import files, sources
from impasto.desktop.api import Studio
from impasto.desktop.arguments import READABLE, Commands, Parser, add_setting, output_format, weighted, with_models
from impasto.desktop.exitcodes import DONE
from impasto.desktop.interrupts import ending_at_once
from impasto.desktop.keywords import AUTO, KEYWORDS, chosen_settings, is_automatic
from impasto.desktop.sources import PictureSource, StyleSource
from impasto.desktop.terminal import progress, tell
from impasto.imaging.encoding import available, check_quality, encode
from impasto.imaging.formats import DEFAULT_QUALITY, HIGHEST_QUALITY, LOWEST_QUALITY
from impasto.painting.making import MadeOf, told
from impasto.painting.request import Picture
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
    about = "a grey picture of the photo's ratio, white where the style is painted; the rest stays the photo"
    parser.add_argument("--mask", metavar="MASK", help=about)
    about = "paint what is outside of the mask in this style, in the place of the photo; may be given several times"
    parser.add_argument("--style-outside", action="append", default=[], metavar="STYLE[:WEIGHT]", help=about)
    about = "paint this style within this mask; may be given several times, and masks that overlap share"
    parser.add_argument("--style-inside", action="append", default=[], nargs=2, metavar=("MASK", "STYLE"), help=about)
    about = "ends in .png, .jpg, .webp or .avif; - for standard output"
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=about)
    for name in SETTINGS:
        add_setting(parser, name)
    about = f"of all but PNG, {LOWEST_QUALITY} to {HIGHEST_QUALITY}, default {DEFAULT_QUALITY}"
    parser.add_argument("--quality", type=int, default=DEFAULT_QUALITY, metavar="Q", help=about)
    about = "instead of what the name of the output says; into a pipe it is png unless told"
    parser.add_argument("--format", choices=available(), help=about)
    about = "write how it was made (styles with their names, strength, settings, version) into the file's text"
    parser.add_argument("--how-made", action="store_true", help=about)
    return parser


def run(options: argparse.Namespace) -> int:
    """Paint, and write the painting."""
    styles, outside = ([weighted(text) for text in given] for given in (options.style, options.style_outside))
    inside = [text for pair in options.style_inside for text in pair]
    masks = [*([] if options.mask is None else [options.mask]), *inside]
    format = output_format(options.output, options.format)
    _check_places(options.output, [options.content, *(style for style, _ in [*styles, *outside]), *masks])
    check_quality(options.quality)
    with ending_at_once():
        studio = Studio(options.models)
    settings = {keyword: getattr(options, name) for keyword, name in KEYWORDS.items()}
    network = studio.catalogue.style_network(options.style_network or studio.catalogue.default_style_network)
    chosen = _styles(styles, network.id)
    longest = chosen_settings(studio.catalogue, settings).reading_size
    photo = _picture(options.content, longest)
    where: dict[str, Any] = {
        "mask": None if options.mask is None else _picture(options.mask, longest),
        "style_outside": _styles(outside, network.id) or None,
        "style_inside": [(_picture(mask, longest), _style(style, network.id)) for mask, style in options.style_inside],
    }
    with progress() as report:
        if is_automatic(settings):
            settings["strength"] = studio.auto_strength(photo, chosen, report=report, **settings)
        painting = studio.paint(photo, chosen, report=report, **where, **settings)
    made = _how_made(studio, chosen, [style for style, _ in styles], settings) if options.how_made else ""
    _write(options.output, encode(painting.pixels, format, options.quality, made=made).data)
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


def _picture(text: str, longest: int) -> PictureSource:
    if text != files.PIPE:
        return text
    return sources.picture_in(files.read_standard_input(), say(Text("standard-input")), longest=longest)


def _styles(weighted: Sequence[tuple[str, float]], network: str) -> list[tuple[StyleSource, float]]:
    return [(_style(text, network), weight) for text, weight in weighted]


def _style(text: str, network: str) -> StyleSource:
    if text != files.PIPE:
        return text
    return sources.style_in(files.read_standard_input(), say(Text("standard-input")), network)


def _how_made(
    studio: Studio, styles: Sequence[tuple[StyleSource, float]], given: Sequence[str], settings: Mapping[str, Any]
) -> str:
    """Return what the file tells; the networks have seen all pictures of styles by now."""
    chosen = chosen_settings(studio.catalogue, settings)
    network = chosen.style_network
    made_of = []
    for source, weight in styles:
        style = studio.style(source, style_network=network)
        vector = studio.vector(style, style_network=network) if isinstance(style, Picture) else style
        made_of.append(MadeOf(vector, weight))
    return told(chosen, made_of, [sources.style_name(text) for text in given])


def _write(output: str, data: bytes) -> None:
    if output == files.PIPE:
        files.write_standard_output(data)
    else:
        files.write(Path(output), data)
