"""Saved work on the desktop: read from files, pictures and links, and written to files."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

from impasto.desktop import files
from impasto.desktop.api import Studio
from impasto.desktop.keywords import KEYWORDS
from impasto.desktop.sources import StyleSource
from impasto.errors import BadProject
from impasto.painting import links
from impasto.painting.projects import Project, ProjectStyle, SavedPhoto, network_sums, opened
from impasto.painting.request import Picture
from impasto.painting.settings import PaintSettings

NamedStyle: TypeAlias = tuple[str, StyleSource, float]
"""A style with its name and weight."""


def read(given: str) -> Project:
    """Return the project of a file, of a picture that keeps how it was made, or of a link.

    Raises:
        BadProject: it is none that can be read, with the file's name before the words.
        OSError: the file cannot be read.
    """
    if links.PREFIX in given:
        return links.from_link(given)
    data = files.read(Path(given))
    try:
        return opened(data)
    except BadProject as error:
        raise error.in_file(given) from error


def settings_of(project: Project, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of a project by their keywords, but for those that are given and not None."""
    values = asdict(project.settings)
    own = {keyword: values[name] for keyword, name in KEYWORDS.items()}
    return own | {keyword: value for keyword, value in given.items() if value is not None}


def seen(studio: Studio, styles: Sequence[NamedStyle], network: str) -> tuple[ProjectStyle, ...]:
    """Return the styles as vectors; those of pictures come from the studio's cache where it has painted with them."""
    found = []
    for name, source, weight in styles:
        style = studio.style(source, style_network=network)
        vector = studio.vector(style, style_network=network) if isinstance(style, Picture) else style
        found.append(ProjectStyle(name, weight, vector))
    return tuple(found)


def save(
    path: Path, studio: Studio, settings: PaintSettings, styles: tuple[ProjectStyle, ...], photo: SavedPhoto | None
) -> None:
    """Write a project; ``OSError`` as ``files.write``."""
    project = Project(settings, styles, network_sums(studio.catalogue, settings), photo)
    files.write(path, project.to_json().encode() + b"\n")
