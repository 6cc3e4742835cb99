"""A least-recently-used cache that is bounded by the bytes it holds, since Pyodide's heap never shrinks."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class ByteBudgetCache(Generic[V]):
    """Keeps what was used last; the newest entry is always kept, even when it alone exceeds the budget."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
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
        if key in self._entries:
            self._held -= self._entries.pop(key)[1]
        self._entries[key] = (value, size)
        self._held += size
        while self._held > self._budget and len(self._entries) > 1:
            _, (_, freed) = self._entries.popitem(last=False)
            self._held -= freed

    def __contains__(self, key: Hashable) -> bool:
        return key in self._entries
