"""Shows the page what the studio knows after each event: the whole of it, but for what is long and has not changed."""

from collections.abc import Callable, Sequence
from typing import Any

from impasto.networks.catalogue import Catalogue
from impasto.networks.runtime import RuntimeDescription
from impasto.session.details import details
from impasto.session.ports import Page
from impasto.studio import batch_record, batch_view, exploring, looks, wall
from impasto.studio.state import State
from impasto.studio.view import choices, view


class Display:
    """Knows what the page was last shown."""

    def __init__(
        self,
        page: Page,
        catalogue: Catalogue,
        describe: Callable[[], RuntimeDescription],
        downloads: Sequence[tuple[str, int]],
    ) -> None:
        self._page = page
        self._catalogue = catalogue
        self._describe = describe
        self._downloads = downloads
        self._offered: tuple[Any, ...] = ()
        """The styles, backends and formats, and the size, that the page was last told of."""
        self._hung: Any = None
        """What the wall that the page shows was made of: it is long, and most events leave it as it is."""
        self._queued: Any = None
        """What the queue that the page shows was made of: it may be as long."""

    def show(self, state: State, heard: int) -> None:
        """Show a state that takes into account so many of the page's events."""
        offered = (state.shelf, state.backends, state.formats, state.settings.output_size)
        if offered != self._offered:
            self._offered = offered
            self._page.show_choices(choices(*offered, self._catalogue))
        explore = exploring.view(state)
        look = looks.view(state)
        hung = (state.shelf, state.wall, [id_ for id_, _ in state.settings.styles], explore, look)
        if hung != self._hung:
            self._hung = hung
            self._page.show_wall({**wall.view(state), "explore": explore, "look": look})
        queued = state.batch and (state.batch, state.settings, state.shelf)
        if queued != self._queued:
            self._queued = queued
            self._page.show_batch(batch_view.view(state), batch_record.write(state.batch) if state.batch else "")
        lines = details(state, self._describe(), self._downloads)
        self._page.show({**view(state, lines), "heard": heard})
