"""Paintings: begun, stopped, got ready for and shown."""

from dataclasses import dataclass

from impasto.studio.settings import Settings


@dataclass(frozen=True, slots=True)
class Paint:
    """Paint; ``calmly`` if more of the kind may follow at once, so that it is better to wait for a moment."""

    job: int
    settings: Settings
    calmly: bool = False


@dataclass(frozen=True, slots=True)
class ChooseStrength:
    """Find the strength that suits the photo and the styles, by small paintings that nobody sees."""

    job: int
    settings: Settings


@dataclass(frozen=True, slots=True)
class StopPainting:
    """Stop a job: ``at_once`` ends the running network, else the job stops at its next step."""

    job: int
    at_once: bool


@dataclass(frozen=True, slots=True)
class Prefetch:
    """Compute now what a picture with these settings will need, since nothing is being painted."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class ShowResult:
    """Draw the finished picture of a job again, where a preview lies over it."""

    job: int


PaintEffect = Paint | ChooseStrength | StopPainting | Prefetch | ShowResult
