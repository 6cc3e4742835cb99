"""Where the styles act: a mask that is given, strokes of the brush, the people in the photo, and what is outside."""

from dataclasses import dataclass

from impasto.painting.maskedits import Stroke
from impasto.studio.events.sources import File


@dataclass(frozen=True, slots=True)
class MaskFileChosen:
    file: File


@dataclass(frozen=True, slots=True)
class MaskStroked:
    """A stroke of the brush was finished."""

    stroke: Stroke


@dataclass(frozen=True, slots=True)
class MaskInverted:
    pass


@dataclass(frozen=True, slots=True)
class MaskCleared:
    pass


@dataclass(frozen=True, slots=True)
class PeoplePressed:
    """Make a mask of the people in the photo."""


@dataclass(frozen=True, slots=True)
class OutsideChosen:
    """Paint what is outside of the mask in this style; None leaves the photo there."""

    id: str | None


@dataclass(frozen=True, slots=True)
class MaskRead:
    """A grey picture was read, or people were found, for the photo of that id."""

    id: str
    photo: str


@dataclass(frozen=True, slots=True)
class NobodyFound:
    """There are no people in the photo of that id."""

    photo: str


MaskAction = MaskFileChosen | MaskStroked | MaskInverted | MaskCleared | PeoplePressed | OutsideChosen
"""What the user does."""

MaskNews = MaskRead | NobodyFound
"""What comes back."""

MaskEvent = MaskAction | MaskNews
