"""Films: a moving picture whose first frame is on the easel, painted frame by frame when that is asked for."""

from dataclasses import dataclass

from impasto.painting.progress import Progress
from impasto.words import Text


@dataclass(frozen=True, slots=True)
class FilmGiven:
    """A film was given, of frames of this size in px; the file of its first frame came before, as a photo."""

    name: str
    width: int
    height: int
    seconds: float


@dataclass(frozen=True, slots=True)
class FilmPressed:
    """Paint the film with the settings as they are."""


@dataclass(frozen=True, slots=True)
class FilmStopped:
    """Paint no more of it; what is painted is kept."""


@dataclass(frozen=True, slots=True)
class FilmWritten:
    """The page has written what a job has painted: so many frames, up to this second.

    ``broken`` says that the film is damaged, and what could not be read is not in it.
    """

    job: int
    frames: int
    seconds: float
    broken: bool = False


@dataclass(frozen=True, slots=True)
class FilmBegun:
    """Frames of a job can come, of this size in px."""

    job: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class FilmProgressed:
    job: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class FilmFailed:
    """A job came no further; ``text`` says why."""

    job: int
    text: Text


FilmAction = FilmGiven | FilmPressed | FilmStopped | FilmWritten
"""What the user does."""

FilmNews = FilmBegun | FilmProgressed | FilmFailed
"""What comes back."""

FilmEvent = FilmAction | FilmNews
