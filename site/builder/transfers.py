"""Files behind addresses: whole, or in those parts that are asked for."""

from __future__ import annotations

import functools
import http.client
import io
import os
import re
import ssl
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from builder.terminal import Step, megabytes

NETWORK_ERRORS = (OSError, http.client.HTTPException, zipfile.BadZipFile)


class RangesRefused(OSError):
    """The server does not give parts of a file."""


class RangeReader(io.RawIOBase):
    """A file behind an address, read in pieces as they are asked for, so that `zipfile` can take single members."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.position = 0
        with self._open("bytes=0-0") as response:
            match = re.fullmatch(r"bytes 0-0/(\d+)", response.headers.get("Content-Range", ""))
            if response.status != 206 or not match:
                raise RangesRefused(f"no byte ranges from {urllib.parse.urlsplit(url).hostname}")
            self.size = int(match[1])

    def _open(self, byte_range: str) -> Any:
        return open_url(self.url, timeout=60, headers={"Range": byte_range})

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.position, io.SEEK_END: self.size}[whence]
        self.position = max(0, base + offset)
        return self.position

    def readinto(self, buffer: Any) -> int:
        wanted = min(len(buffer), self.size - self.position)
        if wanted <= 0:
            return 0
        with self._open(f"bytes={self.position}-{self.position + wanted - 1}") as response:
            data = response.read()
        if response.status != 206 or len(data) != wanted:
            raise RangesRefused(f"{len(data)} bytes instead of {wanted}")
        buffer[:wanted] = data
        self.position += wanted
        return wanted


@functools.cache
def trusted() -> ssl.SSLContext:
    """Return what to trust: the system's certificates and those that pip and curl are told to trust."""
    context = ssl.create_default_context()
    for variable in ("PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        bundle = os.environ.get(variable)
        if bundle and Path(bundle).is_file():
            context.load_verify_locations(cafile=bundle)
    return context


def open_url(url: str, *, timeout: float, headers: Mapping[str, str] | None = None) -> Any:
    """Open an address."""
    request = urllib.request.Request(url, headers=dict(headers or {}))
    return urllib.request.urlopen(request, timeout=timeout, context=trusted())


def read_in_pieces(stream: IO[bytes], size: int, step: Step, what: str) -> bytes:
    """Read a stream to its end and tell how far it is."""
    pieces, received = [], 0
    while piece := stream.read(1 << 18):
        pieces.append(piece)
        received += len(piece)
        step.say(f"{what}, {megabytes(received)}" + (f" of {megabytes(size)}" if size else ""))
    return b"".join(pieces)
