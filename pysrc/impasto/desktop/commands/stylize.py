"""``impasto stylize``: paint a photograph in one or more styles."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from impasto.desktop import files, projects, sources
from impasto.desktop.api import Studio
from impasto.desktop.arguments import READABLE, Commands, Parser, add_setting, output_format, weighted, with_models
from impasto.desktop.exitcodes import DONE
from impasto.desktop.interrupts import ending_at_once
from impasto.desktop.keywords import AUTO, KEYWORDS, chosen_settings, is_automatic
from impasto.desktop.projects import UNMASKED, Masking, NamedStyle
from impasto.desktop.sources import PEOPLE, PictureSource, StyleSource
from impasto.desktop.terminal import progress, tell
from impasto.imaging.encoding import available, check_quality, encode
from impasto.imaging.formats import DEFAULT_QUALITY, HIGHEST_QUALITY, LOWEST_QUALITY
from impasto.painting.making import MadeOf, told
from impasto.painting.masks import Mask
from impasto.painting.project_parts import SavedPhoto
from impasto.painting.projects import Project
from impasto.painting.settings import SETTINGS
from impasto.words import Text, say


def add(commands: Commands) -> Parser:
    """Add the command's arguments."""
    about = "paint a photograph in one or more styles"
    parser = commands.add_parser("stylize", parents=[with_models()], help=about, description=f"{about.capitalize()}.")
    about = f"{READABLE}; may be left out if a project holds the photo"
    parser.add_argument("content", nargs="?", metavar="PHOTO", help=about)
    parser.add_argument(
        "--style",
        action="append",
        default=[],
        metavar="STYLE[:WEIGHT]",
        help="a picture, a .json file of impasto vector, the name of a preset (see impasto styles), or - for standard "
        "input; give it several times to mix styles (weight 1 unless told)",
    )
    about = "a grey picture of the photo's ratio, white where the style is painted; the rest stays the photo; the word "
    about += f"{PEOPLE} paints those who are found in the photo, and also does so in the place of other masks"
    parser.add_argument("--mask", metavar="MASK", help=about)
    about = "paint what is outside of the mask in this style, in the place of the photo; may be given several times"
    parser.add_argument("--style-outside", action="append", default=[], metavar="STYLE[:WEIGHT]", help=about)
    about = "paint this style within this mask; may be given several times, and masks that overlap share"
    parser.add_argument("--style-inside", action="append", default=[], nargs=2, metavar=("MASK", "STYLE"), help=about)
    about = "ends in .png, .jpg, .webp or .avif; - for standard output"
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=about)
    about = "saved work (a file, a picture that keeps how it was made, a link with #p=), whose styles and settings are "
    about += "taken where none are given here"
    parser.add_argument("--project", metavar="PROJECT", help=about)
    about = "save styles and settings, which open again as --project and on the page"
    parser.add_argument("--save-project", metavar="FILE", help=about)
    parser.add_argument("--with-photo", action="store_true", help="save the photo in the project, too")
    for name in SETTINGS:
        add_setting(parser, name)
    parser.set_defaults(**dict.fromkeys(SETTINGS))  # a project may have another value than the default
    about = f"of all but PNG, {LOWEST_QUALITY} to {HIGHEST_QUALITY}, default {DEFAULT_QUALITY}"
    parser.add_argument("--quality", type=int, default=DEFAULT_QUALITY, metavar="Q", help=about)
    about = "instead of what the name of the output says; into a pipe it is png unless told"
    parser.add_argument("--format", choices=available(), help=about)
    about = "write how it was made (styles with their names, strength, settings, version) into the file's text"
    parser.add_argument("--how-made", action="store_true", help=about)
    return parser


