"""What a log of part ``tab`` comes to: figures with their limits, and whether each is met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from endurance.log import Entry

MEMORY = 1.15
"""At the end a tab may hold so many times what it held after the first round."""
PACE = 1.10
"""So many times as long, beside a fresh tab, may a painting take at the end as after the first round."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Something that was measured and has a limit."""

    what: str
    limit: str
    measured: str
    met: bool


def figures(entries: Sequence[Entry], expected: int) -> list[Figure]:
    """Return the figures of a run of which ``expected`` paintings were wanted; what is missing is not met."""
    return [*_counted(entries, expected), *_memory(entries), *_pace(entries), _bytes(entries)]


def paces(entries: Sequence[Entry], measure: str = "cpu") -> dict[int, float]:
    """Return how many times as long as a fresh tab the old one took, by paintings done: medians of pairs."""
    pairs: dict[int, list[float]] = {}
    for (done, strength), seconds in _probes(entries, "old", measure).items():
        fresh = _probes(entries, "fresh", measure).get((done, strength))
        if fresh:
            pairs.setdefault(done, []).append(seconds / fresh)
    return {done: median(ratios) for done, ratios in pairs.items()}


def seconds(entries: Sequence[Entry], tab: str) -> dict[int, float]:
    """Return how long the probe took by the clock, by paintings done: medians."""
    found: dict[int, list[float]] = {}
    for (done, _), value in _probes(entries, tab, "seconds").items():
        found.setdefault(done, []).append(value)
    return {done: median(values) for done, values in found.items()}


def rests(entries: Sequence[Entry]) -> list[Entry]:
    """Return what was read of the tab at rest, in its order."""
    return [entry for entry in entries if entry["kind"] == "rest"]


def _counted(entries: Sequence[Entry], expected: int) -> list[Figure]:
    painted = sum(entry["kind"] == "work" and entry["act"] == "paint" for entry in entries)
    failed = [entry["name"] for entry in entries if entry["kind"] == "failure"]
    said = [words for entry in entries for words in entry.get("errors", ())]
    return [
        Figure("paintings in one tab", f"{expected}", f"{painted}", painted >= expected),
        Figure("works that failed", "0", ", ".join([f"{len(failed)}", *failed[:3]]), not failed),
        Figure("errors in the console", "0", ", ".join([f"{len(said)}", *said[:1]]), not said),
    ]


def _memory(entries: Sequence[Entry]) -> list[Figure]:
    found = rests(entries)
    if len(found) < 2:
        return [Figure("memory at the end / after the first round", f"at most {MEMORY}", "not read", False)]
    first, last = found[0], found[-1]
    return [
        _ratio(
            f"memory of {whose}, after {last['done']} paintings / after {first['done']}", MEMORY, last[key], first[key]
        )
        for whose, key in (("the tab", "tab"), ("the whole browser", "browser"))
    ]


def _pace(entries: Sequence[Entry]) -> list[Figure]:
    found = paces(entries)
    if len(found) < 2:
        return [Figure("time of a painting at the end / after the first round", f"at most {PACE}", "not read", False)]
    first, last = min(found), max(found)
    what = f"time of the probe beside a fresh tab's, after {last} paintings / after {first}"
    return [_ratio(what, PACE, found[last], found[first])]


def _ratio(what: str, limit: float, last: float, first: float) -> Figure:
    return Figure(what, f"at most {limit}", f"{last / first:.3f}", last / first <= limit)


def _bytes(entries: Sequence[Entry]) -> Figure:
    pictures: dict[str, set[str]] = {}
    times: dict[str, int] = {}
    for entry in entries:
        if entry.get("pixels"):
            name = entry["name"] if entry["kind"] == "work" else f"the probe at {entry['strength']}"
            pictures.setdefault(name, set()).add(entry["pixels"])
            times[name] = times.get(name, 0) + 1
    differing = [name for name, found in pictures.items() if len(found) > 1]
    compared = sum(count > 1 for count in times.values())
    told = ", ".join([f"{len(differing)} of {compared}", *differing[:3]])
    return Figure("pictures whose bytes change from round to round", "0", told, compared > 0 and not differing)


def _probes(entries: Sequence[Entry], tab: str, measure: str) -> Mapping[tuple[int, float], float]:
    return {
        (entry["done"], entry["strength"]): entry[measure]
        for entry in entries
        if entry["kind"] == "probe" and entry["tab"] == tab
    }
