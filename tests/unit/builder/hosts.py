"""Servers of the tests' own, so that no test needs a network."""

from __future__ import annotations

import contextlib
import functools
import http.server
import io
import threading
import zipfile
from collections.abc import Iterator


@contextlib.contextmanager
def running(server: http.server.HTTPServer) -> Iterator[str]:
    """Let a server answer; yield its address."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class FileHost(http.server.BaseHTTPRequestHandler):
    """A host of files that are held in memory; it knows byte ranges if it is told to."""

    def __init__(self, *args, files: dict[str, bytes], ranges: bool, sent: list[int]) -> None:
        self.files, self.ranges, self.sent = files, ranges, sent
        super().__init__(*args)

    def do_GET(self) -> None:
        data = self.files.get(self.path)
        if data is None:
            self.send_error(404)
            return
        wanted = self.headers.get("Range")
        if wanted and self.ranges:
            first, last = (int(part) for part in wanted.removeprefix("bytes=").split("-"))
            part = data[first : last + 1]
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(data)}")
        else:
            part = data
            self.send_response(200)
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        self.wfile.write(part)
        self.sent.append(len(part))

    def log_message(self, *args) -> None:
        pass


@contextlib.contextmanager
def hosted(files: dict[str, bytes], *, ranges: bool = True) -> Iterator[tuple[str, list[int]]]:
    sent: list[int] = []
    handler = functools.partial(FileHost, files=files, ranges=ranges, sent=sent)
    with running(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)) as address:
        yield address, sent


def archive(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    return buffer.getvalue()
