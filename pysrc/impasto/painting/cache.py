"""A least-recently-used cache that is bounded by the bytes it holds, since Pyodide's heap never shrinks."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class ByteBudgetCache(Generic[V]):
    """Keeps what was used last; the newest entry is always kept, even when it alone exceeds the budget.

    ``let_go`` is called with every value that the cache no longer keeps.
    """

    def __init__(self, budget: int, let_go: Callable[[V], None] = lambda _: None) -> None:
        self._budget = budget
        self._let_go = let_go
        self._held = 0
        self._entries: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()

    def get(self, key: Hashable) -> V | None:
        """Return the entry and mark it as used, or None."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        return entry[0]

    def put(self, key: Hashable, value: V, size: int) -> None:
        """Keep ``value``, which holds ``size`` bytes, and let go of the oldest until the budget is kept."""
        self.drop(key)
        self._entries[key] = (value, size)
        self._held += size
        while self._held > self._budget and len(self._entries) > 1:
            self.drop(next(iter(self._entries)))

    def drop(self, key: Hashable) -> None:
        """Let go of an entry, if it is there."""
        if key in self._entries:
            value, freed = self._entries.pop(key)
            self._held -= freed
            self._let_go(value)

    def clear(self) -> None:
        """Let go of all entries."""
        for key in tuple(self._entries):
            self.drop(key)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._entries
