"""Masks that are read, found in the photo and shown."""

from dataclasses import dataclass

from impasto.painting.maskedits import Edits
from impasto.studio.events import File


@dataclass(frozen=True, slots=True)
class ReadMask:
    """Read a mask for a photo, by its id."""

    file: File
    photo: str


@dataclass(frozen=True, slots=True)
class FindPeople:
    """Make a mask of the people in a photo, by its id."""

    photo: str


@dataclass(frozen=True, slots=True)
class ShowMask:
    """Show the mask of a photo, over the picture."""

    edits: Edits
    photo: str


MaskEffect = ReadMask | FindPeople | ShowMask
