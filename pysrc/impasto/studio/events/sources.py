"""Files that come in: the photo, own styles, and what became of reading them."""

from dataclasses import dataclass
from typing import Literal

from impasto.words import Text

Work = Literal["photo", "example", "styles", "mask", "project", "visit", "history", "save"]
"""What is done besides painting, and may take a while."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that the user gave: its name, and its bytes as they are."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class PhotoFileChosen:
    file: File


@dataclass(frozen=True, slots=True)
class ExampleChosen:
    id: str


@dataclass(frozen=True, slots=True)
class StyleFilesChosen:
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class TextGiven:
    """Something was pasted or dropped that is no file, such as the address of a picture."""

    text: str


@dataclass(frozen=True, slots=True)
class PhotoRead:
    id: str
    name: str
    width: int
    height: int
    work: Work = "photo"
    note: Text | None = None
    """What the user should know of a file that was read as far as it was whole."""
    keeps_making: bool = False
    """Whether it is a painting whose file keeps how it was made."""
    style: str | None = None
    """The style that an example comes with, for whoever has chosen none."""


@dataclass(frozen=True, slots=True)
class StylesRead:
    """Own styles that were read, as (id, name); ``problem`` tells of those that were not.

    ``networks`` are the style networks of those that came as numbers, as (id, network).
    """

    styles: tuple[tuple[str, str], ...]
    problem: Text | None
    networks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WorkFailed:
    """Reading, fetching or saving did not work; ``text`` says so, ``work`` is what it was."""

    text: Text
    work: Work | None = None


SourceAction = PhotoFileChosen | ExampleChosen | StyleFilesChosen | TextGiven
"""What the user does."""

SourceNews = PhotoRead | StylesRead | WorkFailed
"""What comes back."""

SourceEvent = SourceAction | SourceNews
