"""Two at a time: while a network runs one tile, what it made of the one before is put away and the next one is cut."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


async def overlapping(
    items: Iterable[T], begin: Callable[[T], Awaitable[R]], take: Callable[[T, Awaitable[R]], Awaitable[None]]
) -> None:
    """Begin something with each item, and have what comes of it taken in, in their order, with the next one begun.

    ``begin`` is called with an item when all but the one before it were taken in. What is begun ends with an error.

    Raises: whatever ``begin``, what it returns, or ``take`` does.
    """
    begun: deque[tuple[T, asyncio.Future[R]]] = deque()
    try:
        for item in items:
            begun.append((item, asyncio.ensure_future(begin(item))))
            await asyncio.sleep(0)  # what is begun runs up to where it waits, even if the one before is there already
            if len(begun) > 1:
                await take(*begun[0])
                begun.popleft()
        for each in begun:
            await take(*each)
    finally:
        for _, pending in begun:
            pending.cancel()
        await asyncio.gather(*(pending for _, pending in begun), return_exceptions=True)
