"""The vectors of styles of the shelf, whatever they are known by, and which of them are alike."""

from impasto.painting.likeness import nearest
from impasto.painting.stylizer import Stylizer
from impasto.painting.vectors import StyleVector
from impasto.session.jobs import JobQueue, Priority
from impasto.session.sources import Sources
from impasto.studio import events as ev


class StyleVectors:
    """Has the style network look at those that are pictures, as a job that is awaited; the others have theirs."""

    def __init__(self, sources: Sources, stylizer: Stylizer, queue: JobQueue) -> None:
        self._sources = sources
        self._stylizer = stylizer
        self._queue = queue

    async def of(self, id_: str, network: str) -> StyleVector:
        """Return the vector of a style; raises as ``Styles.style`` and ``Stylizer.style_vector``."""
        source = await self._sources.styles.style(id_, network)
        if isinstance(source, StyleVector):
            return source
        picture = source
        seen = self._queue.submit(Priority.AWAITED, lambda _: self._stylizer.style_vector(picture, network))
        return await seen.result()

    async def likeness(self, id_: str, network: str) -> ev.LikenessFound:
        """Order the presets by their likeness to a style; raises as ``of``."""
        return ev.LikenessFound(id_, nearest(await self.of(id_, network), self._sources.styles.preset_vectors(network)))
