"""A selector of backends with fake runtimes, and a machine to try it on."""

from typing import Any

import numpy as np

from impasto.backends.rules import Adapter, Memory, Survey
from impasto.session.backend_selector import BackendSelector
from impasto.session.jobs import JobQueue
from impasto.studio import events as ev
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.runtime import FakeBackends, FakeRuntime
from tests.unit.keys import keys

HARDWARE = Survey(Adapter("nvidia ampere"), Adapter("ANGLE (NVIDIA)"))


SLOW = 0.003


FAST = 0.001


ENCODER = CATALOGUE.transformer("brush").encoder


PICTURE = {"picture": np.zeros((1, 8, 8, 3), np.uint8)}


class Bench:
    def __init__(self, survey: Survey = HARDWARE, memory: Memory | None = None, **runtimes: FakeRuntime) -> None:
        memory = memory or Memory()
        self.first = runtimes.pop("first", None) or FakeRuntime(memory.start, SLOW)
        self.backends = FakeBackends(
            survey, **{"webgpu": FakeRuntime("webgpu", FAST), "webgl": FakeRuntime("webgl", FAST)} | runtimes
        )
        self.told: list[Any] = []
        self.memory = memory
        self.queue = JobQueue()
        self.selector = BackendSelector(
            self.first, self.backends, CATALOGUE, memory, "1", self.told.append, self.remember, self.queue
        )

    def remember(self, text: str) -> None:
        self.memory = Memory.from_json(text)

    @property
    def running(self) -> str:
        return self.selector.runtime.describe().backend

    @property
    def reason(self) -> list[str]:
        """Return the keys of what is told of why this backend runs."""
        return keys(next(event.reason for event in reversed(self.told) if isinstance(event, ev.BackendRuns)))

    @property
    def refusals(self) -> list[list[str]]:
        """Return the keys of what is told of backends that will not do."""
        return [keys(event.text) for event in self.told if isinstance(event, ev.BackendRefused)]
