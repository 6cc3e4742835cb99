"""``impasto stylize``: paint a photograph in one or more styles."""

import argparse
import sys
from pathlib import Path

from impasto.desktop import files, projects, sources
from impasto.desktop.arguments import READABLE, Commands, Parser, output_format, with_models
from impasto.desktop.assignments import Assignment, add_settings, add_styles
from impasto.desktop.exitcodes import DONE
from impasto.desktop.interrupts import ending_at_once
from impasto.desktop.keywords import AUTO, chosen_settings, is_automatic
from impasto.desktop.sources import PEOPLE, PictureSource
from impasto.desktop.studio import Studio
from impasto.desktop.terminal import progress, tell
from impasto.imaging.encoding import available, check_quality, encode
from impasto.imaging.formats import DEFAULT_QUALITY, HIGHEST_QUALITY, LOWEST_QUALITY
from impasto.painting.making import MadeOf, told
from impasto.painting.project_parts import SavedPhoto
from impasto.painting.projects import Project
from impasto.words import Text, say


def add(commands: Commands) -> Parser:
    """Add the command's arguments."""
    about = "paint a photograph in one or more styles"
    parser = commands.add_parser("stylize", parents=[with_models()], help=about, description=f"{about.capitalize()}.")
    about = f"{READABLE}; may be left out if a project holds the photo"
    parser.add_argument("content", nargs="?", metavar="PHOTO", help=about)
    about = "a grey picture of the photo's ratio, white where the style is painted; the rest stays the photo; the word "
    about += f"{PEOPLE} paints those who are found in the photo, and also does so in the place of other masks"
    add_styles(parser, about)
    about = "ends in .png, .jpg, .webp or .avif; - for standard output"
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=about)
    about = "save styles and settings, which open again as --project and on the page"
    parser.add_argument("--save-project", metavar="FILE", help=about)
    parser.add_argument("--with-photo", action="store_true", help="save the photo in the project, too")
    add_settings(parser)
    about = f"of all but PNG, {LOWEST_QUALITY} to {HIGHEST_QUALITY}, default {DEFAULT_QUALITY}"
    parser.add_argument("--quality", type=int, default=DEFAULT_QUALITY, metavar="Q", help=about)
    about = "instead of what the name of the output says; into a pipe it is png unless told"
    parser.add_argument("--format", choices=available(), help=about)
    about = "write how it was made (styles with their names, strength, settings, version) into the file's text"
    parser.add_argument("--how-made", action="store_true", help=about)
    return parser


def run(options: argparse.Namespace) -> int:
    """Paint, and write the painting."""
    assignment = Assignment(options)
    project = assignment.project
    format = output_format(options.output, options.format)
    if options.content is None and (project is None or project.photo is None):
        raise files.Refused("project-without-photo")
    _check_places(options, assignment)
    check_quality(options.quality)
    with ending_at_once():
        studio = Studio(options.models)
    settings = assignment.settings()
    assignment.tell_differences(studio)
    checked = chosen_settings(studio.catalogue, settings)
    network, longest = checked.style_network, checked.reading_size
    named = assignment.styles(network)
    chosen = [(style, weight) for _, style, weight in named]
    saved = _saved_photo(options, project)
    photo = _photo(options.content, saved, longest)
    where = assignment.where(studio, photo, network, longest)
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


def _check_places(options: argparse.Namespace, assignment: Assignment) -> None:
    outputs = [Path(each) for each in (options.save_project, options.output) if each and each != files.PIPE]
    assignment.check_places([] if options.content is None else [options.content], *outputs)
    if options.output == files.PIPE and sys.stdout is not None and sys.stdout.isatty():
        raise files.Refused("output-is-terminal")


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


def _write(output: str, data: bytes) -> None:
    if output == files.PIPE:
        files.write_standard_output(data)
    else:
        files.write(Path(output), data)
