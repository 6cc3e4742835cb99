"""How pictures are saved, and that one was."""

from dataclasses import dataclass

from impasto.imaging.formats import Format


@dataclass(frozen=True, slots=True)
class FormatChosen:
    """Pictures are to be saved in this format."""

    format: Format


@dataclass(frozen=True, slots=True)
class QualityChosen:
    quality: int


@dataclass(frozen=True, slots=True)
class MakingKept:
    """Whether files are to tell how their pictures were made."""

    kept: bool


SavingChange = FormatChosen | QualityChosen | MakingKept
"""What is chosen of how pictures are saved."""


@dataclass(frozen=True, slots=True)
class DownloadPressed:
    pass


@dataclass(frozen=True, slots=True)
class FormatsFound:
    """What pictures can be saved as here."""

    formats: tuple[Format, ...]


@dataclass(frozen=True, slots=True)
class FileOffered:
    """A picture was handed to the browser to be saved."""

    name: str


SavingAction = SavingChange | DownloadPressed
"""What the user does."""

SavingNews = FormatsFound | FileOffered
"""What comes back."""

SavingEvent = SavingAction | SavingNews
