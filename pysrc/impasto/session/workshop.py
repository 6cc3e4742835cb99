"""All that does the work of the application, set up: who works with whom, and over which queue."""

from collections.abc import Callable
from functools import partial

from impasto import __version__
from impasto.backends.rules import Memory
from impasto.painting.request import Picture
from impasto.painting.stylizer import Stylizer
from impasto.painting.vectors import StyleVector
from impasto.session.backend_selector import BackendSelector
from impasto.session.batches import BatchPainter
from impasto.session.contact_sheets import ContactSheets
from impasto.session.display import Display
from impasto.session.easel import Easel
from impasto.session.exploring import Explorer
from impasto.session.films import Films
from impasto.session.frames import FramePainter
from impasto.session.jobs import JobQueue
from impasto.session.looks import Looks
from impasto.session.network_loader import NetworkLoader
from impasto.session.painter import Painter
from impasto.session.paintings import Paintings
from impasto.session.people import People
from impasto.session.prefetcher import Prefetcher
from impasto.session.previewer import Previewer
from impasto.session.projects import Projects
from impasto.session.reader import Reader
from impasto.session.renewal import Renewal
from impasto.session.results import Results
from impasto.session.saver import Saver
from impasto.session.settling import Settling
from impasto.session.sources import Sources
from impasto.session.style_vectors import StyleVectors
from impasto.session.surroundings import Surroundings
from impasto.session.visits import Visits
from impasto.studio import events as ev
from impasto.studio.state import State


class Workshop:
    """What does the work, by name; nothing is loaded and nothing runs before it is asked to."""

    def __init__(
        self,
        given: Surroundings,
        remembered: Memory,
        take: Callable[[ev.Event], None],
        state: Callable[[], State],
    ) -> None:
        """``take`` hears what comes of the work; ``state`` is what the studio knows at the moment."""
        page, catalogue = given.page, given.catalogue
        self.page = page
        self.queue = queue = JobQueue()
        self.sources = sources = Sources(given.presets, given.preset_urls, page.fetch, self._see, given.decoder)
        self.selector = selector = BackendSelector(
            given.runtime,
            given.backends,
            catalogue,
            remembered,
            __version__,
            take,
            partial(page.remember, "backend"),
            queue,
        )
        runtime = selector.runtime
        self.settling = Settling(selector, state)
        self.networks = NetworkLoader(selector, catalogue, page.seconds, take)
        self._stylizer = stylizer = Stylizer(runtime, catalogue, given.painting_memory)
        self.display = Display(page, catalogue, runtime.describe, given.downloads)
        self.results = results = Results(page)
        self.easel = easel = Easel(page, sources, results, state)
        self.reader = Reader(sources, given.examples, page, take)
        self.prefetcher = Prefetcher(stylizer, queue, sources)
        self.previewer = Previewer(stylizer, queue, sources, take, easel.keep)
        self.painter = Painter(stylizer, runtime, queue, sources, easel.finish, page.show_region, take)
        self.sheets = sheets = ContactSheets(stylizer, queue, sources, page.show_pixels, take)
        self.films = Films(stylizer, queue, sources, page.show_film_frame, take)
        self.batches = BatchPainter(stylizer, queue, sources, page, given.encoder, take)
        self.frames = FramePainter(stylizer, queue, sources, page.show_pixels, take)
        self.looks = Looks(sources, page)
        self.explorer = Explorer(queue, sources, page, take)
        self.people = People(runtime, catalogue, queue, sources, take)
        self.saver = Saver(results, sheets, sources, page, given.encoder, take)
        self.vectors = StyleVectors(sources, stylizer, queue)
        self.projects = Projects(sources, stylizer, self.vectors, catalogue, page, take)
        self.visits = Visits(given.store, sources, catalogue, page, take)
        self.paintings = Paintings(given.store.get, self.visits.put, sources, results, stylizer, queue, page, take)
        self.renewal = Renewal(page, sources, results)

    async def _see(self, picture: Picture, network: str) -> StyleVector:
        return await self._stylizer.style_vector(picture, network)
