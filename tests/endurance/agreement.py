"""Part ``agreement``: the golden pictures of every network on everything that runs them, in one table.

Native onnxruntime paints them here; every browser opens ``check.html``, which compares them itself and reports.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bench.browsers import GRAPHICS, fresh_browser
from browser.engines import firefox, webkit
from builder import places
from builder.building import build
from builder.server import serving
from impasto.backends import golden
from impasto.backends.rules import TOLERANCE
from impasto.desktop.native import NativeRuntime
from impasto.networks.catalogue import Catalogue
from impasto.painting.in_tiles import in_tiles

PATIENCE = 1800
"""Seconds for a check: hardware that the processor imitates paints for minutes."""

MODELS = places.ROOT / "models"

PAINTER = re.compile(r"(\w+), threads: (\w+)(?: \(.*\))?: (\w+)$")
PICTURE = re.compile(r"  (\S+)( in tiles)?: (?:(\d+) levels|failed, (\S+?))(?:, [\d.]+ s)?$")

Cell = int | str
"""By how many levels a picture differs at most, or what went wrong."""
Column = dict[str, Cell]
"""What one painter made, by the names of the pictures."""


class Page(Protocol):
    """A browser's one page."""

    def open(self, url: str) -> None: ...

    def evaluate(self, expression: str) -> object: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """A table of all painters; ``wanted`` are those that have to be in it."""

    columns: Mapping[str, Column]
    wanted: Sequence[str]
    pictures: Sequence[str]

    @property
    def faults(self) -> list[str]:
        """Return what is missing, wrong, or too far off."""
        found = [f"{name}: did not paint" for name in self.wanted if name not in self.columns]
        for name, column in self.columns.items():
            for picture in self.pictures:
                cell = column.get(picture, "missing")
                if isinstance(cell, str) or cell > TOLERANCE:
                    found.append(f"{name}: {picture}: {cell if isinstance(cell, str) else f'{cell} levels'}")
        return found


ENGINES = ("chromium", "chromium, published", "firefox", "webkit")
WANTED = (
    "native 1",
    "native 2",
    *("chromium wasm several", "chromium wasm 1", "chromium webgpu", "chromium webgl"),
    *("chromium, published wasm several", "chromium, published wasm 1", "chromium, published webgl"),
    *("firefox wasm several", "firefox wasm 1"),
    "webkit wasm 1",
)
"""What has to be there on a machine with more than one core, and all three engines."""


def run(engines: Sequence[str], say: Callable[[str], None]) -> Verdict:
    """Paint everywhere, and return the table."""
    catalogue = Catalogue.from_json((MODELS / "manifest.json").read_text("utf-8"))
    pictures = golden.pictures(catalogue, in_tiles)
    columns: dict[str, Column] = {}
    for threads in (1, 2):
        say(f"native, threads: {threads}")
        columns[f"native {threads}"] = asyncio.run(_natively(pictures, threads))
    for engine in engines:
        say(engine)
        for painter, column in parse(_report(engine)).items():
            columns[f"{engine} {painter}"] = column
    wanted = [name for name in WANTED if name.startswith("native") or name.rpartition(" wasm")[0] in engines
              or name.rpartition(" web")[0] in engines]  # fmt: skip
    return Verdict(columns, wanted, [each.name for each in pictures])


def parse(report: str) -> dict[str, Column]:
    """Return the columns of a report of check.html, by backend and whether it has one thread or several.

    What is not there has none.
    """
    columns: dict[str, Column] = {}
    column: Column = {}
    for line in report.splitlines():
        if found := PAINTER.match(line):
            backend, threads, state = found.groups()
            name = f"{backend} {'1' if threads == '1' else 'several'}" if backend == "wasm" else backend
            column = {}
            if state != "missing":
                columns[name] = column
        elif found := PICTURE.match(line):
            network, tiles, levels, fault = found.groups()
            column[f"{network}-tiles" if tiles else network] = int(levels) if levels else fault
    return columns


async def _natively(pictures: Sequence[golden.Golden], threads: int) -> Column:
    runtime = NativeRuntime(MODELS, threads)

    async def read(name: str) -> bytes:
        return (MODELS / golden.FOLDER / f"{name}.png").read_bytes()

    outcomes = [(each.name, await each.outcome(runtime, read)) for each in pictures]
    return {name: outcome.fault.key if outcome.differs is None else outcome.differs for name, outcome in outcomes}


def _report(engine: str) -> str:
    """Return what check.html reports in an engine once it has its verdict."""
    published = engine.endswith("published")
    if published:
        build(published=True)
    with serving(places.site_folder(published=published)) as url, _opened(engine) as page:
        page.open(f"{url}check.html")
        end = time.monotonic() + PATIENCE
        while not page.evaluate("document.documentElement.dataset.verdict ?? ''"):
            if time.monotonic() > end:
                break  # what there is of it is reported, and the rest is missing
            time.sleep(0.5)
        return str(page.evaluate("document.getElementById('report').value"))


@contextmanager
def _opened(engine: str) -> Iterator[Page]:
    if engine.startswith("chromium"):
        with fresh_browser(*GRAPHICS) as driver:
            yield _Chromium(driver)
        return
    start = {"firefox": firefox, "webkit": webkit}[engine]
    with ExitStack() as ending:
        kept = tempfile.TemporaryDirectory(prefix="impasto-agreement-", ignore_cleanup_errors=True)
        yield ending.enter_context(start(Path(ending.enter_context(kept))))


class _Chromium:
    def __init__(self, driver: object) -> None:
        self._driver = driver

    def open(self, url: str) -> None:
        self._driver.get(url)

    def evaluate(self, expression: str) -> object:
        return self._driver.execute_script(f"return {expression}")
