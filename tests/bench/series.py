"""The kept results as the report asks for them: series by part, case and measure, and their ratios."""

from collections.abc import Mapping, Sequence
from typing import Any

from bench.rounds import paired, summary


class Kept:
    """What results.json holds. A series that was not measured is None, and so is every ratio that needs it."""

    def __init__(self, results: Mapping[str, Any]) -> None:
        self._results = results

    @property
    def machine(self) -> Mapping[str, Any]:
        return dict(self._results.get("machine", {}))

    def part(self, name: str) -> Mapping[str, Any]:
        return dict(self._results.get("parts", {}).get(name, {}))

    def series(self, part: str, case: str, measure: str) -> list[float] | None:
        values: list[float] | None = self.part(part).get("values", {}).get(case, {}).get(measure)
        return values

    def ratio(self, part: str, ours: str, theirs: str, measure: str) -> list[float] | None:
        """Return ours / theirs round by round for the same measure of two cases."""
        return divided(self.series(part, ours, measure), self.series(part, theirs, measure))


def divided(ours: Sequence[float] | None, theirs: Sequence[float] | None) -> list[float] | None:
    return paired(ours, theirs) if ours and theirs and len(ours) == len(theirs) else None


def cell(values: Sequence[float] | None, scale: float = 1) -> str:
    """Return a median with least and most for a table, or a dash."""
    if not values:
        return "–"
    middle, least, most = (number(scale * value) for value in summary(values))
    return f"{middle} ({least}–{most})"


def number(value: float) -> str:
    """Return a number with three digits that count, and no exponent."""
    if value >= 100 or value == 0:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value >= 0.01 else f"{value:.4f}"


def table(header: Sequence[str], rows: Sequence[Sequence[str]], words: int = 1) -> str:
    """Return a Markdown table; all but the first ``words`` columns hold numbers."""
    rule = ["---"] * words + ["---:"] * (len(header) - words)
    return "\n".join(f"| {' | '.join(row)} |" for row in [header, rule, *rows])
