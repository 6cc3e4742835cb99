"""Visitors of a host: what a browser asks for on a first visit and on a later one, by many of them at once."""

import asyncio
import gzip
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import NamedTuple

import brotli
import h11

CONNECTIONS = 6
"""How many a browser opens to one host by HTTP/1.1."""

ACCEPTED = "gzip, deflate, br"
DECODED: Mapping[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
PIECE = 1 << 18
FAILURES = (OSError, h11.ProtocolError)


class Answer(NamedTuple):
    """An answer without its body: the status, the headers, and how many bytes all of it had."""

    status: int
    headers: Mapping[str, str]
    bytes: int


class Known(NamedTuple):
    """What a visitor who was there before knows of a file: the sha256 of its body as it came, and its tag."""

    sha256: str
    tag: str


class Visit(NamedTuple):
    """What a visit took, and what was wrong with it: a line for each file that was not as it should be."""

    seconds: float
    requests: int
    bytes: int
    problems: Sequence[str]


class Connection:
    """One connection of a browser, kept open between its requests."""

    def __init__(self, host: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._host = host
        self._reader, self._writer = reader, writer
        self._protocol = h11.Connection(h11.CLIENT)

    async def get(self, path: str, take: Callable[[bytes], object], tag: str = "") -> Answer:
        """Ask for a path, or with a tag for what has changed since, and have the body taken as it comes.

        Raises one of `FAILURES` where no whole answer comes.
        """
        headers = [("Host", self._host), ("Accept-Encoding", ACCEPTED), *([("If-None-Match", tag)] if tag else [])]
        for event in (h11.Request(method="GET", target=f"/{path}", headers=headers), h11.EndOfMessage()):
            self._writer.write(self._protocol.send(event) or b"")
        status, named, received = 0, {}, 0
        while not isinstance(event := self._protocol.next_event(), h11.EndOfMessage):
            if event is h11.NEED_DATA:
                data = await self._reader.read(PIECE)
                received += len(data)
                self._protocol.receive_data(data)
            elif isinstance(event, h11.Response):
                status, named = event.status_code, {name.decode(): value.decode() for name, value in event.headers}
            elif isinstance(event, h11.Data):
                take(event.data)
        self._protocol.start_next_cycle()
        return Answer(status, named, received)


@asynccontextmanager
async def connected(address: str) -> AsyncIterator[Connection]:
    """Open a connection to an address such as ``127.0.0.1:80``, and close it at the end."""
    host, _, port = address.rpartition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        yield Connection(address, reader, writer)
    finally:
        writer.close()


async def look(address: str, files: Mapping[str, str]) -> dict[str, Known]:
    """Visit once and insist that every file, given with its sha256, is what was built; return what is then known.

    Raises `ValueError` with the file that is not.
    """
    known = {}
    async with connected(address) as connection:
        for path, sha256 in files.items():
            pieces: list[bytes] = []
            answer = await connection.get(path, pieces.append)
            body = b"".join(pieces)
            content = DECODED[answer.headers.get("content-encoding", "")](body)
            if answer.status != 200 or hashlib.sha256(content).hexdigest() != sha256:
                raise ValueError(f"{path} is not what was built (status {answer.status})")
            known[path] = Known(hashlib.sha256(body).hexdigest(), answer.headers.get("etag", ""))
    return known


async def first_visit(address: str, known: Mapping[str, Known]) -> Visit:
    """Load the page, which is the first of these files, and then the others over as many connections as a browser."""

    async def take(connection: Connection, path: str) -> tuple[int, str]:
        body = hashlib.sha256()
        answer = await connection.get(path, body.update)
        right = answer.status == 200 and body.hexdigest() == known[path].sha256
        return answer.bytes, "" if right else f"{path}: {answer.status}, {answer.bytes} bytes"

    page, *others = known
    return await _visit(address, [[page], others], take)


async def later_visit(address: str, known: Mapping[str, Known]) -> Visit:
    """Ask whether these files are still as they were."""

    async def ask(connection: Connection, path: str) -> tuple[int, str]:
        answer = await connection.get(path, lambda _: None, known[path].tag)
        return answer.bytes, "" if answer.status == 304 else f"{path}: {answer.status}"

    return await _visit(address, [list(known)], ask)


async def _visit(
    address: str,
    turns: Sequence[Sequence[str]],
    act: Callable[[Connection, str], Awaitable[tuple[int, str]]],
) -> Visit:
    """Take turns, each over several connections, and sum up what `act` tells of each path: bytes, and what is wrong."""
    clock = asyncio.get_running_loop().time
    began = clock()
    sizes: list[int] = []
    problems: list[str] = []

    async def work(left: list[str]) -> None:
        async with connected(address) as connection:
            while left:
                size, problem = await act(connection, left.pop(0))
                sizes.append(size)
                problems.extend(filter(None, [problem]))

    try:
        for turn in turns:
            left = list(turn)
            await asyncio.gather(*(work(left) for _ in range(min(CONNECTIONS, len(left)))))
    except FAILURES as error:
        problems.append(f"{type(error).__name__}: {error}")
    return Visit(clock() - began, len(sizes), sum(sizes), problems)
