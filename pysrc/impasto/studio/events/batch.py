"""Many photos at once: files that are given together, and what becomes of the queue that they are painted in."""

from dataclasses import dataclass

from impasto.painting.progress import Progress
from impasto.words import Text


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file of so many bytes that the page holds for Python to ask for when it is its turn, by ``id``.

    ``in_folder``: it was found in a folder that was given, where not everything need be a picture.
    """

    id: str
    name: str
    in_folder: bool = False
    nbytes: int = 0


@dataclass(frozen=True, slots=True)
class PhotosGiven:
    """Several photos, or a folder, were given at once."""

    files: tuple[GivenFile, ...]


@dataclass(frozen=True, slots=True)
class BatchStylesAdded:
    """Paint all photos in the styles that are chosen now, too: as they are mixed, or in ``each`` of them."""

    each: bool


@dataclass(frozen=True, slots=True)
class QueuedSkipped:
    """Do not paint this one."""

    id: str


@dataclass(frozen=True, slots=True)
class QueuedRetried:
    """Paint this one after all."""

    id: str


@dataclass(frozen=True, slots=True)
class QueuedOpened:
    """Put the photo of this one on the easel."""

    id: str


@dataclass(frozen=True, slots=True)
class BatchRetried:
    """Paint all that were skipped or could not be painted."""


@dataclass(frozen=True, slots=True)
class BatchCancelled:
    """Paint no more of the queue; what is painted stays."""


@dataclass(frozen=True, slots=True)
class BatchClosed:
    """Put the queue away with all that was painted."""


@dataclass(frozen=True, slots=True)
class BatchReopened:
    """Bring back the queue that was put away last."""


@dataclass(frozen=True, slots=True)
class BatchRemembered:
    """A queue that a Python before this one had the page keep, as ``studio.batch_record`` wrote it."""

    text: str


@dataclass(frozen=True, slots=True)
class QueuedProgressed:
    id: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class QueuedPainted:
    """One was painted in so many seconds, and its file of this name and so many bytes is with the page."""

    id: str
    name: str
    seconds: float
    nbytes: int = 0


@dataclass(frozen=True, slots=True)
class QueuedFailed:
    """One could not be painted; ``text`` says why, ``hopeless`` whether it never can be."""

    id: str
    text: Text
    hopeless: bool = False


BatchAction = (
    PhotosGiven
    | BatchStylesAdded
    | QueuedSkipped
    | QueuedRetried
    | QueuedOpened
    | BatchRetried
    | BatchCancelled
    | BatchClosed
    | BatchReopened
    | BatchRemembered
)
"""What the user does."""

BatchNews = QueuedProgressed | QueuedPainted | QueuedFailed
"""What comes back."""

BatchEvent = BatchAction | BatchNews
