"""A fake of the browser's storage."""

from collections.abc import Collection, Mapping, Sequence


class FakeStore:
    """Stores values for as long as a test goes on; ``room`` is how many bytes it has."""

    def __init__(self, room: int = 10**9, *, refuses: bool = False) -> None:
        self.values: dict[str, bytes] = {}
        """What this visit and, if it is kept, the one before have stored."""
        self.room = room
        self.held: Mapping[str, bytes] = {}
        """Files that the page holds, by key."""
        self.refuses = refuses
        self.kept = False

    def next_visit(self) -> None:
        """Begin another visit: what was not kept is gone."""
        if not self.kept:
            self.values = {}

    async def put(self, key: str, data: bytes) -> bool:
        others = sum(len(value) for name, value in self.values.items() if name != key)
        if others + len(data) > self.room:
            return False
        self.values[key] = data
        return True

    async def put_files(self, keys: Sequence[str]) -> bool:
        there = [key for key in keys if key in self.held] if self.kept else []
        return all([await self.put(key, self.held[key]) for key in there])

    async def get(self, key: str) -> bytes | None:
        return self.values.get(key)

    async def keys(self) -> Collection[str]:
        return set(self.values)

    async def keep_only(self, keys: Sequence[str]) -> None:
        self.values = {key: value for key, value in self.values.items() if key in keys}

    async def keep(self, kept: bool) -> bool:
        self.kept = kept and not self.refuses
        return self.kept == kept

    async def is_kept(self) -> bool:
        return self.kept
