"""Says how much of the code the tests reach, from what they left in a folder; `build.py test --coverage` calls this.

It prints tables of wings, and names what was missed in `missed.txt` of the folder.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[1] / "site")]

from covered import python, scripts  # noqa: E402


def table(title: str, parts: Iterable[tuple[str, int, int]], floor: float) -> tuple[list[str], bool]:
    """Return lines of (name, how many, how many were missed) summed by wing, and whether all come to the floor."""
    wings: dict[str, tuple[int, int]] = {}
    for name, count, missed in parts:
        wing = name.partition("/")[0] if "/" in name else "(top)"
        before = wings.get(wing, (0, 0))
        wings[wing] = before[0] + count, before[1] + missed
    count, missed = (sum(each) for each in zip(*wings.values(), strict=True)) if wings else (0, 0)
    lines = [f"{title:<28}{'there':>8}{'reached':>9}{'per cent':>10}"]
    for wing, (there, lacking) in [*sorted(wings.items()), ("all", (count, missed))]:
        lines.append(f"{wing:<28}{there:>8}{there - lacking:>9}{share(there, lacking):>10.1f}")
    enough = share(count, missed) >= floor
    return [*lines, f"{'at least':<28}{'':>17}{floor:>10.1f}"], enough


def share(there: int, missed: int) -> float:
    return 100 * (there - missed) / there if there else 100.0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m covered", description=__doc__)
    parser.add_argument("folder", type=Path, help="where python.json lies, and scripts/ with what browsers left")
    parser.add_argument("--enough", action="store_true", help="fail where it is too little")
    options = parser.parse_args(arguments)
    folder = options.folder
    missed: list[str] = []
    right = True
    if (folder / "python.json").exists():
        modules = python.measured(folder / "python.json")
        lines, enough = table("branches of pysrc", ((m.name, m.branches, len(m.missed)) for m in modules), python.FLOOR)
        print("\n".join(lines))
        missed += [
            f"pysrc/impasto/{each.name}:{first} -> {last or 'end'}" for each in modules for first, last in each.missed
        ]
        right &= enough
    if (folder / "scripts").is_dir():
        found = scripts.measured(folder / "scripts")
        lines, enough = table("arms of site/scripts", ((s.name, s.arms, len(s.missed)) for s in found), scripts.FLOOR)
        print("\n".join(lines))
        missed += [f"site/scripts/{each.name}:{line}" for each in found for line in each.missed]
        right &= enough
    (folder / "missed.txt").write_text("".join(f"{line}\n" for line in missed), "utf-8")
    print(f"What was missed: {folder / 'missed.txt'}")
    return int(options.enough and not right)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
