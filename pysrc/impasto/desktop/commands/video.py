"""``impasto video``: paint a film."""

import argparse
from pathlib import Path

from impasto.desktop.arguments import Commands, Parser, with_models
from impasto.desktop.assignments import Assignment, add_settings, add_styles
from impasto.desktop.exitcodes import DONE, INTERRUPTED
from impasto.desktop.interrupts import ending_at_once
from impasto.desktop.keywords import chosen_settings, is_automatic
from impasto.desktop.studio import Studio
from impasto.desktop.terminal import progress, tell
from impasto.desktop.video.painting import paint_film
from impasto.desktop.video.reading import Film
from impasto.desktop.video.writing import KINDS, check_place
from impasto.imaging.encoding import check_quality
from impasto.imaging.formats import HIGHEST_QUALITY, LOWEST_QUALITY
from impasto.painting.film.painter import film_size
from impasto.painting.masks import check_ratio
from impasto.words import Text, say

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
    about = "a grey picture of the video's ratio, white where the style is painted; the rest stays the video"
    add_styles(parser, about)
    about = f"ends in {', '.join(KINDS)}"
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=about)
    add_settings(parser)
    about = f"{LOWEST_QUALITY} to {HIGHEST_QUALITY}, default {QUALITY}"
    parser.add_argument("--quality", type=int, default=QUALITY, metavar="Q", help=about)
    return parser


def run(options: argparse.Namespace) -> int:
    """Paint, and write the film; return 130 where Ctrl-C ended it before its end."""
    output = Path(options.output)
    check_place(output)
    assignment = Assignment(options)
    assignment.check_places([options.film], output)
    check_quality(options.quality)
    with ending_at_once():
        studio = Studio(options.models)
    settings = assignment.settings()
    assignment.tell_differences(studio)
    checked = chosen_settings(studio.catalogue, settings)
    styles = [(style, weight) for _, style, weight in assignment.styles(checked.style_network)]
    crf = round(BEST_CRF + (HIGHEST_QUALITY - options.quality) * CRF_STEP)
    with studio, Film(Path(options.film)) as film, progress() as report:
        size = film_size(film.width, film.height, checked)
        where = assignment.where(studio, None, checked.style_network, checked.reading_size)
        for mask in where.masks:
            check_ratio(mask, film.height, film.width)
        if film.hdr:
            tell(f"impasto: {say(Text('film-hdr', path=options.film))}")
        if is_automatic(settings):
            settings["strength"] = studio.auto_strength(film.first(*size), styles, report=report, **settings)
        made = paint_film(film, size, output, crf, studio.film(styles, **where.keywords, **settings), report)
    rate = made.frames / made.seconds
    words = Text("film-made" if made.whole else "film-stopped", path=options.output, width=size[0], height=size[1],
                 count=made.frames, seconds=made.seconds, rate=rate, until=made.until)  # fmt: skip
    tell(say(words))
    return DONE if made.whole else INTERRUPTED
