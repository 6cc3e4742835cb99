"""Breaks the code on purpose, a place at a time, and runs the tests that come to it; `build.py mutate` calls this.

Mutants are drawn from all of pysrc/impasto without browser/ (tests/mutation/mutants.py). What no test noticed is listed
in .build/mutation/survivors.txt, each with its change; look at them: some change nothing that anybody could see.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[1] / "site")]

import pytest  # noqa: E402

from builder import places  # noqa: E402
from mutation.contexts import SOURCES, recorded  # noqa: E402
from mutation.running import Outcome, Trial, Verdict, killed  # noqa: E402

KEPT = places.BUILD / "mutation"
TESTS = tuple(
    f"tests/unit/{wing}"
    for wing in ("backends", "desktop", "imaging", "networks", "painting", "session", "studio", "words")
)
"""The tests that are about pysrc."""

COUNT, FLOOR = 800, 85.0


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="build.py mutate", description=__doc__)
    about = "files and folders of pysrc/impasto to change, such as imaging or studio/parsing.py (default: all)"
    parser.add_argument("parts", nargs="*", metavar="part", help=about)
    parser.add_argument("--count", type=int, default=COUNT, help=f"how many mutants ({COUNT})")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws others (1)")
    options = parser.parse_args(arguments)
    for part in options.parts:
        if not (SOURCES / part).exists():
            parser.error(f"there is no pysrc/impasto/{part}")
    return options


def sources(parts: Sequence[str]) -> list[Path]:
    """Return the files that are changed, without those that only Pyodide runs."""
    found: list[Path] = []
    for part in parts or ("",):
        path = SOURCES / part
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return [path for path in found if "browser" not in path.relative_to(SOURCES).parts]


def table(outcomes: Sequence[Outcome]) -> str:
    """Return what became of the mutants, by wing."""
    wings: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        parts = outcome.mutant.path.relative_to(SOURCES).parts
        wings.setdefault(parts[0] if len(parts) > 1 else "(top)", []).append(outcome)
    verdicts = get_args(Verdict)
    lines = [
        f"| wing | mutants | {' | '.join(verdicts)} | per cent killed |",
        "| --- |" + " ---: |" * (len(verdicts) + 2),
    ]
    for wing, among in [*sorted(wings.items()), ("all", list(outcomes))]:
        counts = [sum(each.verdict == verdict for each in among) for verdict in verdicts]
        lines.append(f"| {wing} | {len(among)} | {' | '.join(map(str, counts))} | {killed(among):.1f} |")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    reach = recorded(KEPT, TESTS)
    survivors = KEPT / "survivors.txt"
    survivors.write_text("", "utf-8")

    def tell(outcome: Outcome) -> None:
        if outcome.verdict in ("survived", "not reached"):
            with survivors.open("a", encoding="utf-8") as file:
                file.write(
                    f"{outcome.mutant.name} ({outcome.verdict}, {outcome.tests} tests)\n{outcome.mutant.change}\n\n"
                )

    trial = Trial(reach, sources(options.parts), options.count, options.seed, tell)
    pytest.main(["-s", "-q", "--rootdir", str(places.ROOT), *(str(places.ROOT / each) for each in TESTS)], [trial])
    print(table(trial.outcomes))
    print(f"Those that survived: {survivors}")
    if trial.unsound:
        print(f"Tests fail without a change, too, at {', '.join(trial.unsound)}", file=sys.stderr)
    return int(bool(trial.unsound) or killed(trial.outcomes) < FLOOR)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
