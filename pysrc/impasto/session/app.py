"""The application in the browser: events in, effects out. It knows the page only as the Protocol ``Page``."""

import asyncio
import logging
from collections.abc import Awaitable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import Any, Protocol

from impasto import __version__
from impasto.backends.rules import Choice, Memory
from impasto.errors import Cancelled, ImpastoError, RuntimeFailed
from impasto.imaging import encoding, fitting
from impasto.imaging.formats import Format
from impasto.imaging.pixels import RGB, RGBA
from impasto.networks.catalogue import Catalogue, Graph
from impasto.networks.runtime import Runtime
from impasto.painting.presets import Preset
from impasto.painting.stylizer import Stylizer
from impasto.session.backend_selector import Backends, BackendSelector, News
from impasto.session.prefetcher import Prefetcher
from impasto.session.previewer import REST_SECONDS, Previewer
from impasto.session.sources import Sources
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.settings import Settings, ShelfStyle
from impasto.studio.state import State
from impasto.studio.update import update
from impasto.studio.view import view
from impasto.words import Text

THUMBNAIL_SIDE = 160

QUIET_SECONDS = 2.0
"""How long nothing has to be painted before graphics hardware is looked for and tried."""


@dataclass(frozen=True, slots=True)
class Example:
    """A photograph that ships with the page; ``url`` is relative to the page."""

    id: str
    name: str
    url: str


