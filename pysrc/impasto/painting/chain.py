"""Stages one after another, each with what it has computed: what is missing is computed, from the first that is."""

from collections.abc import Hashable, Sequence
from functools import partial
from typing import Any

from impasto.painting.cache import ByteBudgetCache
from impasto.painting.stages import Brief, Stage
from impasto.painting.steps import Steps


class Chain:
    """Takes a brief through its stages; the first gets the pixels of the content."""

    def __init__(self, stages: Sequence[Stage[Any]]) -> None:
        self._stages = tuple(stages)
        self._caches = {stage: ByteBudgetCache[Any](stage.budget, stage.let_go) for stage in self._stages}

    def missing(self, brief: Brief, last: Stage[Any]) -> list[Stage[Any]]:
        """Return the stages up to ``last`` that have to be computed: those after the last one whose value is kept."""
        missing: list[Stage[Any]] = []
        for stage, key in reversed(self._keys(brief, last)):
            if self._kept(stage, key) is not None:
                break
            missing.append(stage)
        return missing[::-1]

    async def value(self, brief: Brief, last: Stage[Any], steps: Steps) -> Any:
        """Return the value of ``last``. Each stage that is missing is one step, if it runs a network.

        What a stage has computed is kept before anybody may cancel: it will be wanted again.
        """
        missing = self.missing(brief, last)
        keys = self._keys(brief, last)
        present = len(keys) - len(missing)
        value: Any = brief.content.pixels if not present else self._kept(*keys[present - 1])
        for stage, key in keys[present:]:
            compute = partial(stage.compute, value, brief, steps)
            value = await (steps.run(stage.title, compute) if stage.is_step else compute())
            self._caches[stage].put(key, value, stage.size(value))
        return value

    def forget(self) -> None:
        """Let go of all values that are kept."""
        for cache in self._caches.values():
            cache.clear()

    def _keys(self, brief: Brief, last: Stage[Any]) -> list[tuple[Stage[Any], Hashable]]:
        """Return each stage up to ``last`` with the key of its value: the one before, and its own parameters."""
        key: Hashable = brief.content.fingerprint
        keys: list[tuple[Stage[Any], Hashable]] = []
        for stage in self._stages[: self._stages.index(last) + 1]:
            key = (key, stage.parameters(brief))
            keys.append((stage, key))
        return keys

    def _kept(self, stage: Stage[Any], key: Hashable) -> Any | None:
        value = self._caches[stage].get(key)
        return value if value is not None and stage.alive(value) else None
