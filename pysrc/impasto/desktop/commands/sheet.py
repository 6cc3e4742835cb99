"""``impasto sheet``: paint a photograph in many styles, small, on one contact sheet."""

import argparse
import time
from pathlib import Path

from impasto.desktop import files, shelf
from impasto.desktop.arguments import READABLE, Commands, Parser, add_setting, output_format, with_models
from impasto.desktop.exitcodes import DONE
from impasto.desktop.interrupts import ending_at_once
from impasto.desktop.keywords import KEYWORDS
from impasto.desktop.studio import Studio, naming
from impasto.desktop.terminal import progress, tell
from impasto.imaging.encoding import check_quality, encode
from impasto.imaging.sizes import CONTACT_SIZE
from impasto.painting.contactsheet import arranged, unpainted
from impasto.painting.progress import Progress
from impasto.painting.settings import SETTINGS
from impasto.words import Text

OF_THE_SHEET = frozenset({"output_size", "stroke_size"})
"""Settings that are the sheet's own: its pictures are small."""


def add(commands: Commands) -> Parser:
    """Add the command's arguments."""
    about = "paint a photograph in many styles, small, on one sheet"
    parser = commands.add_parser("sheet", parents=[with_models()], help=about, description=f"{about.capitalize()}.")
    parser.add_argument("content", metavar="PHOTO", help=READABLE)
    about = "only the presets with this word (see impasto styles); give it several times for all of several words"
    parser.add_argument("--only", action="append", default=[], metavar="WORD", help=about)
    parser.add_argument("--style", action="append", default=[], metavar="STYLE", help="a picture besides the presets")
    about = "ends in .png, .jpg, .webp or .avif"
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=about)
    for name in SETTINGS:
        if name not in OF_THE_SHEET:
            add_setting(parser, name)
    parser.add_argument("--quality", type=int, default=92, metavar="Q", help="of all but PNG, 1 to 100, default 92")
    return parser


def run(options: argparse.Namespace) -> int:
    """Paint one picture after another, and write the sheet: the photo, and then the styles row by row."""
    found = shelf.search(options.only)
    if not found:
        raise files.Refused("no-such-preset", words=" ".join(options.only))
    styles = [*(preset.id for preset in found), *options.style]
    format = output_format(options.output, None)
    files.check_output(Path(options.output), [Path(each) for each in (options.content, *options.style)])
    check_quality(options.quality)
    with ending_at_once():
        studio = Studio(options.models)
    settings = {keyword: getattr(options, name) for keyword, name in KEYWORDS.items() if name not in OF_THE_SHEET}
    photo = studio.picture(options.content)
    began = time.monotonic()
    with progress() as report, naming(options.content):
        pictures = [unpainted(photo)]
        for number, style in enumerate(styles, 1):
            pictures.append(studio.paint(photo, style, size=CONTACT_SIZE, **settings).pixels)
            if report:
                report(Progress(Text("painting"), number, len(styles), number / len(styles)))
    files.write(Path(options.output), encode(arranged(pictures), format, options.quality).data)
    tell(f"{options.output}: the photo in {len(styles)} styles, painted in {time.monotonic() - began:.1f} s")
    return DONE
