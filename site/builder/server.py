"""The server of the built site: the headers of its `_headers` file, and files compressed as a good host sends them."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import http.server
import os
import re
import sys
import threading
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from builder import places
from builder.headers import MIME_TYPES, read_headers
from builder.processes import BuildError

OWN_NAMES = {"127.0.0.1", "localhost"}


def compressed_copy(path: Path) -> Path | None:
    """Return what brotli made of a file when the site was built, or None if it did not."""
    status = path.stat()
    copy = places.CACHE / places.COMPRESSED / f"{file_sha256(path, status.st_size, status.st_mtime_ns)}.br"
    return copy if copy.exists() else None


@functools.cache
def file_sha256(path: Path, size: int, changed: int) -> str:
    """Return the sha256 of a file, read anew when its size or the time of its last change differs."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under a prefix with the headers of its `_headers` file, compressed as a good host would."""

    protocol_version = "HTTP/1.1"
    extensions_map = MIME_TYPES
    path = ""  # until a request names one, which an answer to something that is no request never does

    def __init__(self, *args: Any, prefix: str, isolated: bool, **options: Any) -> None:
        self.prefix = prefix
        self.isolated = isolated
        self.failing = False
        super().__init__(*args, **options)

    def parse_request(self) -> bool:
        """Refuse other names than this machine's: a page elsewhere may have pointed its own name at 127.0.0.1."""
        if not super().parse_request():
            return False
        name = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if name.lower() not in OWN_NAMES:
            self.send_error(421)
            return False
        return True

    def _path_below_prefix(self) -> str | None:
        path = self.path.partition("?")[0]
        return "/" + path[len(self.prefix) :] if path.startswith(self.prefix) else None

    def send_head(self) -> Any:
        path = self.translate_path(self.path)
        # Both are false for what no file can be called, such as a name with a zero in it or one of 300 letters.
        if self._path_below_prefix() is None or not (os.path.isfile(path) or os.path.isdir(path)):
            self.send_error(404)
            return None
        return self._send_compressed_head() or super().send_head()

    def _send_compressed_head(self) -> IO[bytes] | None:
        """Begin an answer with brotli where the browser takes it and the build has made it; else return None."""
        encodings = re.split(r"\s*,\s*", self.headers.get("Accept-Encoding", ""))
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        if "br" not in encodings or "If-Modified-Since" in self.headers or not path.is_file():
            return None
        copy = compressed_copy(path)
        if copy is None:
            return None
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "br")
        self.send_header("Content-Length", str(copy.stat().st_size))
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Last-Modified", self.date_time_string(int(path.stat().st_mtime)))
        self.end_headers()
        return copy.open("rb")

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path[len(self.prefix) :])

    def list_directory(self, path: Any) -> None:
        self.send_error(404)

    def send_response(self, code: int, message: str | None = None) -> None:
        self.failing = code >= 400
        super().send_response(code, message)

    def end_headers(self) -> None:
        headers = read_headers(Path(self.directory), self._path_below_prefix() or "/404")
        if self.failing:
            headers["Cache-Control"] = "no-store"  # what is right for ever is the file, not that it is missing
        for name, value in headers.items():
            if self.isolated or not name.startswith("Cross-Origin-"):
                self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet; what the page asks for stands in the browser's own network view."""


class Server(http.server.ThreadingHTTPServer):
    """A threaded server on 127.0.0.1 whose threads end with it."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows it would share the port with another program

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a browser that closes a page is no error
            super().handle_error(request, client_address)


def make_server(directory: Path, port: int = 0, prefix: str = "/", isolated: bool = True) -> Server:
    """Return a server of a folder, listening on 127.0.0.1 but not yet serving; raise OSError if the port is taken.

    Port 0 stands for any free one. `prefix` begins and ends with a slash; nothing is served outside it. Without
    `isolated` the headers that allow threads in the browser are left out, as on a host that cannot set headers.
    """
    if not (prefix.startswith("/") and prefix.endswith("/")):
        raise ValueError(f"{prefix!r} does not begin and end with a slash")
    handler = functools.partial(Handler, directory=str(directory), prefix=prefix, isolated=isolated)
    return Server(("127.0.0.1", port), handler)


@contextlib.contextmanager
def serving(directory: Path) -> Iterator[str]:
    """Serve a folder meanwhile; yield its address, which ends with a slash."""
    server = make_server(directory)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.port}/"
    finally:
        server.shutdown()
        server.server_close()


def serve(folder: Path, port: int | None, *, open_browser: bool) -> None:
    """Serve a site until Ctrl-C, at the first free port from 8000 where none is named."""
    for candidate in [port] if port is not None else [*range(8000, 8020), 0]:
        try:
            server = make_server(folder, candidate)
            break
        except OSError as error:
            if port is not None:
                raise BuildError(f"Port {port} cannot be used: {error.strerror}. Choose another with --port.") from None
    address = f"http://127.0.0.1:{server.port}/"
    print(f"Impasto is at {address} (Ctrl-C ends it)", flush=True)
    desktop = sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if open_browser and desktop:
        webbrowser.open(address)
    with contextlib.suppress(KeyboardInterrupt), server:
        server.serve_forever()
