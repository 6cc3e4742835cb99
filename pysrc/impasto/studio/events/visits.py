"""The paintings of a visit, and what is kept of the work from one visit to the next."""

from dataclasses import dataclass
from typing import Literal

from impasto.studio.visit import Visit
from impasto.words import Text


@dataclass(frozen=True, slots=True)
class PaintingTaken:
    """Bring a painting of this visit back, with all that was set for it."""

    number: int


@dataclass(frozen=True, slots=True)
class PaintingSaved:
    """Hand a painting of this visit to the user as a file."""

    number: int


@dataclass(frozen=True, slots=True)
class KeepingChosen:
    """Whether the work is to stay in the browser's storage after this visit."""

    kept: bool


@dataclass(frozen=True, slots=True)
class ContinuePressed:
    """Go on where the visit before left off."""


@dataclass(frozen=True, slots=True)
class VisitHeld:
    """Python was gone in the middle of this visit: what is stored of it is to stay until it is gone on with."""


@dataclass(frozen=True, slots=True)
class ForgetPressed:
    """Leave nothing of this and of earlier visits in the browser."""


@dataclass(frozen=True, slots=True)
class SettingsRemembered:
    """What the page was given to remember of the settings of an earlier visit; empty if that is nothing.

    ``left``: that visit was left by the visitor, and did not end by itself as when there is too little memory.
    """

    text: str
    left: bool = False


@dataclass(frozen=True, slots=True)
class PaintingStored:
    """A painting's file is stored."""

    number: int
    key: str
    nbytes: int


@dataclass(frozen=True, slots=True)
class PaintingFound:
    """A painting is back, as if the job had painted it; or, if not ``whole``, it has to be painted again."""

    number: int
    job: int
    whole: bool


@dataclass(frozen=True, slots=True)
class VisitFound:
    """Something of an earlier visit is there: all of it, or no more than its settings."""

    what: Literal["work", "settings"]


@dataclass(frozen=True, slots=True)
class VisitRead:
    """What was kept of the visit before is back among the sources, if there was anything."""

    visit: Visit | None


@dataclass(frozen=True, slots=True)
class KeepingSettled:
    """Whether the browser keeps the work; ``text`` says why it does not where it was asked to."""

    kept: bool
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class AllForgotten:
    """Nothing of this and of earlier visits is in the browser any more."""


VisitAction = (
    PaintingTaken | PaintingSaved | KeepingChosen | ContinuePressed | ForgetPressed | SettingsRemembered | VisitHeld
)
"""What the user does."""

VisitNews = PaintingStored | PaintingFound | VisitFound | VisitRead | KeepingSettled | AllForgotten
"""What comes back."""

VisitEvent = VisitAction | VisitNews
