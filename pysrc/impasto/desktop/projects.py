"""Saved work on the desktop: read from files, pictures and links, and written to files."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

from impasto.desktop import files
from impasto.desktop.keywords import KEYWORDS
from impasto.desktop.sources import StyleSource
from impasto.desktop.studio import Studio
from impasto.errors import BadProject
from impasto.painting import links
from impasto.painting.maskfiles import from_png, to_png
from impasto.painting.masks import Mask
from impasto.painting.project_parts import ProjectArea, ProjectStyle, SavedPhoto
from impasto.painting.projects import Project, network_sums, opened
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


@dataclass(frozen=True, slots=True)
class Masking:
    """Where styles are painted, as ``Studio.paint`` takes it, with the names of the styles."""

    mask: Mask | None = None
    outside: Sequence[NamedStyle] = ()
    areas: Sequence[tuple[Mask, Sequence[NamedStyle]]] = ()

    def __bool__(self) -> bool:
        return self.mask is not None or bool(self.areas)

    @property
    def masks(self) -> list[Mask]:
        return [*([] if self.mask is None else [self.mask]), *(mask for mask, _ in self.areas)]

    @property
    def keywords(self) -> dict[str, Any]:
        """What ``Studio.paint`` is given."""
        return {
            "mask": self.mask,
            "style_outside": _unnamed(self.outside) or None,
            "style_inside": [(mask, _unnamed(styles)) for mask, styles in self.areas],
        }


UNMASKED = Masking()


def masking_of(project: Project, longest: int) -> Masking:
    """Return where a project paints, its masks read ``longest`` px large at most; ``BadProject`` if they cannot be."""
    return Masking(
        None if project.mask is None else from_png(project.mask, longest=longest),
        _named(project.outside),
        [(from_png(area.mask, longest=longest), _named(area.styles)) for area in project.areas],
    )


def _named(styles: Sequence[ProjectStyle]) -> list[NamedStyle]:
    return [(style.name, style.vector, style.weight) for style in styles]


def _unnamed(styles: Sequence[NamedStyle]) -> list[tuple[StyleSource, float]]:
    return [(style, weight) for _, style, weight in styles]


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
    path: Path,
    studio: Studio,
    settings: PaintSettings,
    styles: tuple[ProjectStyle, ...],
    photo: SavedPhoto | None,
    where: Masking = UNMASKED,
) -> None:
    """Write a project; ``OSError`` as ``files.write``."""
    network = settings.style_network
    project = Project(
        settings,
        styles,
        network_sums(studio.catalogue, settings),
        photo,
        mask=None if where.mask is None else to_png(where.mask),
        outside=seen(studio, where.outside, network),
        areas=tuple(ProjectArea(to_png(mask), seen(studio, inside, network)) for mask, inside in where.areas),
    )
    files.write(path, project.to_json().encode() + b"\n")
