"""The browser's side of the application: the page over the main thread, and the start of it all.

It runs in the studio worker. Only this file and ``inference``, which has the runtimes, import ``js`` or ``pyodide``.
"""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from pyodide.ffi import JsException, to_js

from impasto.backends.rules import Adapter, Survey
from impasto.browser.inference import InferenceRuntime, runtime_over, translated
from impasto.browser.store import BrowserStore
from impasto.browser.systemdecoder import BrowserDecoder
from impasto.browser.systemencoder import BrowserEncoder
from impasto.imaging.pixels import RGB, RGBA, to_rgba
from impasto.networks.catalogue import Catalogue
from impasto.painting import naming, presets
from impasto.painting.regions import Region
from impasto.session.app import App
from impasto.session.ports import Example
from impasto.session.surroundings import Surroundings
from impasto.studio import parsing
from impasto.studio.events import Way
from impasto.words import rendered, speak

PAINTING_MEMORY = 1_200_000_000
"""Bytes of feature maps of a large picture, beside which a tab holds photo, painting, Python and the networks."""


class BrowserBackends:
    """``Backends`` over workers that the page starts."""

    def __init__(self, host: Any) -> None:
        self._host = host

    async def survey(self) -> Survey:
        try:
            record = json.loads(await self._host.survey())
        except JsException as error:
            raise translated(error) from error
        return Survey(**{backend: adapter and Adapter(**adapter) for backend, adapter in record.items()})

    def start(self, backend: str) -> InferenceRuntime:
        return runtime_over(self._host.startInference(backend))


class BrowserPage:
    """``Page`` over messages to the main thread."""

    def __init__(self, host: Any) -> None:
        self._host = host

    def show_choices(self, choices: Mapping[str, Any]) -> None:
        self._host.showChoices(json.dumps(rendered(choices)))

    def show_wall(self, wall: Mapping[str, Any]) -> None:
        self._host.showWall(json.dumps(rendered(wall)))

    def show(self, view: Mapping[str, Any]) -> None:
        self._host.show(json.dumps(rendered(view)))

    def show_pixels(self, slot: str, pixels: RGB | RGBA) -> None:
        height, width, _ = pixels.shape
        self._host.showPixels(slot, width, height, to_js(to_rgba(pixels).reshape(-1).data))

    def show_region(self, job: int, region: Region) -> None:
        height, width, _ = region.pixels.shape
        pixels = to_js(np.ascontiguousarray(region.pixels).reshape(-1).data)
        self._host.showRegion(job, *region.whole, region.left, region.top, width, height, pixels)

    def show_film_frame(self, job: int, number: int, pixels: RGBA | None) -> None:
        self._host.showFilmFrame(job, number, None if pixels is None else to_js(to_rgba(pixels).reshape(-1).data))

    async def read_file(self, id_: str) -> bytes:
        try:
            buffer = await self._host.readFile(id_)
        except JsException as error:
            raise translated(error) from error
        data: bytes = buffer.to_bytes()
        return data

    def open_file(self, id_: str) -> None:
        self._host.openFile(id_)

    def show_batch(self, batch: Mapping[str, Any] | None, kept: str) -> None:
        self._host.showBatch(json.dumps(batch and rendered(batch)), kept)

    def put_painting(self, id_: str, mime: str, data: bytes) -> None:
        self._host.putPainting(id_, mime, to_js(memoryview(data)))

    def offer_file(self, name: str, mime: str, data: bytes, way: Way = "download") -> None:
        self._host.offerFile(name, mime, to_js(memoryview(data)), way)

    def offer_link(self, link: str) -> None:
        self._host.offerLink(link)

    def remember(self, what: str, text: str) -> None:
        self._host.remember(what, text)

    async def fetch(self, url: str) -> bytes:
        try:
            buffer = await self._host.fetchBytes(url)
        except JsException as error:
            raise translated(error) from error
        data: bytes = buffer.to_bytes()
        return data

    def memory(self) -> int:
        return int(self._host.memory())

    def ask_renewal(self) -> None:
        self._host.askRenewal()

    def seconds(self) -> float:
        return float(self._host.seconds())


class Studio:
    """What ``python/worker.mjs`` holds: it posts the page's events here."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._running = asyncio.ensure_future(app.run())

    def post(self, record: Any) -> None:
        """Take in one event of the page, a JavaScript object; its buffers are copied into Python's heap."""
        self._app.post(parsing.parse(record.to_py()))

    def paintFrame(self, job: int, number: int, seconds: float, width: int, height: int, pixels: Any) -> None:
        """Paint a frame of a film, RGBA in an ArrayBuffer; it goes past events and caches."""
        frame = np.frombuffer(pixels.to_bytes(), np.uint8).reshape(height, width, 4)[..., :3]
        self._app.paint_frame(job, number, seconds, np.ascontiguousarray(frame))

    def handOver(self) -> Any:
        """Return what a fresh Python goes on with, a Uint8Array, or None while that would lose something."""
        knowledge = self._app.knowledge()
        return None if knowledge is None else to_js(memoryview(knowledge))

    async def ended(self) -> None:
        """Wait until the application ends, which it only does by an error of ours."""
        await self._running


def start(
    host: Any,
    client: Any,
    assets_json: str,
    manifest_json: str,
    words_json: str | None,
    memory: str | None,
    knowledge: Any = None,
) -> Studio:
    """Begin: ``host`` is the studio worker, ``client`` its line to the inference worker that the page began with.

    ``words_json`` is the catalogue of the page's language, where that is not the one that Python has; ``knowledge`` is
    the ArrayBuffer that the Python before this one has handed over, if there was one.
    """
    _speak(words_json)
    assets = json.loads(assets_json)
    given = Surroundings(
        catalogue=Catalogue.from_json(manifest_json),
        presets=presets.load(),
        preset_urls={style["id"]: style["picture"]["url"] for style in assets["styles"]},
        examples=[
            Example(each["id"], naming.example(each["id"], each["name"]), each["picture"]["url"], each["style"])
            for each in assets["examples"]
        ],
        runtime=runtime_over(client),
        backends=BrowserBackends(host),
        page=BrowserPage(host),
        store=BrowserStore(host),
        decoder=BrowserDecoder(),
        encoder=BrowserEncoder(),
        memory=memory,
        downloads=list(assets["download"].items()),
        painting_memory=PAINTING_MEMORY,
    )
    return Studio(App(given, None if knowledge is None else knowledge.to_bytes()))


def check(host: Any, client: Any, assets_json: str, manifest_json: str, words_json: str | None) -> Any:
    """Begin the check of check.html instead; see ``check.start``."""
    from impasto.browser.check import start  # few visits check anything

    _speak(words_json)
    return start(host, client, assets_json, manifest_json)


def _speak(words_json: str | None) -> None:
    speak(json.loads(words_json) if words_json else None)  # JavaScript's null is no None
