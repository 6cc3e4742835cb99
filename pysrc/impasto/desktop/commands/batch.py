"""``impasto batch``: paint many photographs, each in every style that is given."""

import argparse
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from impasto.desktop.arguments import Commands, Parser, add_look, add_setting, with_models
from impasto.desktop.batch import names, photos, places, processes
from impasto.desktop.batch.batch import paint_all
from impasto.desktop.batch.cluster import Cluster
from impasto.desktop.batch.manifest import FILE, Manifest
from impasto.desktop.batch.orders import Manner, Plan, Style
from impasto.desktop.batch.processes import Processes
from impasto.desktop.exitcodes import DONE, WRONG
from impasto.desktop.files import Refused
from impasto.desktop.installation import models_folder
from impasto.desktop.interrupts import ending_at_once
from impasto.desktop.keywords import AUTO, KEYWORDS, chosen_settings
from impasto.desktop.sources import style_name
from impasto.desktop.studio import Studio
from impasto.imaging.encoding import available, check_quality
from impasto.imaging.formats import DEFAULT_QUALITY, HIGHEST_QUALITY, LOWEST_QUALITY
from impasto.painting.request import Picture
from impasto.painting.settings import SETTINGS, PaintSettings


def add(commands: Commands) -> Parser:
    """Add the command's arguments."""
    about = "paint many photographs, each in every style that is given"
    parser: Parser = commands.add_parser(
        "batch", parents=[with_models()], help=about, description=f"{about.capitalize()}."
    )
    about = "files, folders with all pictures in them, patterns such as 'photos/**/*.jpg', or addresses of such"
    parser.add_argument("photos", nargs="+", metavar="PHOTOS", help=about)
    about = "a picture, a .json file of impasto vector, or the name of a preset; several for several paintings of each"
    parser.add_argument("--style", action="append", required=True, metavar="STYLE", help=about)
    add_look(parser)
    about = "where the paintings go, and where what is there already is not painted again"
    parser.add_argument("-o", "--output", required=True, metavar="FOLDER", help=about)
    about = f"what they are called, by {', '.join(f'{{{name}}}' for name in names.FIELDS)}; default {names.DEFAULT}"
    parser.add_argument("--name", default=names.DEFAULT, metavar="TEMPLATE", help=about)
    for name in SETTINGS:
        add_setting(parser, name)
    parser.add_argument("--format", choices=available(), default="png", help="of the paintings, default png")
    about = f"of all but PNG, {LOWEST_QUALITY} to {HIGHEST_QUALITY}, default {DEFAULT_QUALITY}"
    parser.add_argument("--quality", type=int, default=DEFAULT_QUALITY, metavar="Q", help=about)
    about = "how many processes paint; by default as many as there are cores, and memory for them"
    parser.add_argument("--jobs", type=int, metavar="N", help=about)
    about = (
        "paint on the workers of this scheduler, such as tcp://host:8786, which read the photos and write the paintings"
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help=about)
    about = f"JSON lines of what was made of what, by default {FILE} among the paintings"
    parser.add_argument("--manifest", type=Path, metavar="FILE", help=about)
    return parser


def run(options: argparse.Namespace) -> int:
    """Paint what is not there yet; return 0 where all is there in the end, 1 where something failed."""
    names.check_template(options.name)
    check_quality(options.quality)
    output = places.resolved(options.output)
    found = photos.find(options.photos, output)
    with ending_at_once():
        studio = Studio(options.models)
    settings = {keyword: getattr(options, name) for keyword, name in KEYWORDS.items()}
    chosen = chosen_settings(studio.catalogue, settings)
    with studio:
        shown = {"style_size": options.style_size, "style_crop": options.style_crop}
        styles = [_style(studio, text, chosen.style_network, shown) for text in options.style]
    manner = Manner(_keywords(chosen, settings), _networks(studio, chosen), options.format, options.quality)
    plan = Plan(found, styles, manner, output, options.name)
    plan.check()
    with Manifest(_manifest_path(options)) as manifest, _crew(options, studio, chosen, manner) as crew:
        failed = paint_all(plan, manifest, crew)
    return WRONG if failed else DONE


def _crew(options: argparse.Namespace, studio: Studio, chosen: PaintSettings, manner: Manner) -> Processes | Cluster:
    """Return those who paint."""
    if options.scheduler is None:
        count = processes.count(studio.catalogue.transformer(chosen.transformer), chosen, options.jobs)
        return Processes(options.models, count)
    return Cluster(options.scheduler, manner, None if options.models == models_folder() else options.models)


def _style(studio: Studio, text: str, network: str, shown: Mapping[str, Any]) -> Style:
    """Return the vector of a style, for all paintings at once; ``shown`` are keywords of ``Studio.style``."""
    source = studio.style(text, style_network=network, **shown)
    vector = studio.vector(source, style_network=network) if isinstance(source, Picture) else source
    return Style(style_name(text), vector)


def _keywords(chosen: PaintSettings, given: dict[str, Any]) -> dict[str, Any]:
    """Return all settings by their keywords, none of which is left to a default."""
    values = asdict(chosen)
    keywords = {keyword: values[name] for keyword, name in KEYWORDS.items()}
    return keywords | {keyword: AUTO for keyword, value in given.items() if value == AUTO}


def _networks(studio: Studio, chosen: PaintSettings) -> dict[str, list[str]]:
    catalogue = studio.catalogue
    used = (catalogue.style_network(chosen.style_network), catalogue.transformer(chosen.transformer))
    return {network.id: [graph.sha256 for graph in network.graphs] for network in used}


def _manifest_path(options: argparse.Namespace) -> Path:
    if options.manifest is not None:
        return Path(options.manifest)
    if places.is_address(options.output) and not options.output.startswith("file://"):
        raise Refused("manifest-needs-place", address=options.output)
    return Path(places.resolved(options.output), FILE)
