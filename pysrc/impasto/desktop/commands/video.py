"""``impasto video``: paint a film."""

import argparse
from pathlib import Path

from impasto.desktop import files
from impasto.desktop.api import Studio
from impasto.desktop.arguments import Commands, Parser, add_setting, weighted, with_models
from impasto.desktop.exitcodes import DONE, INTERRUPTED
from impasto.desktop.interrupts import ending_at_once
from impasto.desktop.keywords import KEYWORDS, chosen_settings, is_automatic
from impasto.desktop.terminal import progress, tell
from impasto.desktop.video.painting import paint_film
from impasto.desktop.video.reading import Film
from impasto.desktop.video.writing import KINDS, check_suffix
from impasto.imaging.encoding import check_quality
from impasto.imaging.formats import HIGHEST_QUALITY, LOWEST_QUALITY
from impasto.painting.film.painter import film_size
from impasto.painting.settings import SETTINGS
from impasto.words import Text, say

OF_PHOTOS = {"feather"}
"""Settings of masks, which films have none of."""

QUALITY = 75

BEST_CRF, CRF_STEP = 8, 0.4
"""What the highest quality is as a constant rate factor, and how much more each step below it: 75 is 18."""


def add(commands: Commands) -> Parser:
    """Add the command's arguments."""
    about = "paint a video steadily, with its sound"
    parser: Parser = commands.add_parser(
        "video", parents=[with_models()], help=about, description=f"{about.capitalize()}."
    )
    parser.add_argument(
        "film", metavar="VIDEO", help="a file that FFmpeg's libraries read, such as MP4, MOV, WebM, MKV"
    )
    about = "a picture, a .json file of impasto vector, or the name of a preset (see impasto styles); give it several "
    about += "times to mix styles (weight 1 unless told)"
    parser.add_argument("--style", action="append", required=True, metavar="STYLE[:WEIGHT]", help=about)
    about = f"ends in {', '.join(KINDS)}"
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=about)
    for name in SETTINGS:
        if name not in OF_PHOTOS:
            add_setting(parser, name)
    about = f"{LOWEST_QUALITY} to {HIGHEST_QUALITY}, default {QUALITY}"
    parser.add_argument("--quality", type=int, default=QUALITY, metavar="Q", help=about)
    return parser


def run(options: argparse.Namespace) -> int:
    """Paint, and write the film; return 130 where Ctrl-C ended it before its end."""
    output = Path(options.output)
    check_suffix(output)
    styles = [weighted(text) for text in options.style]
    files.check_output(output, [Path(each) for each in (options.film, *(style for style, _ in styles))])
    check_quality(options.quality)
    with ending_at_once():
        studio = Studio(options.models)
    settings = {keyword: getattr(options, name) for keyword, name in KEYWORDS.items() if name not in OF_PHOTOS}
    checked = chosen_settings(studio.catalogue, settings)
    crf = round(BEST_CRF + (HIGHEST_QUALITY - options.quality) * CRF_STEP)
    with studio, Film(Path(options.film)) as film, progress() as report:
        size = film_size(film.width, film.height, checked)
        if film.hdr:
            tell(f"impasto: {say(Text('film-hdr', path=options.film))}")
        if is_automatic(settings):
            settings["strength"] = studio.auto_strength(film.first(*size), styles, report=report, **settings)
        made = paint_film(film, size, output, crf, studio.film(styles, **settings), report)
    rate = made.frames / made.seconds
    words = Text("film-made" if made.whole else "film-stopped", path=options.output, width=size[0], height=size[1],
                 frames=made.frames, seconds=made.seconds, rate=rate, until=made.until)  # fmt: skip
    tell(say(words))
    return DONE if made.whole else INTERRUPTED
