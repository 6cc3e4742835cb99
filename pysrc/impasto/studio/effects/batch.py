"""The queue of photos that were given together."""

from dataclasses import dataclass

from impasto.studio.queued import Manner
from impasto.studio.settings import Saving


@dataclass(frozen=True, slots=True)
class OpenPhoto:
    """Have the page give, as the photo, a file that it holds under this id."""

    id: str


@dataclass(frozen=True, slots=True)
class PaintQueued:
    """Paint one of the queue: the photo that the page holds under the id ``photo``, as a file called ``stem``.

    The page is to hold it under the id ``key``.
    """

    id: str
    photo: str
    key: str
    stem: str
    manner: Manner
    saving: Saving


@dataclass(frozen=True, slots=True)
class StopQueued:
    """Stop the painting of the queue that is under way."""


BatchEffect = OpenPhoto | PaintQueued | StopQueued
