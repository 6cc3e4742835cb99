"""Which backend runs the networks: WebGPU, WebGL or the processor. Rules only, no input or output.

A backend of the graphics hardware is used where it was tried, painted what it should and was faster than the
processor; or where the user says so. ``trial`` tries one, ``session.backend_selector`` does what is said here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias, get_args

from impasto.words import Text

Choice: TypeAlias = Literal["auto", "webgpu", "webgl", "wasm"]

GRAPHICS = ("webgpu", "webgl")
"""The backends that are tried, the most promising first."""

CHOICES: tuple[Choice, ...] = get_args(Choice)
"""What the user may choose, in the order of the page."""

SOFTWARE = ("swiftshader", "llvmpipe", "lavapipe", "softpipe", "basic render", "software")
"""What drivers that only imitate graphics hardware on the processor call themselves."""

TOLERANCE = 2
"""Levels of 255 by which a trial's picture may differ from the stored answer: rounding, not mistakes."""

WORTH = 1.1
"""How many times as fast as the processor a backend has to be: less lies within what such a measurement can tell."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """Graphics hardware as a browser describes it; ``fallback`` is WebGPU's own word for a software adapter."""

    description: str
    fallback: bool = False

    @property
    def software(self) -> bool:
        """Return whether the processor only imitates it, which takes longer than doing without."""
        return self.fallback or any(word in self.description.lower() for word in SOFTWARE)


@dataclass(frozen=True, slots=True)
class Survey:
    """What a browser offers; None for an interface that it has not."""

    webgpu: Adapter | None = None
    webgl: Adapter | None = None

    def adapter(self, backend: str) -> Adapter | None:
        return {"webgpu": self.webgpu, "webgl": self.webgl}[backend]

    @property
    def available(self) -> tuple[str, ...]:
        """Return the backends that the user may choose."""
        return (*(backend for backend in GRAPHICS if self.adapter(backend)), "wasm")

    @property
    def candidates(self) -> tuple[str, ...]:
        """Return the backends that are worth a trial: those of real graphics hardware."""
        found = ((backend, self.adapter(backend)) for backend in GRAPHICS)
        return tuple(backend for backend, adapter in found if adapter and not adapter.software)

    def machine(self, *versions: str) -> str:
        """Return what a verdict holds for: this hardware with these versions of everything."""
        adapters = (self.adapter(backend) for backend in GRAPHICS)
        return " | ".join((*(adapter.description if adapter else "none" for adapter in adapters), *versions))


@dataclass(frozen=True, slots=True)
class Trial:
    """How a backend did: what was wrong with it, or how many times as fast as the processor it was."""

    backend: str
    fault: Literal["wrong", "failed", "silent"] | None = None
    times: float | None = None

    @property
    def won(self) -> bool:
        return self.fault is None and self.times is not None and self.times >= WORTH

    @property
    def outcome(self) -> Text:
        """Return the outcome for the user, with the name of the backend."""
        name = backend_name(self.backend)
        if self.fault is not None:
            return Text(f"backend-fault-{self.fault}", backend=name)
        if self.times is None:
            return Text("backend-works", backend=name)
        if self.won or self.times >= 1:
            return Text("backend-faster", backend=name, times=self.times)
        return Text("backend-slower", backend=name, times=1 / self.times)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The trials of one machine (see ``Survey.machine``), in their order; the first that won is the winner."""

    machine: str
    trials: tuple[Trial, ...]

    @property
    def winner(self) -> str:
        return next((trial.backend for trial in self.trials if trial.won), "wasm")


@dataclass(frozen=True, slots=True)
class Memory:
    """What a page remembers from one visit to the next."""

    choice: Choice = "auto"
    verdict: Verdict | None = None

    @property
    def start(self) -> str:
        """Return the backend that the next visit begins with."""
        if self.choice != "auto":
            return self.choice
        return self.verdict.winner if self.verdict else "wasm"

    def to_json(self) -> str:
        """Return the text that the page keeps; ``start`` in it is for the page itself, which knows no rule."""
        verdict = self.verdict and asdict(self.verdict)
        return json.dumps({"start": self.start, "choice": self.choice, "verdict": verdict})

    @classmethod
    def from_json(cls, text: str | None) -> Memory:
        """Read what ``to_json`` wrote; a text of any other kind is no memory."""
        try:
            record: Any = json.loads(text or "{}")
            verdict = None
            if found := record.get("verdict"):
                verdict = Verdict(str(found["machine"]), tuple(Trial(**each) for each in found["trials"]))
            memory = cls(record.get("choice", "auto"), verdict)
            return memory if memory.choice in CHOICES and memory.start in CHOICES else cls()
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()


def backend_name(backend: str) -> Text:
    """Return what the user reads of a backend."""
    return Text(f"backend-name-{backend}")


def reason(running: str, choice: Choice, survey: Survey | None, trials: Sequence[Trial] | None) -> Text:
    """Return in the user's words what runs, and why."""
    name = backend_name(running)
    if choice == running:
        return Text("runs-as-chosen", backend=name)
    for trial in trials or ():
        if trial.backend == running:
            return Text("runs-because", outcome=trial.outcome)
    if survey is None or (trials is None and survey.candidates):
        return Text("runs-until-tried", backend=name)
    if not survey.candidates:
        imitated = survey.webgpu or survey.webgl
        return Text("runs-graphics-imitated" if imitated else "runs-no-graphics", backend=name)
    return Text("runs-after-trials", backend=name, outcomes=tuple(trial.outcome for trial in trials or ()))
