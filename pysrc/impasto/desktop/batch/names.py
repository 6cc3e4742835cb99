"""What paintings are called."""

import string
from pathlib import PurePosixPath

from impasto.desktop.batch.photos import Photo
from impasto.desktop.files import Refused
from impasto.imaging.encoding import SUFFIXES
from impasto.imaging.formats import Format

FIELDS = ("photo", "style", "extension")
"""What a template may name: the photo's name without its suffix, the style's, and the photo's suffix without a dot."""

DEFAULT = "{photo}-{style}"


def check_template(template: str) -> None:
    """Refuse a template that names something else, or leads out of the folder of the paintings."""
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError:
        parts = [("", "", None, None)]
    plain = all(name is None or (name in FIELDS and not how and not kind) for _, name, how, kind in parts)
    if not plain or not template:
        raise Refused("name-not-understood", given=template, fields=FIELDS)


def painting_name(template: str, photo: Photo, style: str, format: Format) -> str:
    """Return the name of a painting in its folder, with ``/`` between its parts: where its photo stood in its own.

    Raises:
        Refused: it would not be in that folder.
    """
    name = template.format(photo=photo.stem, style=style, extension=photo.extension)
    path = PurePosixPath(photo.folder, f"{name}{SUFFIXES[format]}")
    if path.is_absolute() or ".." in path.parts:
        raise Refused("name-leads-out", name=name)
    return str(path)
