"""What jobs have painted, for as long as it can be shown or saved."""

from collections.abc import Mapping, Sequence

from impasto.imaging import fitting
from impasto.imaging.pixels import RGBA
from impasto.painting.making import MadeOf
from impasto.session.ports import Page


class Results:
    """Pictures by the numbers of their jobs, and what those that can be saved were made of."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._pictures: dict[int, RGBA] = {}
        self._made_of: dict[int, Sequence[MadeOf]] = {}

    @property
    def pictures(self) -> Mapping[int, RGBA]:
        return self._pictures

    @property
    def made_of(self) -> Mapping[int, Sequence[MadeOf]]:
        return self._made_of

    def take(self, pictures: Mapping[int, RGBA], made_of: Mapping[int, Sequence[MadeOf]]) -> None:
        """Go on with what another has kept."""
        self._pictures, self._made_of = dict(pictures), dict(made_of)

    def keep(self, job: int, picture: RGBA, shown: int | None) -> None:
        """Keep what a job has painted, beside the picture of the job that is shown; everything older can go."""
        self._pictures = {number: kept for number, kept in self._pictures.items() if number == shown} | {job: picture}

    def finish(self, job: int, picture: RGBA, made_of: Sequence[MadeOf], shown: int | None) -> None:
        """Keep a finished picture and draw it."""
        self.keep(job, picture, shown)
        self._made_of = {number: made for number, made in self._made_of.items() if number in self._pictures}
        self._made_of[job] = made_of
        self.show("result", job)

    def show(self, slot: str, job: int) -> None:
        """Draw what the job has painted, if it is still there."""
        if job in self._pictures:
            self._page.show_pixels(slot, fitting.within_canvas(self._pictures[job]))
