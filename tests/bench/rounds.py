"""Interleaved rounds, so that a busy moment strikes all sides alike; medians, and ratios within the same round."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median

Measures = Mapping[str, float]
"""What one run gives: a number for each thing that it measured, such as seconds by stage."""

Case = Callable[[], Measures]
"""One run of one case. Whatever it raises is taken as its answer, and the case is left out from then on."""

Series = dict[str, list[float]]
"""The values of all counted rounds, by measure."""


class Results:
    """The values of every case in the order of the rounds, and why some have none."""

    def __init__(self) -> None:
        self.values: dict[str, Series] = {}
        self.failures: dict[str, str] = {}

    def as_json(self) -> dict[str, object]:
        return {"values": self.values, "failures": self.failures}


def interleave(
    cases: Mapping[str, Case],
    rounds: int,
    *,
    warm_up: int = 1,
    say: Callable[[str], None] = lambda words: None,
) -> Results:
    """Run every case once a round; the first rounds warm up and are not counted.

    Every second round goes through the cases backwards, so that none is always behind the same other one. A case
    that fails in any round gives no values at all: half of a series cannot be compared pair by pair.
    """
    results = Results()
    for number in range(warm_up + rounds):
        names = list(cases) if number % 2 == 0 else list(reversed(cases))
        for name in names:
            if name in results.failures:
                continue
            say(f"round {number + 1} of {warm_up + rounds}: {name}")
            try:
                measures = cases[name]()
            except Exception as error:
                results.failures[name] = first_line(error)
                results.values.pop(name, None)
                continue
            if number >= warm_up:
                series = results.values.setdefault(name, {})
                for measure, value in measures.items():
                    series.setdefault(measure, []).append(value)
    return results


def first_line(error: Exception) -> str:
    """Return what an error says, short enough for a table."""
    text = str(getattr(error, "msg", None) or error).strip()
    return (text.splitlines() or [type(error).__name__])[0][:200]


def summary(values: Sequence[float]) -> tuple[float, float, float]:
    """Return median, least and most."""
    return median(values), min(values), max(values)


def paired(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Return ours / theirs round by round; raises ``ValueError`` where the rounds are not the same."""
    return [our / their for our, their in zip(ours, theirs, strict=True)]


def added(series: Iterable[Sequence[float]]) -> list[float]:
    """Return the sum of several series round by round."""
    return [sum(values) for values in zip(*series, strict=True)]
