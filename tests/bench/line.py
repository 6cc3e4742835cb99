"""An emulated line: a TCP proxy with a limited rate towards the browser and a delay both ways.

Chromium's own network emulation does not reach workers, and nearly all of this page is loaded by workers. What is not
modelled: slow start, loss, and the round trips of TLS, which are the same for all who are compared.
"""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PIECE = 1 << 14

QUEUE = 0.02
"""Seconds of data that wait at the head of the line, as in a router: it does not stand idle between two pieces."""


class Rate:
    """Bytes a second, shared by all connections: every piece is told when its last byte has left the line."""

    def __init__(self, bytes_per_second: float) -> None:
        self._bytes_per_second = bytes_per_second
        self._free_at = 0.0

    def take(self, count: int, now: float) -> float:
        """Return the time at which ``count`` bytes are through, if they are handed over at ``now``."""
        self._free_at = max(self._free_at, now) + count / self._bytes_per_second
        return self._free_at


class Line:
    """Hands connections on to a port of this machine, as slowly as told."""

    def __init__(self, target: int, megabits: float, round_trip: float) -> None:
        self._target = target
        self._rate = Rate(megabits * 1e6 / 8)
        self._one_way = round_trip / 2
        self.port = 0

    async def serve(self, started: threading.Event, stop: asyncio.Event) -> None:
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        async with server:
            await stop.wait()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(2 * self._one_way)  # the round trip in which a connection is made
        with suppress(ConnectionError):
            there, back = await asyncio.open_connection("127.0.0.1", self._target)
            await asyncio.gather(self._pump(reader, back, None), self._pump(there, writer, self._rate))

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, rate: Rate | None) -> None:
        """Pass bytes on in the order in which they came, each piece when the line would deliver it."""
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(64)

        async def take_in() -> None:
            piece = b"-"
            while piece:
                with suppress(ConnectionError):
                    piece = await reader.read(PIECE)
                now = time.monotonic()
                sent = rate.take(len(piece), now) if rate else now
                await under_way.put((sent + self._one_way, piece))
                await asyncio.sleep(sent - now - QUEUE)  # so that connections share the line piece by piece

        taking = asyncio.create_task(take_in())
        try:
            while True:
                due, piece = await under_way.get()
                await asyncio.sleep(due - time.monotonic())
                if not piece:
                    return
                writer.write(piece)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            taking.cancel()
            with suppress(ConnectionError):
                writer.close()


@contextmanager
def emulated_line(target: int, *, megabits: float, round_trip: float) -> Iterator[int]:
    """Put a line before a port of this machine and yield the port at its other end."""
    line = Line(target, megabits, round_trip)
    started = threading.Event()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(line.serve(started, stop)), daemon=True)
    thread.start()
    started.wait()
    try:
        yield line.port
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(timeout=10)
