"""What is kept of a visit: its paintings, and all that it is gone on with."""

from dataclasses import dataclass

from impasto.studio.visit import Painted


@dataclass(frozen=True, slots=True)
class StorePainting:
    """Store what a job has painted, as the painting of that number in the history."""

    number: int
    job: int


@dataclass(frozen=True, slots=True)
class BringBack:
    """Read a painting of the history, as if the job had painted it."""

    painted: Painted
    job: int


@dataclass(frozen=True, slots=True)
class SaveStored:
    """Hand the user a painting's file, by the key under which it is stored."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class ChangeKeeping:
    """Have the browser keep the work after this visit, or no longer."""

    kept: bool


@dataclass(frozen=True, slots=True)
class LookForVisit:
    """Find out whether there is something of an earlier visit, given what was remembered of its settings.

    ``left``: it was left by the visitor, and did not end by itself.
    """

    remembered: str
    left: bool = False


@dataclass(frozen=True, slots=True)
class HoldVisit:
    """Let stored what is, until the visit is read."""


@dataclass(frozen=True, slots=True)
class ReadVisit:
    """Read what was kept of the visit before."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Leave nothing of the work in the browser, and none of the styles that were remembered."""


VisitEffect = StorePainting | BringBack | SaveStored | ChangeKeeping | LookForVisit | HoldVisit | ReadVisit | Forget
