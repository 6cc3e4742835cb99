"""The browser's side of the store: values lie with the page, which outlives Python, and in the browser's storage."""

from collections.abc import Collection, Sequence
from typing import Any

from pyodide.ffi import to_js


class BrowserStore:
    """``Store`` over messages to the main thread (site/scripts/page/store.mjs)."""

    def __init__(self, host: Any) -> None:
        self._host = host

    async def put(self, key: str, data: bytes) -> bool:
        return bool(await self._host.store("put", key, to_js(memoryview(data)).buffer))

    async def put_files(self, keys: Sequence[str]) -> bool:
        return bool(await self._host.store("putFiles", to_js(list(keys))))

    async def get(self, key: str) -> bytes | None:
        buffer = await self._host.store("get", key)
        return buffer.to_bytes() if buffer else None

    async def keys(self) -> Collection[str]:
        return set((await self._host.store("keys")).to_py())

    async def keep_only(self, keys: Sequence[str]) -> None:
        await self._host.store("keepOnly", to_js(list(keys)))

    async def keep(self, kept: bool) -> bool:
        return bool(await self._host.store("keep", kept))

    async def is_kept(self) -> bool:
        return bool(await self._host.store("isKept"))
