"""The check of a browser: every golden picture on everything that runs the networks here, and a report of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from impasto.backends import golden
from impasto.backends.golden import Golden, Outcome, Read
from impasto.backends.rules import GRAPHICS, TOLERANCE, Survey, backend_name
from impasto.errors import Cancelled, RuntimeFailed
from impasto.networks.catalogue import Catalogue
from impasto.networks.runtime import Runtime
from impasto.painting.in_tiles import in_tiles
from impasto.words import Text

PATIENCE = 300.0
"""Seconds after which a picture that has not come is given up; software that imitates graphics hardware is slow."""

State = Literal["waiting", "working", "right", "wrong", "missing"]


class Painters(Protocol):
    """What there is to run networks on."""

    async def survey(self) -> Survey:
        """Look for graphics hardware; ``RuntimeFailed`` or ``Cancelled`` where that cannot be told."""

    def start(self, backend: str, threads: int | None = None) -> Runtime:
        """Begin a runtime of its own, on so many threads, or on as many as suit the device."""


@dataclass(slots=True)
class Painter:
    """One row of the check: a backend on one thread or several, and how its networks did, in their order."""

    backend: str
    several: bool = False
    state: State = "waiting"
    threads: int = 1
    adapter: str = ""
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def title(self) -> Text:
        """Return what the user reads of it."""
        if self.backend != "wasm":
            return backend_name(self.backend)
        if self.several and self.threads == 1:
            return Text("check-several-threads", backend=backend_name(self.backend))
        threads = Text("detail-threads", count=self.threads)
        return Text("check-on-threads", backend=backend_name(self.backend), threads=threads)


class Check:
    """Paints on one backend after the other, and shows after each picture how far it has come.

    Args:
        catalogue: all its networks are tried.
        painters: where runtimes come from.
        first: the runtime that the page began with: the processor, on as many threads as suit it.
        read: returns the stored pictures.
        show: takes the view, with a ``Text`` wherever something is said.
        facts: lines of the report that tell of the surroundings: versions and the browser.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        painters: Painters,
        first: Runtime,
        read: Read,
        show: Callable[[Mapping[str, Any]], None],
        facts: Sequence[str],
    ) -> None:
        self._catalogue = catalogue
        self._painters = painters
        self._first = first
        self._read = read
        self._show = show
        self._facts = facts
        self._pictures = golden.pictures(catalogue, in_tiles)
        self._rows = [Painter("wasm", several=True), Painter("wasm"), *(Painter(backend) for backend in GRAPHICS)]
        self._done = False

    async def run(self) -> bool:
        """Paint everything; return whether all of it came out right."""
        several, one, *graphics = self._rows
        self._tell()
        await self._paint(several, self._first)
        if several.threads > 1:
            await self._paint(one, self._painters.start("wasm", 1))
        else:
            one.outcomes, one.state = several.outcomes, several.state
            several.outcomes, several.state = [], "missing"
        survey = await self._look()
        for row in graphics:
            if adapter := survey.adapter(row.backend):
                row.adapter = adapter.description
                await self._paint(row, self._painters.start(row.backend))
            else:
                row.state = "missing"
        self._done = True
        self._tell()
        return self._right

    @property
    def _right(self) -> bool:
        return all(row.state != "wrong" for row in self._rows)

    async def _look(self) -> Survey:
        try:
            return await self._painters.survey()
        except (RuntimeFailed, Cancelled):
            return Survey()

    async def _paint(self, row: Painter, runtime: Runtime) -> None:
        """Paint all pictures on a runtime, and end it."""
        row.state = "working"
        for picture in self._pictures:
            self._tell()
            row.outcomes.append(await self._outcome(picture, row, runtime))
            row.threads = runtime.describe().threads
        runtime.close()
        row.state = "right" if all(outcome.right for outcome in row.outcomes) else "wrong"

    async def _outcome(self, picture: Golden, row: Painter, runtime: Runtime) -> Outcome:
        silent = Text("backend-fault-silent", backend=backend_name(row.backend))
        if any(outcome.fault == silent for outcome in row.outcomes):
            return picture.failed(silent)  # it was ended, and the next would wait in vain
        alarm = asyncio.get_running_loop().call_later(PATIENCE, runtime.close)
        try:
            return await picture.outcome(runtime, self._read)
        except Cancelled:
            return picture.failed(silent)
        finally:
            alarm.cancel()

    def _tell(self) -> None:
        verdict = ("right" if self._right else "wrong") if self._done else None
        rows = [self._row(row) for row in self._rows]
        self._show({"verdict": verdict, "text": self._summary(), "painters": rows, "report": self._report()})

    def _summary(self) -> Text:
        for row in self._rows:
            if row.state == "working":
                step, steps = len(row.outcomes) + 1, len(self._pictures)
                return Text("progress-step", doing=Text("check-painting-on", painter=row.title), step=step, steps=steps)
        if not self._done:
            return Text("page-starting")
        return Text("check-all-right") if self._right else Text("check-not-right")

    def _row(self, row: Painter) -> Mapping[str, Any]:
        networks = [
            {
                "title": self._title(outcome),
                "state": "right" if outcome.right else "wrong",
                "text": outcome.fault or _word("right" if outcome.right else "wrong"),
                "difference": None if outcome.differs is None else Text("check-levels", given=outcome.differs),
                "seconds": outcome.seconds and Text("detail-seconds-exactly", seconds=outcome.seconds),
            }
            for outcome in row.outcomes
        ]
        return {"title": row.title, "state": row.state, "text": _word(row.state), "networks": networks}

    def _title(self, outcome: Outcome) -> str | Text:
        title = self._catalogue.network(outcome.network).title
        return Text("check-in-tiles", network=title) if outcome.in_tiles else title

    def _report(self) -> str:
        """Return what can be sent to those who make Impasto, in words of no language but theirs."""
        lines = [*self._facts, f"levels of 255 allowed: {TOLERANCE}"]
        for row in self._rows:
            adapter = f" ({row.adapter})" if row.adapter else ""
            threads = "several" if row.several and row.threads == 1 else row.threads
            lines.append(f"{row.backend}, threads: {threads}{adapter}: {row.state}")
            for outcome in row.outcomes:
                how = f"failed, {outcome.fault.key}" if outcome.fault else f"{outcome.differs} levels"
                seconds = "" if outcome.seconds is None else f", {outcome.seconds:.2f} s"
                tiles = " in tiles" if outcome.in_tiles else ""
                lines.append(f"  {outcome.network}{tiles}: {how}{seconds}")
        return "\n".join(lines)


def _word(state: State) -> Text:
    return Text(f"check-state-{state}")
