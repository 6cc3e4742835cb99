"""The check in the browser: check.html over messages, as ``page`` is the studio."""

import asyncio
import json
import platform
from typing import Any

import js
import numpy
import PIL

from impasto import __version__
from impasto.backends.rules import Survey
from impasto.browser.inference import InferenceRuntime, runtime_over
from impasto.browser.page import BrowserBackends, BrowserPage
from impasto.networks.catalogue import Catalogue
from impasto.session.checking import Check


class BrowserPainters:
    """``Painters`` over workers that the page starts."""

    def __init__(self, host: Any) -> None:
        self._host = host

    async def survey(self) -> Survey:
        return await BrowserBackends(self._host).survey()

    def start(self, backend: str, threads: int | None = None) -> InferenceRuntime:
        return runtime_over(self._host.startInference(backend, threads))


class Checking:
    """What ``python/worker.mjs`` holds: the user can do nothing but wait."""

    def __init__(self, check: Check) -> None:
        self._running = asyncio.ensure_future(check.run())

    def post(self, record: Any) -> None:
        """Take in an event, of which there are none."""

    async def ended(self) -> None:
        """Wait until everything is painted."""
        await self._running


def start(host: Any, client: Any, assets_json: str, manifest_json: str) -> Checking:
    """Begin: ``host`` is the worker, ``client`` its line to the inference worker that the page began with."""
    assets = json.loads(assets_json)
    page = BrowserPage(host)

    async def read(name: str) -> bytes:
        return await page.fetch(assets["answers"][name]["url"])

    first = runtime_over(client)
    facts = (
        f"Impasto {__version__}",
        f"browser: {js.navigator.userAgent}",
        f"Python {platform.python_version()}, numpy {numpy.__version__}, Pillow {PIL.__version__}",
        f"onnxruntime-web {first.describe().version}",
        f"cross-origin isolated: {'yes' if js.crossOriginIsolated else 'no'}",
    )
    catalogue = Catalogue.from_json(manifest_json)
    return Checking(Check(catalogue, BrowserPainters(host), first, read, page.show, facts))
