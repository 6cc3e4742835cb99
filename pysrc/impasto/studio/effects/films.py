"""Films, whose frames the page sends."""

from dataclasses import dataclass

from impasto.studio.settings import Settings
from impasto.studio.state import Film


@dataclass(frozen=True, slots=True)
class BeginFilm:
    """Get ready to paint the frames of a film, which the page sends."""

    job: int
    settings: Settings
    film: Film


@dataclass(frozen=True, slots=True)
class StopFilm:
    """Paint no more frames of a job."""

    job: int


FilmEffect = BeginFilm | StopFilm
