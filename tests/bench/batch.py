"""Part ``batch``: paintings a second of many photographs, by one process on one thread and by all cores."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any

from bench import photos
from bench.rounds import Case, interleave
from bench.series import Kept, cell, divided, table
from bench.setting import Setting
from impasto.desktop.batch import photos as album
from impasto.desktop.batch import processes
from impasto.desktop.batch.orders import Manner, Order, Plan, Style
from impasto.desktop.batch.painter import Outcome, Painter
from impasto.desktop.batch.work import Work
from impasto.desktop.installation import models_folder, read_catalogue
from impasto.desktop.keywords import KEYWORDS, chosen_settings
from impasto.painting import presets

SIZE, COUNT = 768, 16
"""Long side in px, and how many photographs, each painted in one style and written as PNG."""

ONE, ALL = "one process, one thread", "all cores"

Paint = Callable[[Sequence[Order]], list[Outcome]]


def measure(setting: Setting) -> dict[str, Any]:
    """Return ``rate``, paintings a second, of both; starting processes and loading networks is not in it."""
    load = os.getloadavg()[0]
    fresh = count()
    with _both() as crews:
        cases: dict[str, Case] = {
            name: lambda paint=paint: _rate(paint, setting.photos / f"batch-{next(fresh)}")
            for name, paint in crews.items()
        }
        results = interleave(cases, setting.rounds, say=setting.say)
    return results.as_json() | {"size": SIZE, "cores": os.cpu_count(), "load": load}


def written(kept: Kept) -> Iterator[str]:
    """Yield what the report says of it."""
    part = kept.part("batch")
    one, cores = (kept.series("batch", name, "rate") for name in (ONE, ALL))
    yield (
        f"Paintings a second at {part['size']} px, one style each, from JPEG to PNG on the desktop, {part['cores']} "
        f"cores; load when it began {part['load']:.1f}.\n"
    )
    rows = [[ONE, cell(one), ""], [ALL, cell(cores), cell(divided(cores, one))]]
    yield table(["who paints", "paintings a second", "times as many"], rows) + "\n"


def _orders(given: Sequence[str], output: str) -> Iterator[Order]:
    catalogue = read_catalogue(models_folder())
    chosen = chosen_settings(catalogue, {"size": SIZE})
    values = asdict(chosen)
    used = (catalogue.style_network(chosen.style_network), catalogue.transformer(chosen.transformer))
    networks = {network.id: [graph.sha256 for graph in network.graphs] for network in used}
    manner = Manner({keyword: values[name] for keyword, name in KEYWORDS.items()}, networks, "png", 92)
    preset = presets.load()[0]
    plan = Plan(album.find(given, output), [Style(preset.id, preset.vectors[chosen.style_network])], manner, output)
    for photo in plan.photos:
        yield Order(photo, manner, output, tuple(plan.wanted(photo)))


@contextmanager
def _both() -> Iterator[dict[str, Paint]]:
    painter = Painter(models_folder(), threads=1)
    with processes.Processes(models_folder(), os.cpu_count() or 1) as crew:
        yield {
            ONE: lambda orders: [painter.carry_out(order) for order in orders],
            ALL: lambda orders: list(Work(orders, crew).outcomes()),
        }


def _rate(paint: Paint, folder: Path) -> dict[str, float]:
    """Return the rate for photographs that nobody has seen yet: what is known of one is kept for its next painting."""
    given = [str(photos.photo(folder, f"{folder.name}-{number}")) for number in range(COUNT)]
    orders = list(_orders(given, str(folder / "paintings")))
    began = time.perf_counter()
    outcomes = paint(orders)
    seconds = time.perf_counter() - began
    made = sum(len(outcome.made) for outcome in outcomes)
    if made != len(orders):
        raise RuntimeError(f"{made} of {len(orders)} were painted: {outcomes[0].problem}")
    return {"rate": made / seconds}
