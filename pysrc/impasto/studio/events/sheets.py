"""Contact sheets and strips of small pictures."""

from dataclasses import dataclass

from impasto.words import Text


@dataclass(frozen=True, slots=True)
class SheetPressed:
    """Paint the photo in every style of the shelf, small."""


@dataclass(frozen=True, slots=True)
class StripPressed:
    """Paint the photo in steps from one of the two chosen styles to the other."""


@dataclass(frozen=True, slots=True)
class SheetClosed:
    pass


@dataclass(frozen=True, slots=True)
class SheetTileTaken:
    """Paint with the styles of this picture of the sheet."""

    id: str


@dataclass(frozen=True, slots=True)
class SheetDownloadPressed:
    pass


@dataclass(frozen=True, slots=True)
class AnimationPressed:
    """Save the strip that is open as one picture that moves."""


@dataclass(frozen=True, slots=True)
class SheetProgressed:
    """So many pictures of a contact sheet are painted."""

    job: int
    done: int


@dataclass(frozen=True, slots=True)
class SheetFailed:
    """A contact sheet came no further; ``text`` says why."""

    job: int
    text: Text


SheetAction = SheetPressed | StripPressed | SheetClosed | SheetTileTaken | SheetDownloadPressed | AnimationPressed
"""What the user does."""

SheetNews = SheetProgressed | SheetFailed
"""What comes back."""

SheetEvent = SheetAction | SheetNews
