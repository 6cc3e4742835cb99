"""Painting: what is asked for, what is taken back, and what becomes of a job."""

from dataclasses import dataclass

from impasto.painting.progress import Progress
from impasto.words import Text


@dataclass(frozen=True, slots=True)
class StylizePressed:
    pass


@dataclass(frozen=True, slots=True)
class AutoStrengthPressed:
    """Choose the strength that suits the photo and the styles."""


@dataclass(frozen=True, slots=True)
class CancelPressed:
    pass


@dataclass(frozen=True, slots=True)
class UndoPressed:
    pass


@dataclass(frozen=True, slots=True)
class RedoPressed:
    pass


@dataclass(frozen=True, slots=True)
class MessageDismissed:
    pass


@dataclass(frozen=True, slots=True)
class PaintProgressed:
    job: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class PaintFinished:
    """A picture was painted; ``from_cache`` if no network had to run for it."""

    job: int
    seconds: float
    width: int
    height: int
    from_cache: bool = False


@dataclass(frozen=True, slots=True)
class StrengthChosen:
    """The job has found the strength that suits what it was asked about."""

    job: int
    strength: float


@dataclass(frozen=True, slots=True)
class PaintFailed:
    """A job came to nothing; ``again`` if the same may well succeed another time."""

    job: int
    text: Text
    again: bool = False


@dataclass(frozen=True, slots=True)
class PaintCancelled:
    job: int


PaintAction = StylizePressed | AutoStrengthPressed | CancelPressed | UndoPressed | RedoPressed | MessageDismissed
"""What the user does."""

PaintNews = PaintProgressed | PaintFinished | StrengthChosen | PaintFailed | PaintCancelled
"""What comes back."""

PaintEvent = PaintAction | PaintNews
