"""Pictures that are saved, copied or shared."""

from dataclasses import dataclass

from impasto.painting.settings import PaintSettings
from impasto.studio.events import Way
from impasto.studio.settings import Saving


@dataclass(frozen=True, slots=True)
class SaveResult:
    """Save what a job has painted, with these settings and styles of these names, for where the file goes."""

    job: int
    stem: str
    saving: Saving
    settings: PaintSettings
    styles: tuple[str, ...]
    way: Way = "download"
    masked: bool = False
    """Whether masks were laid over it."""
