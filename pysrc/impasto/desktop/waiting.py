"""Work of an event loop, waited for by code that has none."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def wait_for(work: Coroutine[Any, Any, T], interrupt: Callable[[], None]) -> T:
    """Return what work comes to, also where an event loop is running already, as in a notebook.

    There ``interrupt`` ends it if the waiting ends before.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as pool:
        result = pool.submit(asyncio.run, work)
        try:
            return result.result()
        except BaseException:
            interrupt()
            raise
