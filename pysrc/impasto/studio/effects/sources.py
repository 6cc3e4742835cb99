"""Files that are read, and the photo on the easel."""

from dataclasses import dataclass

from impasto.studio.events import File


@dataclass(frozen=True, slots=True)
class ReadPhoto:
    file: File


@dataclass(frozen=True, slots=True)
class FetchExample:
    id: str


@dataclass(frozen=True, slots=True)
class ReadStyles:
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class StopReading:
    """Read and fetch nothing more of what was asked for."""


@dataclass(frozen=True, slots=True)
class ShowPhoto:
    """Put the photo on the easel, and let go of all photos but those that undo can go back to."""

    id: str
    reachable: tuple[str, ...]


SourceEffect = ReadPhoto | FetchExample | ReadStyles | StopReading | ShowPhoto
