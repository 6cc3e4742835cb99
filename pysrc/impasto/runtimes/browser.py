"""The browser's side of both boundaries: ``Runtime`` over onnxruntime-web, and ``Page`` over the main thread.

The only file that imports ``js`` or ``pyodide``. It runs in the studio worker; the networks run in the inference
worker, which ``inference-client.mjs`` talks to.
"""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import js
import numpy as np
from pyodide.ffi import JsException, create_proxy, to_js

from impasto import events, images, presets
from impasto.app import App, Example
from impasto.errors import Cancelled, RuntimeFailed
from impasto.images import RGB, RGBA
from impasto.networks import Catalogue, Graph
from impasto.runtime import ByteProgress, RuntimeDescription, Tensor


class BrowserRuntime:
    """``Runtime`` over the inference worker. Tensors are copied out of Pyodide's heap once, then transferred."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def describe(self) -> RuntimeDescription:
        about = self._client.describe()
        return RuntimeDescription(backend=about.backend, threads=about.threads, version=about.version)

    async def load(self, graph: Graph, progress: ByteProgress | None = None) -> None:
        proxy = create_proxy(progress) if progress is not None else None
        try:
            await self._client.load(graph.file, proxy)
        except JsException as error:
            raise _translated(error) from error
        finally:
            if proxy is not None:
                proxy.destroy()

    async def run(self, graph: Graph, inputs: Mapping[str, Tensor]) -> dict[str, Tensor]:
        feeds = js.Array.new()
        for spec in graph.inputs:
            tensor = np.ascontiguousarray(inputs[spec.name], spec.dtype)
            feeds.push(to_js([spec.name, list(tensor.shape), tensor.reshape(-1).data]))
        try:
            outputs = await self._client.run(graph.file, feeds)
        except JsException as error:
            raise _translated(error) from error
        return {spec.name: _tensor(getattr(outputs, spec.name), spec.dtype) for spec in graph.outputs}

    async def release(self, graph: Graph) -> None:
        await self._client.release(graph.file)

    def interrupt(self) -> None:
        self._client.interrupt()


class BrowserPage:
    """``Page`` over messages to the main thread."""

    def __init__(self, host: Any) -> None:
        self._host = host

    def show(self, view: Mapping[str, Any]) -> None:
        self._host.show(json.dumps(view))

    def show_pixels(self, slot: str, pixels: RGB | RGBA) -> None:
        height, width, _ = pixels.shape
        self._host.showPixels(slot, width, height, to_js(images.to_rgba(pixels).reshape(-1).data))

    def offer_file(self, name: str, mime: str, data: bytes) -> None:
        self._host.offerFile(name, mime, to_js(memoryview(data)))

    async def fetch(self, url: str) -> bytes:
        try:
            buffer = await self._host.fetchBytes(url)
        except JsException as error:
            raise _translated(error) from error
        data: bytes = buffer.to_bytes()
        return data

    def seconds(self) -> float:
        return float(self._host.seconds())


class Studio:
    """What ``studio-worker.mjs`` holds: it posts the page's events here."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._running = asyncio.ensure_future(app.run())

    def post(self, record: Any) -> None:
        """Take in one event of the page, a JavaScript object; its buffers are copied into Python's heap."""
        self._app.post(events.parse(record.to_py()))

    async def ended(self) -> None:
        """Wait until the application ends, which it only does by an error of ours."""
        await self._running


def start(host: Any, client: Any, assets_json: str, manifest_json: str) -> Studio:
    """Begin: ``host`` is the studio worker, ``client`` its line to the inference worker."""
    assets = json.loads(assets_json)
    app = App(
        catalogue=Catalogue.from_json(manifest_json),
        presets=presets.load(),
        preset_urls={style["id"]: style["picture"]["url"] for style in assets["styles"]},
        examples=[Example(record["id"], record["name"], record["picture"]["url"]) for record in assets["examples"]],
        runtime=BrowserRuntime(client),
        page=BrowserPage(host),
        downloads=_downloads(assets),
    )
    return Studio(app)


def _downloads(assets: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return what the page fetched to get here, as (name, bytes unpacked)."""
    runtime = assets["onnxruntime"]
    packages = {package["name"]: package["bytes"] for package in assets["packages"]}
    return [
        ("Python (Pyodide)", sum(file["bytes"] for file in assets["pyodide"]["files"])),
        ("numpy, Pillow, Impasto", sum(packages.values())),
        ("onnxruntime", sum(runtime[part]["bytes"] for part in ("api", "loader", "wasm"))),
        ("Networks", sum(model["bytes"] for model in assets["models"].values() if model["preload"])),
    ]


def _tensor(output: Any, dtype: str) -> Tensor:
    tensor: Tensor = np.empty(tuple(output.dims.to_py()), dtype)
    output.data.assign_to(tensor.reshape(-1))
    return tensor


def _translated(error: JsException) -> Exception:
    """Return our own error for one that the client threw; its ``name`` tells which."""
    if error.name == "Cancelled":
        return Cancelled("Painting was cancelled.")
    return RuntimeFailed(error.message)