def run(options: argparse.Namespace) -> int:
    """Paint, and write the painting."""
    project = None if options.project is None else projects.read(options.project)
    styles, outside = ([weighted(text) for text in given] for given in (options.style, options.style_outside))
    inside = [text for pair in options.style_inside for text in pair]
    masks = [*([] if options.mask is None else [options.mask]), *inside]
    format = output_format(options.output, options.format)
    if project is None and not styles:
        raise files.Refused("style-needed")
    if options.content is None and (project is None or project.photo is None):
        raise files.Refused("project-without-photo")
    _check_places(options, [*(style for style, _ in [*styles, *outside]), *masks])
    check_quality(options.quality)
    with ending_at_once():
        studio = Studio(options.models)
    settings = {keyword: getattr(options, name) for keyword, name in KEYWORDS.items()}
    if project is not None:
        settings = projects.settings_of(project, settings)
        _tell_differences(project, studio)
    checked = chosen_settings(studio.catalogue, settings)
    network, longest = checked.style_network, checked.reading_size
    named = _named(styles, network)
    if project is not None and not named:
        named = [(style.name, style.vector, style.weight) for style in project.styles]
    chosen = [(style, weight) for _, style, weight in named]
    saved = _saved_photo(options, project)
    photo = _photo(options.content, saved, longest)
    kept = UNMASKED if project is None else projects.masking_of(project, longest)
    read = partial(_mask, studio=studio, photo=photo, longest=longest)
    areas = [(read(mask), _named([(style, 1.0)], network)) for mask, style in options.style_inside]
    mask = kept.mask if options.mask is None else read(options.mask)
    where = Masking(mask, _named(outside, network) or kept.outside, areas or kept.areas)
    with progress() as report:
        if is_automatic(settings):
            settings["strength"] = studio.auto_strength(photo, chosen, report=report, **settings)
        painting = studio.paint(photo, chosen, report=report, **where.keywords, **settings)
    made = ""
    if options.how_made or options.save_project:
        checked, seen = chosen_settings(studio.catalogue, settings), projects.seen(studio, named, network)
        if options.how_made:
            made_of = [MadeOf(each.vector, each.weight) for each in seen]
            made = told(checked, made_of, [each.name for each in seen], masked=bool(where))
        if options.save_project:
            with_photo = saved if options.with_photo else None
            projects.save(Path(options.save_project), studio, checked, seen, with_photo, where)
    _write(options.output, encode(painting.pixels, format, options.quality, made=made).data)
    height, width, _ = painting.pixels.shape
    name = say(Text("standard-output")) if options.output == files.PIPE else options.output
    at = f" at strength {settings['strength']:g}" if options.strength == AUTO else ""
    tell(f"{name}: {width} × {height} pixels, painted in {painting.seconds:.1f} s{at}")
    return DONE


def _check_places(options: argparse.Namespace, styles: Sequence[str]) -> None:
    """Refuse what cannot be written or read, before any work is done."""
    inputs = [each for each in (options.content, *styles) if each is not None]
    if inputs.count(files.PIPE) > 1:
        raise files.Refused("pipe-given-twice")
    paths = [Path(each) for each in inputs if each != files.PIPE]
    if options.save_project:
        files.check_output(Path(options.save_project), paths)
    if options.output != files.PIPE:
        files.check_output(Path(options.output), paths)
    elif sys.stdout is not None and sys.stdout.isatty():
        raise files.Refused("output-is-terminal")


def _tell_differences(project: Project, studio: Studio) -> None:
    """Tell why a painting of a project may not be the one that it was saved from."""
    if others := project.other_networks(studio.catalogue):
        tell(f"impasto: {say(Text('project-networks-differ', networks=tuple(others)))}")
    if project.lacks_mask:
        tell(f"impasto: {say(Text('project-lacks-mask'))}")


def _mask(text: str, *, studio: Studio, photo: PictureSource, longest: int) -> Mask:
    given: PictureSource = text
    if text == files.PIPE:
        given = sources.picture_in(files.read_standard_input(), say(Text("standard-input")), longest=longest)
    return studio.mask(given, photo, longest=longest)


def _saved_photo(options: argparse.Namespace, project: Project | None) -> SavedPhoto | None:
    """Return the photo's file where it comes from the project or a pipe, or goes into a project."""
    if options.content is None:
        return None if project is None else project.photo
    if options.content == files.PIPE:
        return SavedPhoto(say(Text("standard-input")), files.read_standard_input())
    if options.with_photo:
        return SavedPhoto(Path(options.content).name, files.read(Path(options.content)))
    return None


def _photo(given: str | None, saved: SavedPhoto | None, longest: int) -> PictureSource:
    if given is not None and given != files.PIPE:
        return given
    assert saved is not None, "there is a photo, or the command was refused"
    return sources.picture_in(saved.file, saved.name, longest=longest)


def _named(weighted: Sequence[tuple[str, float]], network: str) -> list[NamedStyle]:
    return [(sources.style_name(text), _style(text, network), weight) for text, weight in weighted]


def _style(text: str, network: str) -> StyleSource:
    if text != files.PIPE:
        return text
    return sources.style_in(files.read_standard_input(), say(Text("standard-input")), network)


def _write(output: str, data: bytes) -> None:
    if output == files.PIPE:
        files.write_standard_output(data)
    else:
        files.write(Path(output), data)
