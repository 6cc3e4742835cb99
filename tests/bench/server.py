"""The server of the benchmarks: dist/ as a good host serves it, TensorFlow.js and its pages beside it.

The site, TensorFlow.js and what the demo loads come compressed with brotli where that helps and the browser takes it,
ours and theirs alike; copies that the build has not made are kept in .build/bench/ by the hash of what they hold. The
laboratory's files come as they are: how long they take to load is not measured.
"""

import hashlib
import json
import shutil
import threading
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import brotli

from bench import demo, peak
from browser.deployment import on_one_core
from builder import places
from builder.headers import MIME_TYPES, read_headers
from builder.server import Server
from builder.stamps import files_below, write_file
from bundler.onnxruntime import FILES
from bundler.onnxruntime_program.kernels import with_kernels
from bundler.onnxruntime_program.reduced import known
from impasto.backends import webgl

PAGES = Path(__file__).resolve().parent / "pages"
TFJS = Path(__file__).resolve().parent / "node_modules/@tensorflow"
ORT = places.NODE_MODULES / "onnxruntime-web/dist"
ORT_PROGRAM = f"/ort/{FILES['wasm']}"
"""Comes with the site's kernels, but with nothing left out: measuring layers takes more than the site does."""
MODELS = places.ROOT / "models"
BUILT = places.CACHE / "compressed"
"""What the build has compressed already."""

ENCODED = places.BUILD / "bench" / "encoded"

ISOLATION = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "public, max-age=600",
}


@cache
def encoded(path: Path, changed: int) -> bytes | None:
    """Return a file compressed with brotli as hosts do it once, or None where it is not worth it."""
    del changed  # part of the key only
    return compressed(path.read_bytes())


@cache
def compressed(data: bytes) -> bytes | None:
    """Return bytes compressed with brotli, or None where that saves less than a twentieth."""
    name = f"{hashlib.sha256(data).hexdigest()}.br"
    copy = next((folder / name for folder in (BUILT, ENCODED) if (folder / name).exists()), ENCODED / name)
    if not copy.exists():
        write_file(copy, brotli.compress(data))
    small = copy.read_bytes()
    return small if len(small) < 0.95 * len(data) else None


class Handler(BaseHTTPRequestHandler):
    """Serves the mounted folders and what is made for the benchmarks."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, mounts: Mapping[str, Path], made: Mapping[str, bytes]) -> None:
        self.mounts = mounts
        self.made = made
        super().__init__(*args)

    def do_GET(self) -> None:
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        if data := self.made.get(path):
            small = None if path == ORT_PROGRAM else compressed(data)
            return self._send(data, small, Path(path).suffix, ISOLATION)
        for prefix, folder in self.mounts.items():
            if path.startswith(prefix):
                below = "/" + path[len(prefix) :]
                return self._send_file(folder, below)
        if path.startswith("/fixed/"):
            return self._send_fixed(path.removeprefix("/fixed/"))
        return self._send(None, None, "", {})

    def _send_file(self, folder: Path, below: str) -> None:
        file = (folder / below[1:]).resolve() if below != "/" else folder / "index.html"
        if not file.is_file() or not file.is_relative_to(folder.resolve()):
            return self._send(None, None, "", {})
        headers = read_headers(folder, below) or ISOLATION
        small = None if folder in (ORT, MODELS) else encoded(file, file.stat().st_mtime_ns)
        return self._send(file.read_bytes(), small, file.suffix, headers)

    def _send_fixed(self, file: str) -> None:
        """Send a graph as WebGL takes it, for inputs of the shapes in the query."""
        query = urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query)
        shapes = {name: tuple(map(int, shape.split(","))) for name, shape in query}
        return self._send(webgl.converted((MODELS / file).read_bytes(), shapes), None, ".onnx", ISOLATION)

    def _send(self, data: bytes | None, small: bytes | None, suffix: str, headers: Mapping[str, str]) -> None:
        if data is None:
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        fresh = self.headers.get("If-None-Match") == tag
        encoding = "br" if small and "br" in self.headers.get("Accept-Encoding", "") else ""
        content = b"" if fresh else small if encoding and small else data
        self.send_response(304 if fresh else 200)
        for name, value in {**headers, "ETag": tag, "Vary": "Accept-Encoding"}.items():
            self.send_header(name, value)
        if not fresh:
            self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(content)))
            if encoding:
                self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


TYPES = {**MIME_TYPES, ".js": "text/javascript; charset=utf-8", ".jpg": "image/jpeg"}


def compress_beforehand(peer: Path, say: Callable[[str], None]) -> None:
    """Fill the cache with all that a first visit loads, so that no visit waits for the compressor."""
    ours = files_below(places.UNDER_TEST)
    theirs = [*(TFJS / "tfjs/dist").glob("tf.min.js"), *(TFJS / "tfjs-backend-wasm/dist").glob("*.min.js")]
    theirs += [*(TFJS / "tfjs-backend-wasm/dist").glob("*.wasm"), *files_below(peer), *files_below(PAGES)]
    for path in [*ours, *theirs]:
        say(f"compressing {path.name}")
        encoded(path, path.stat().st_mtime_ns)


@contextmanager
def serving(peer: Path, photos: Path) -> Iterator[int]:
    """Serve everything on 127.0.0.1 and yield the port."""
    one_core = places.BUILD / "bench" / "one-core"
    shutil.rmtree(one_core, ignore_errors=True)  # of another build
    mounts = {
        "/site/": places.UNDER_TEST,
        "/site-on-one-core/": on_one_core(one_core),
        "/pages/": PAGES,
        "/tfjs/": TFJS,
        "/ort/": ORT,
        "/scripts/": places.SITE / "scripts",
        "/models/": MODELS,
        "/peer/": peer,
        "/photos/": photos,
    }
    program = (ORT / FILES["wasm"]).read_bytes()
    made = {
        ORT_PROGRAM: with_kernels(program, known(program)["kernels"]),
        "/made/peak.wasm": peak.module(),
        "/made/demo.json": json.dumps(demo.description(peer)).encode(),
        **{f"/made/{name}": data for name, data in demo.files(peer).items()},
    }
    server = Server(("127.0.0.1", 0), partial(Handler, mounts=mounts, made=made))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.port
    finally:
        server.shutdown()
        server.server_close()