class Page(Protocol):
    """What the application asks of the page that it runs in."""

    def show(self, view: Mapping[str, Any]) -> None:
        """Render a view (see ``impasto.view``)."""

    def show_pixels(self, slot: str, pixels: RGB | RGBA) -> None:
        """Draw a picture: slot ``photo``, ``result``, ``preview`` (over the result) or ``style:<id>``."""

    def offer_file(self, name: str, mime: str, data: bytes) -> None:
        """Hand a file to the user."""

    def remember(self, text: str) -> None:
        """Keep a text for the next visit, in place of the one before."""

    async def fetch(self, url: str) -> bytes:
        """Return a file of this site; raises ``RuntimeFailed`` where that fails."""

    def seconds(self) -> float:
        """Return the seconds since the page was asked for."""


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
        memory: str | None = None,
        downloads: Sequence[tuple[str, int]] = (),
    ) -> None:
        """Set up the studio; nothing is loaded before ``run``.

        ``runtime`` is what the page began with, ``backends`` where others come from; ``memory`` is what
        ``Page.remember`` was given last.

        ``preset_urls`` tells where the picture of a preset stands, by id, for style networks that its vectors leave
        out; ``downloads`` what the page fetched to get here, as (name, bytes).
        """
        self._catalogue = catalogue
        self._sources = Sources(presets, preset_urls, page.fetch)
        self._examples = {example.id: example for example in examples}
        remembered = Memory.from_json(memory)
        self._turn = asyncio.Lock()
        self._selector = BackendSelector(
            runtime, backends, catalogue, remembered, __version__, self._tell, page.remember, self._turn
        )
        self._runtime = self._selector.runtime
        self._page = page
        self._downloads = downloads
        self._stylizer = Stylizer(self._runtime, catalogue)
        self._result: RGBA | None = None
        self._fetched: set[str] = set()
        """Networks that were loaded on this visit, by id."""
        self._inbox: asyncio.Queue[ev.Event] = asyncio.Queue()
        self._painting = False
        self._prefetcher = Prefetcher(self._stylizer, self._turn, self._sources.job)
        self._previewer = Previewer(self._stylizer.apart(), self._turn, self._sources.job, self._take)
        self._tasks = asyncio.TaskGroup()
        self._state = State(
            settings=Settings(catalogue.default_style_network, catalogue.default_transformer),
            presets=tuple(ShelfStyle(preset.id, preset.name, f"{preset.painter}, {preset.year}") for preset in presets),
            backend_choice=remembered.choice,
        )

    @property
    def state(self) -> State:
        return self._state

    def post(self, event: ev.UserEvent) -> None:
        """Take in what the user did; it is dealt with after all that was done before."""
        self._inbox.put_nowait(event)

    async def run(self) -> None:
        """Load the networks and serve the events, for as long as the page is there."""
        self._show()
        async with self._tasks:
            await self._perform(fx.LoadNetworks())
            self._tasks.create_task(self._previewer.serve())
            self._tasks.create_task(self._settle_backend())
            await self._serve()

    async def _serve(self) -> None:
        while True:
            await self._take(await self._inbox.get())
            self._inbox.task_done()

    async def _take(self, event: ev.Event) -> None:
        self._state, effects = update(self._state, event)
        self._show()
        for effect in effects:
            await self._perform(effect)

    def _show(self) -> None:
        self._page.show(view(self._state, self._catalogue, self._details()))

    async def _perform(self, effect: fx.Effect) -> None:
        match effect:
            case fx.LoadNetworks():
                self._tasks.create_task(self._load_networks())
            case fx.FetchNetwork(id_):
                self._tasks.create_task(self._fetch_network(id_))
            case fx.ReadPhoto(file):
                await self._attempt(self._read_photo(file.name, file.data))
            case fx.FetchExample(id_):
                await self._attempt(self._fetch_example(id_))
            case fx.ReadStyles(files):
                await self._attempt(self._read_styles(files))
            case fx.ShowPhoto(id_, kept):
                self._sources.keep_photos(kept)
                self._page.show_pixels("photo", self._sources.photo(id_))
            case fx.StopPainting(at_once):
                self._stylizer.cancel()
                if at_once and self._painting:
                    self._runtime.interrupt()
            case fx.ChooseBackend(choice):
                self._tasks.create_task(self._choose_backend(choice))
            case fx.Prefetch(settings):
                if {settings.style_network, settings.transformer} <= self._fetched:
                    self._tasks.create_task(self._prefetcher.study(effect))
            case fx.Paint():
                self._selector.give_way()
                self._prefetcher.give_way()
                self._previewer.give_way()
                self._tasks.create_task(self._paint(effect))
            case fx.Preview():
                self._selector.give_way()
                self._prefetcher.give_way()
                self._previewer.ask(effect)
            case fx.PreparePreviews():
                self._tasks.create_task(self._previewer.prepare(effect))
            case fx.ShowPreview() if self._previewer.pixels is not None:
                self._page.show_pixels("preview", self._previewer.pixels)
            case fx.ShowResult() if self._result is not None:
                self._page.show_pixels("result", self._result)
            case fx.SaveResult(format_, stem):
                await self._attempt(self._save(format_, stem))

    async def _attempt(self, work: Awaitable[None]) -> None:
        """Do what may fail on what the user gave; the page goes on working whatever comes of it."""
        await asyncio.sleep(0)  # the page shows what is being done before a long decode begins
        try:
            await work
        except Exception as error:
            await self._take(ev.WorkFailed(_explained(error)))

    async def _load_networks(self) -> None:
        settings = self._state.settings
        style_network = self._catalogue.style_network(settings.style_network)
        transformer = self._catalogue.transformer(settings.transformer)
        try:
            await self._selector.begin()
            await self._load(Text("networks"), [*style_network.graphs, *transformer.graphs])
        except (RuntimeFailed, Cancelled) as error:
            await self._take(ev.RuntimeUnavailable(error.text))
            return
        self._fetched = {style_network.id, transformer.id}
        about = self._runtime.describe()
        await self._take(ev.RuntimeReady(about.backend, about.threads, self._page.seconds()))

    async def _settle_backend(self) -> None:
        """Find the best backend once nothing else is going on, and again after a painting that came between."""
        settled = False
        while not settled:
            jobs = self._state.jobs
            await asyncio.sleep(QUIET_SECONDS)
            if self._state.phase == "ready" and self._state.job is None and self._state.jobs == jobs:
                settled = await self._selector.settle()

    async def _choose_backend(self, choice: Choice) -> None:
        if not await self._selector.choose(choice):
            await self._settle_backend()

    async def _fetch_network(self, id_: str) -> None:
        network = self._catalogue.network(id_)
        try:
            await self._load(network.title, network.graphs)
            self._fetched.add(id_)
        except RuntimeFailed as error:
            await self._take(ev.WorkFailed(error.text))
        except Cancelled:
            pass  # it is loaded with the first picture that needs it
        await self._take(ev.NetworkFetched())

    async def _load(self, title: Text | str, graphs: Sequence[Graph]) -> None:
        """Load graphs one after another, and tell how many of their bytes are here."""
        loaded = dict.fromkeys((graph.file for graph in graphs), 0)
        total = sum(graph.bytes for graph in graphs)

        def received(file: str, so_far: int, _: int) -> None:
            loaded[file] = so_far
            here = sum(loaded.values())
            text = Text("networks-arriving", network=title, loaded=here / 1e6, total=total / 1e6)
            self._tell(ev.NetworksLoading(text, here / total))

        for graph in graphs:
            await self._runtime.load(graph, partial(received, graph.file))

    async def _read_photo(self, name: str, data: bytes) -> None:
        photo_id, decoded = self._sources.add_photo(name, data)
        await self._take(ev.PhotoRead(photo_id, name, decoded.width, decoded.height))

    async def _fetch_example(self, id_: str) -> None:
        example = self._examples[id_]
        await self._read_photo(example.name, await self._page.fetch(example.url))

    async def _read_styles(self, files: Sequence[ev.File]) -> None:
        styles: list[tuple[str, str]] = []
        problems: list[Text] = []
        for file in files:
            await asyncio.sleep(0)
            try:
                style_id, pixels = self._sources.add_style(file.name, file.data)
            except ImpastoError as error:
                problems.append(error.text)
                continue
            self._page.show_pixels(f"style:{style_id}", fitting.thumbnail(pixels, THUMBNAIL_SIDE))
            styles.append((style_id, PurePath(file.name).stem))
        await self._take(
            ev.StylesRead(tuple(styles), Text("list-of-sentences", sentences=tuple(problems)) if problems else None)
        )

    async def _paint(self, paint: fx.Paint) -> None:
        """Paint, after the preview that announces it and after a painting that has been told to stop."""
        if paint.calmly:
            await asyncio.sleep(REST_SECONDS)
        await self._previewer.settled()
        async with self._turn:
            outcome = await self._painted(paint.job, paint.settings) if self._awaits(paint.job) else None
        await self._take(outcome or ev.PaintCancelled(paint.job))

    def _awaits(self, number: int) -> bool:
        """Return whether the job of this number has not been stopped or superseded."""
        return self._state.job is not None and self._state.job.number == number

    async def _painted(self, number: int, settings: Settings) -> ev.WorkEvent:
        self._painting = True
        try:
            job = await self._sources.job(settings, settings.output_size)
            painting = await self._stylizer.stylize(
                job, lambda progress: self._tell(ev.PaintProgressed(number, progress))
            )
        except Cancelled:
            return ev.PaintCancelled(number)
        except Exception as error:
            return ev.PaintFailed(number, _explained(error))
        finally:
            self._painting = False
        if self._awaits(number):
            self._result = painting.pixels
            self._page.show_pixels("result", painting.pixels)
        height, width, _ = painting.pixels.shape
        return ev.PaintFinished(number, painting.seconds, width, height, painting.kept)

    def _tell(self, event: ev.NetworksLoading | ev.PaintProgressed | News) -> None:
        """Take in an event that has no effects, from where nothing can be awaited."""
        self._state, _ = update(self._state, event)
        self._show()

    async def _save(self, format_: Format, stem: str) -> None:
        if self._result is None:
            return
        encoded = encoding.encode(self._result, format_)
        name = f"{stem}{encoded.suffix}"
        self._page.offer_file(name, encoded.mime, encoded.data)
        await self._take(ev.FileOffered(name))

    def _details(self) -> list[tuple[Text, Text]]:
        """Return the lines behind "Nothing leaves this device"; sizes are those of the unpacked files."""
        details = [
            (Text(f"download-{part}"), Text("detail-megabytes", megabytes=size / 1e6)) for part, size in self._downloads
        ]
        if self._state.phase == "ready":
            about = self._runtime.describe()
            threads = Text("detail-threads", count=about.threads) if about.threads else Text("detail-no-threads")
            device = Text("detail-device", backend=about.backend, threads=threads, version=about.version)
            details.append((Text("detail-runs-on"), device))
            details.append((Text("detail-ready-after"), Text("detail-seconds", seconds=self._state.ready_seconds)))
        if self._state.offline is not None:
            kept = Text("detail-offline-yes" if self._state.offline else "detail-offline-no")
            details.append((Text("detail-offline"), kept))
        if self._state.result is not None:
            seconds = Text("detail-seconds-exactly", seconds=self._state.result.seconds)
            details.append((Text("detail-last-picture"), seconds))
        return details


def _explained(error: Exception) -> Text:
    """Return what to tell the user; an error that is not of our family is a mistake of ours, and is logged whole."""
    match error:
        case ImpastoError():
            return error.text
        case MemoryError():
            return Text("too-little-memory")
    logging.getLogger(__name__).exception("not foreseen", exc_info=error)
    return Text("mistake-of-ours", kind=type(error).__name__)
