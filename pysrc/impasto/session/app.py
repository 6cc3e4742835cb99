"""The running application: events in, effects out. It knows where it runs only by the Protocols of its ports.

Nothing slow is awaited between two events: whatever takes time is a task, and answers with an event.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, assert_never

import numpy as np

from impasto import __version__
from impasto.backends.rules import Choice, Memory
from impasto.errors import Cancelled, ImpastoError, RuntimeFailed
from impasto.imaging import encoding, fitting
from impasto.imaging.pixels import RGB, RGBA
from impasto.imaging.reading import SystemDecoder
from impasto.imaging.writing import SystemEncoder
from impasto.networks.catalogue import Catalogue
from impasto.networks.runtime import Runtime
from impasto.painting.making import MadeOf
from impasto.painting.maskedits import Edits
from impasto.painting.presets import Preset
from impasto.painting.request import Picture
from impasto.painting.stylizer import Stylizer
from impasto.painting.vectors import StyleVector
from impasto.session.backend_selector import Backends, BackendSelector
from impasto.session.batches import BatchPainter
from impasto.session.contact_sheets import ContactSheets
from impasto.session.details import details
from impasto.session.explaining import explained
from impasto.session.exploring import Explorer
from impasto.session.films import Films
from impasto.session.frames import FramePainter
from impasto.session.jobs import JobQueue
from impasto.session.masks import as_overlay
from impasto.session.network_loader import NetworkLoader
from impasto.session.painter import Painter
from impasto.session.paintings import Paintings
from impasto.session.people import People
from impasto.session.ports import Example, Page, Store
from impasto.session.prefetcher import Prefetcher
from impasto.session.presets import shelf_style
from impasto.session.previewer import Previewer
from impasto.session.projects import Projects
from impasto.session.reader import THUMBNAIL_SIDE, Reader
from impasto.session.renewal import QUIET_SECONDS as RENEWAL_SECONDS
from impasto.session.renewal import Knowledge, is_due, is_idle
from impasto.session.results import Results
from impasto.session.saver import Saver
from impasto.session.sources import Sources
from impasto.session.style_vectors import StyleVectors
from impasto.session.visits import Visits
from impasto.studio import batch_record, batch_view, exploring, qualities, wall
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.events.camera import CameraFrame
from impasto.studio.settings import Settings
from impasto.studio.state import State
from impasto.studio.update import update
from impasto.studio.view import choices, view

QUIET_SECONDS = 2.0
"""How long nothing has to be painted before graphics hardware is looked for and tried."""


class App:
    """Takes in events one after another and carries out what the studio makes of them."""

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        presets: Sequence[Preset],
        preset_urls: Mapping[str, str],
        examples: Iterable[Example],
        runtime: Runtime,
        backends: Backends,
        page: Page,
        store: Store,
        decoder: SystemDecoder | None = None,
        encoder: SystemEncoder | None = None,
        memory: str | None = None,
        downloads: Sequence[tuple[str, int]] = (),
        painting_memory: int | None = None,
        knowledge: bytes | None = None,
    ) -> None:
        """Set up the studio; nothing is loaded before ``run``.

        ``runtime`` is what the page began with, ``backends`` where others come from; ``memory`` is what
        ``Page.remember`` was given last; ``store`` is where the work lies.

        ``preset_urls`` tells where the picture of a preset stands, by id, for style networks that its vectors leave
        out; ``decoder`` reads pictures that Pillow cannot, and ``encoder`` writes them; ``downloads`` is what a first
        visit loads, as (part, bytes as hosts send them); ``painting_memory`` how many bytes large pictures may take
        while they are painted; ``knowledge`` what the Python before this one has handed over.
        """
        remembered = Memory.from_json(memory)
        self._page = page
        self._catalogue = catalogue
        self._downloads = downloads
        self._sources = Sources(presets, preset_urls, page.fetch, self._see, decoder)
        self._queue = JobQueue()
        self._selector = BackendSelector(
            runtime,
            backends,
            catalogue,
            remembered,
            __version__,
            self._take,
            partial(page.remember, "backend"),
            self._queue,
        )
        self._runtime = self._selector.runtime
        self._networks = NetworkLoader(self._runtime, catalogue, self._take)
        self._stylizer = stylizer = Stylizer(self._runtime, catalogue, painting_memory)
        self._prefetcher = Prefetcher(stylizer, self._queue, self._sources)
        self._previewer = Previewer(stylizer, self._queue, self._sources, self._take, self._keep)
        self._painter = Painter(
            stylizer, self._runtime, self._queue, self._sources, self._finish, page.show_region, self._take
        )
        self._sheets = ContactSheets(stylizer, self._queue, self._sources, page.show_pixels, self._take)
        self._films = Films(stylizer, self._queue, self._sources, page.show_film_frame, self._take)
        self._batches = BatchPainter(stylizer, self._queue, self._sources, page, encoder, self._take)
        self._frames = FramePainter(stylizer, self._queue, self._sources, page.show_pixels, self._take)
        self._reader = Reader(self._sources, examples, page, self._take)
        self._explorer = Explorer(self._queue, self._sources, page, self._take)
        self._people = People(self._runtime, catalogue, self._queue, self._sources, self._take)
        self._results = Results(page)
        self._saver = Saver(self._results, self._sheets, self._sources, page, encoder, self._take)
        self._vectors = StyleVectors(self._sources, stylizer, self._queue)
        self._projects = Projects(self._sources, stylizer, self._vectors, catalogue, page, self._take)
        self._visits = Visits(store, self._sources, catalogue, page, self._take)
        self._paintings = Paintings(
            store.get, self._visits.put, self._sources, self._results, stylizer, self._queue, page, self._take
        )
        self._inbox: asyncio.Queue[ev.UserEvent] = asyncio.Queue()
        self._heard = 0
        """How many events of the page were dealt with; not every frame of a camera makes a view."""
        self._tasks = asyncio.TaskGroup()
        self._reading: dict[asyncio.Task[None], ev.Work] = {}
        self._offered: tuple[Any, ...] = ()
        """The styles, backends and formats, and the size, that the page was last told of."""
        self._hung: Any = None
        """What the wall that the page shows was made of: it is long, and most events leave it as it is."""
        self._queued: Any = None
        """What the queue that the page shows was made of: it may be as long."""
        self._state = State(
            settings=Settings(style_network=catalogue.default_style_network, transformer=catalogue.default_transformer),
            presets=tuple(map(shelf_style, presets)),
            networks={
                "style_network": tuple(network.id for network in catalogue.style_networks),
                "transformer": tuple(network.id for network in catalogue.transformers),
            },
            backend_choice=remembered.choice,
            formats=encoding.available(),
        )
        if knowledge is not None:
            self._go_on(Knowledge.from_bytes(knowledge))

    @property
    def state(self) -> State:
        return self._state

    def post(self, event: ev.UserEvent) -> None:
        """Take in what the user did; it is dealt with after all that was done before."""
        self._inbox.put_nowait(event)

    def paint_frame(self, job: int, number: int, seconds: float, frame: RGB) -> None:
        """Paint a frame of the film that a job paints, uint8 ``[height, width, 3]``, shown at ``seconds``.

        Frames come in their order, and go past events and state: there are many, and no two are the same.
        """
        self._spawn(partial(self._films.paint, job, number, seconds, frame))

    async def run(self) -> None:
        """Load the networks and serve the events, for as long as the page is there."""
        self._show()
        try:
            async with self._tasks:
                self._spawn(self._load_networks)
                self._spawn(self._settle_backend)
                self._spawn(self._saver.find_formats)
                self._spawn(self._watch_memory)
                self._spawn(partial(self._visits.follow, lambda: self._state))
                while True:
                    event = await self._inbox.get()
                    self._heard += not isinstance(event, CameraFrame)
                    self._take(event)
                    self._inbox.task_done()
        finally:
            self._queue.close()

    def _take(self, event: ev.Event) -> None:
        before = self._state
        self._state, effects = update(before, event)
        if self._state is not before or not isinstance(event, CameraFrame):  # of which there are many
            self._show()
        for effect in effects:
            self._perform(effect)

    def _show(self) -> None:
        state = self._state
        offered = (state.shelf, state.backends, state.formats, state.settings.output_size)
        if offered != self._offered:
            self._offered = offered
            self._page.show_choices(choices(*offered, self._catalogue))
        explore = exploring.view(self._state)
        hung = (self._state.shelf, self._state.wall, [id_ for id_, _ in self._state.settings.styles], explore)
        if hung != self._hung:
            self._hung = hung
            self._page.show_wall({**wall.view(self._state), "explore": explore})
        queued = self._state.batch and (self._state.batch, self._state.settings, self._state.shelf)
        if queued != self._queued:
            self._queued = queued
            self._show_batch()
        lines = details(self._state, self._runtime.describe(), self._downloads)
        self._page.show({**view(self._state, lines), "heard": self._heard})

    def _show_batch(self) -> None:
        batch = self._state.batch
        self._page.show_batch(batch_view.view(self._state), batch_record.write(batch) if batch else "")

    def _perform(self, effect: fx.Effect) -> None:
        """Begin what has to be done; nothing that it raises ends the application."""
        match effect:
            case fx.LoadNetworks():
                self._spawn(self._load_networks)
            case fx.FetchNetwork(id_):
                self._spawn(partial(self._fetch_network, id_))
            case fx.ReadPhoto(file):
                self._stop_reading("example")
                self._read("photo", partial(self._reader.read_photo, file.name, file.data))
            case fx.FetchExample(id_):
                self._stop_reading("example")
                self._read("example", partial(self._reader.fetch_example, id_))
            case fx.ReadStyles(files):
                self._read("styles", partial(self._reader.read_styles, files))
            case fx.ReadMask(file, photo):
                self._read("mask", partial(self._reader.read_mask, file, photo))
            case fx.FindPeople(photo):
                self._read("mask", partial(self._people.find, photo))
            case fx.DrawStyle():
                self._explorer.draw()
            case fx.ReadNumbers():
                self._spawn(partial(self._explorer.read, effect))
            case fx.FindLikeness(id_, network):
                self._spawn(partial(self._find_likeness, id_, network))
            case fx.RememberStyles(favourites, recent):
                kept = json.dumps({"favourites": favourites, "recent": recent}) if favourites or recent else ""
                self._page.remember("styles", kept)
            case fx.StopReading():
                self._stop_reading("photo", "example", "styles", "mask", "project")
            case fx.ShowMask(edits, photo):
                self._spawn(partial(self._show_mask, edits, photo))
            case fx.ShowPhoto(id_, reachable):
                self._spawn(partial(self._show_photo, id_, reachable))
            case fx.StopPainting():
                self._painter.stop(effect)
            case fx.ChooseBackend(choice):
                self._spawn(partial(self._choose_backend, choice))
            case fx.Prefetch(settings):
                if self._networks.has_all(settings):
                    self._spawn(partial(self._prefetcher.prefetch, settings))
            case fx.Paint():
                self._follow(self._painter.paint(effect))
            case fx.ChooseStrength():
                self._follow(self._painter.choose_strength(effect))
            case fx.Preview():
                self._follow(self._previewer.ask(effect))
            case fx.PreparePreviews():
                self._spawn(partial(self._previewer.prepare, effect))
            case fx.ShowPreview(job):
                self._results.show("preview", job)
            case fx.ShowResult(job):
                self._results.show("result", job)
            case fx.SaveResult():
                self._read("save", partial(self._saver.save, effect))
            case fx.SaveProject():
                self._read("save", partial(self._projects.save, effect))
            case fx.MakeLink():
                self._read("save", partial(self._projects.make_link, effect))
            case fx.StorePainting():
                self._spawn(partial(self._paintings.store, effect))
            case fx.BringBack():
                self._read("history", partial(self._bring_back, effect))
            case fx.SaveStored():
                self._read("save", partial(self._paintings.save, effect))
            case fx.ChangeKeeping(kept):
                self._spawn(partial(self._visits.change, kept))
            case fx.LookForVisit(remembered):
                self._spawn(partial(self._visits.look, remembered))
            case fx.HoldVisit():
                self._visits.hold()
            case fx.ReadVisit():
                self._read("visit", self._read_visit)
            case fx.Forget():
                self._spawn(self._visits.forget)
            case fx.OpenProject():
                self._read("project", partial(self._projects.open_file, effect))
            case fx.OpenMaking():
                self._read("project", partial(self._projects.open_making, effect))
            case fx.OpenLink():
                self._read("project", partial(self._projects.open_link, effect))
            case fx.PaintSheet():
                self._follow(self._sheets.paint(effect))
            case fx.StopSheet():
                self._sheets.stop()
            case fx.SaveSheet():
                self._read("save", partial(self._saver.save_sheet, effect))
            case fx.SaveAnimation():
                self._read("save", partial(self._saver.save_animation, effect))
            case fx.BeginFilm():
                self._spawn(partial(self._films.begin, effect))
            case fx.StopFilm(job):
                self._films.stop(job)
            case fx.OpenPhoto(id_):
                self._page.open_file(id_)
            case fx.PaintQueued():
                self._follow(self._batches.paint(effect))
            case fx.StopQueued():
                self._batches.stop()
            case fx.PaintFrame():
                self._follow(self._frames.paint(effect))
            case fx.StopFrames():
                self._frames.stop()
            case _:
                assert_never(effect)

    def _spawn(self, work: Callable[[], Awaitable[None]], kind: ev.Work | None = None) -> asyncio.Task[None]:
        """Let work go on beside the events; what goes wrong with it is told, and ends nothing else."""

        async def guarded() -> None:
            try:
                await work()
            except Cancelled:
                pass  # whoever cancelled it knows
            except Exception as error:
                self._take(ev.WorkFailed(explained(error), kind))

        return self._tasks.create_task(guarded())

    def _follow(self, begun: Awaitable[None]) -> None:
        """Follow work that has begun."""
        self._spawn(lambda: begun)

    def _read(self, kind: ev.Work, work: Callable[[], Awaitable[None]]) -> None:
        """Let work on a file go on beside the events, once the page shows that it does."""

        async def after_a_breath() -> None:
            await asyncio.sleep(0)
            await work()

        task = self._spawn(after_a_breath, kind)
        self._reading[task] = kind
        task.add_done_callback(lambda task: self._reading.pop(task))

    def _stop_reading(self, *kinds: ev.Work) -> None:
        for task, kind in self._reading.items():
            if kind in kinds:
                task.cancel()

    async def _load_networks(self) -> None:
        try:
            await self._selector.begin()
            chosen = self._state.settings
            await self._networks.load_chosen(chosen)
        except ImpastoError as error:
            self._take(ev.RuntimeUnavailable(error.text))
            return
        about = self._runtime.describe()
        here = (chosen.style_network, chosen.transformer)
        self._take(ev.RuntimeReady(about.backend, about.threads, self._page.seconds(), here))

    async def _fetch_network(self, id_: str) -> None:
        try:
            await self._networks.load(id_)
        except Cancelled:
            self._take(ev.NetworkFetched())  # it is loaded with the first picture that needs it
        except RuntimeFailed as error:
            self._take(ev.NetworkMissed(id_, qualities.name(self._catalogue.network(id_)), error.text))
        else:
            self._take(ev.NetworkFetched(id_))

    async def _settle_backend(self) -> None:
        """Find the best backend once nothing else is going on, and again after a painting that came between."""
        settled = False
        while not settled:
            jobs = self._state.jobs
            await asyncio.sleep(QUIET_SECONDS)
            if self._state.phase == "ready" and self._state.job is None and self._state.jobs == jobs:
                settled = await self._selector.settle()

    def knowledge(self) -> bytes | None:
        """Return what a fresh start goes on with, or None while there is something that it would lose."""
        idle = is_idle(self._state) and self._inbox.empty() and not self._reading and not self._paintings.busy
        return self._knowledge().to_bytes() if idle else None

    def _knowledge(self) -> Knowledge:
        return Knowledge(self._state, *self._sources.all, self._results.pictures, self._results.made_of)

    def _go_on(self, knowledge: Knowledge) -> None:
        self._state = knowledge.state
        self._sources.take(knowledge.photos, knowledge.styles, knowledge.masks, knowledge.vectors)
        self._results.take(knowledge.results, knowledge.made_of)

    async def _watch_memory(self) -> None:
        """Ask for a fresh start once the memory has grown by much, and nothing has happened for a while."""
        at_start = self._page.memory()
        while True:
            seen = self._state
            await asyncio.sleep(RENEWAL_SECONDS)
            quiet = self._state is seen and is_idle(seen)
            if quiet and is_due(self._page.memory(), at_start, self._knowledge().nbytes):
                self._page.ask_renewal()

    async def _choose_backend(self, choice: Choice) -> None:
        if not await self._selector.choose(choice):
            await self._settle_backend()

    async def _see(self, picture: Picture, network: str) -> StyleVector:
        return await self._stylizer.style_vector(picture, network)

    async def _show_mask(self, edits: Edits, photo: str) -> None:
        self._page.show_pixels("mask", as_overlay(self._sources.mask(edits, photo)))

    async def _read_visit(self) -> None:
        await self._visits.read()
        self._spawn(partial(self._paintings.show_thumbnails, self._state.history))

    async def _bring_back(self, bring: fx.BringBack) -> None:
        """Show a painting of the history again, with the photo that it is of among the sources."""
        await self._visits.read_photo(bring.painted.photo.id)
        whole = await self._paintings.bring_back(bring.painted, bring.job)
        self._take(ev.PaintingFound(bring.painted.number, bring.job, whole))

    async def _find_likeness(self, id_: str, network: str) -> None:
        self._take(await self._vectors.likeness(id_, network))

    async def _show_photo(self, id_: str, reachable: Sequence[str]) -> None:
        self._sources.keep_photos(reachable)
        self._page.show_pixels("photo", self._sources.photo(id_))

    def _finish(self, job: int, pixels: RGBA, styles: Sequence[MadeOf]) -> None:
        """Take in a finished picture and draw it, before the view that speaks of it."""
        self._results.finish(job, pixels, styles, self._shown)
        current = self._state.job
        bare = exploring.without_picture(current.settings) if current and current.number == job else None
        if bare is not None:  # what it paints is what it is known by
            painted = np.ascontiguousarray(pixels[..., :3])
            self._page.show_pixels(f"style:{bare}", fitting.thumbnail(painted, THUMBNAIL_SIDE))

    def _keep(self, job: int, pixels: RGBA) -> None:
        self._results.keep(job, pixels, self._shown)

    @property
    def _shown(self) -> int | None:
        """The job whose picture is the result."""
        return self._state.result.job if self._state.result else None
