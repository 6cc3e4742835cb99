"""A fresh start for a Python whose memory has grown: when it is due, and what goes along.

The memory of a WebAssembly program never shrinks, so what a large photo took while it was read stays taken from the
device for as long as the tab is open. Where that is much, and nothing is going on, a fresh Python takes over all that
the old one knew. What was only kept to be quicker, such as encoded photos and previews, is made again when needed.
"""

import asyncio
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from impasto.imaging.pixels import RGBA
from impasto.painting.making import MadeOf
from impasto.painting.masks import Mask
from impasto.painting.vectors import StyleVector
from impasto.session import reach
from impasto.session.files import Source
from impasto.session.ports import Page
from impasto.session.results import Results
from impasto.session.sources import Sources
from impasto.studio.state import State

GROWN = 256_000_000
"""Bytes by which the memory may have grown: more than photos of 24 megapixels take, less than a phone can spare."""

QUIET_SECONDS = 5.0
"""How long nothing has to happen before a fresh start, and how often is looked."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that cannot be made again: state, files by their ids, finished pictures and their styles by job."""

    state: State
    photos: Mapping[str, Source]
    styles: Mapping[str, Source]
    masks: Mapping[str, Mask]
    vectors: Mapping[str, StyleVector]
    results: Mapping[int, RGBA]
    made_of: Mapping[int, Sequence[MadeOf]]

    @property
    def nbytes(self) -> int:
        """Return how many bytes its files and pictures are."""
        sources = (*self.photos.values(), *self.styles.values())
        pictures = (*self.results.values(), *(mask.grey for mask in self.masks.values()))
        return sum(source.nbytes for source in sources) + sum(pixels.nbytes for pixels in pictures)

    def to_bytes(self) -> bytes:
        """Return all of it for a fresh Python of the same page, which need not load networks to be ready."""
        state = replace(self.state, fetched=frozenset(), timings=(), preview_size=None, previews_for=None)
        return pickle.dumps(replace(self, state=state), pickle.HIGHEST_PROTOCOL)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Knowledge":
        """Read what ``to_bytes`` wrote in this tab; nothing else may be given."""
        knowledge: Knowledge = pickle.loads(data)
        return knowledge


def is_idle(state: State) -> bool:
    """Return whether nothing is going on that a fresh start would lose."""
    busy = state.job or state.waiting or state.busy or state.progress or state.trying
    shown = state.sliding is not None or state.previewed or state.sheet is not None or state.camera is not None
    filming = state.film is not None and state.film.job is not None
    queued = state.batch is not None and state.batch.painting is not None
    quiet = not (busy or shown or filming or queued)
    return state.phase == "ready" and state.backend_reason is not None and quiet


def is_due(memory: int, at_start: int, known: int) -> bool:
    """Return whether the memory has grown, in bytes, by much more than what is known and what handing it over takes."""
    return memory - at_start > GROWN + 2 * known


class Renewal:
    """Gathers the knowledge of one Python for the next, and asks for that when it is due."""

    def __init__(self, page: Page, sources: Sources, results: Results) -> None:
        self._page = page
        self._sources = sources
        self._results = results

    def knowledge(self, state: State) -> Knowledge:
        """Return all that there is to hand over."""
        return Knowledge(state, *self._sources.all, self._results.pictures, self._results.made_of)

    def take(self, knowledge: Knowledge) -> None:
        """Go on with the files and pictures of the Python before."""
        self._sources.take(knowledge.photos, knowledge.styles, knowledge.masks, knowledge.vectors)
        self._results.take(knowledge.results, knowledge.made_of)

    async def watch(self, state: Callable[[], State]) -> None:
        """Let go of what is out of reach, and ask for a fresh start once the memory has grown by much.

        Both once nothing has happened for a while.
        """
        at_start = self._page.memory()
        while True:
            seen = state()
            await asyncio.sleep(QUIET_SECONDS)
            if state() is not seen or not is_idle(seen):
                continue
            within = reach.sources(seen)
            self._sources.styles.keep_only(within)
            self._sources.masks.keep_only(within)
            if is_due(self._page.memory(), at_start, self.knowledge(seen).nbytes):
                self._page.ask_renewal()
