"""Previews, which follow the sliders."""

from dataclasses import dataclass

from impasto.studio.settings import Settings


@dataclass(frozen=True, slots=True)
class Preview:
    """Paint a preview with the long side ``size``, next after the one under way, in place of any that waits."""

    job: int
    settings: Settings
    size: int
    composes: bool = False
    """Whether it is the picture in its full size, for which no network has to run."""


@dataclass(frozen=True, slots=True)
class PreparePreviews:
    """Get ready what previews of these settings need, when nothing else is to be done."""

    settings: Settings
    size: int


@dataclass(frozen=True, slots=True)
class ShowPreview:
    """Draw the preview that a job has painted over the finished picture."""

    job: int


PreviewEffect = Preview | PreparePreviews | ShowPreview
