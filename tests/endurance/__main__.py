"""Shows that the site lasts, and paints the same everywhere; `python build.py endure` calls this.

tab        hundreds of paintings in one tab: memory, pace, and the same bytes for the same input
phone      what a browser with the means of a small phone paints, and what it says of the rest
agreement  the golden pictures on everything that runs networks, in one table
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = map(str, (ROOT, ROOT / "site"))  # for what tests make, and the builder; the rest is found from tests/

from builder import places  # noqa: E402
from builder.server import serving  # noqa: E402
from builder.stamps import write_file  # noqa: E402
from builder.terminal import Step  # noqa: E402
from endurance import agreement, budget, phone, tab  # noqa: E402
from endurance.figures import figures, paces, rests, seconds  # noqa: E402
from endurance.log import Log, read  # noqa: E402
from endurance.report import report  # noqa: E402
from endurance.works import PAINTINGS  # noqa: E402
from impasto.backends.rules import TOLERANCE  # noqa: E402

ROUNDS = 6
LOGS = places.BUILD / "endurance"

Say = Callable[[str], None]
Part = dict[str, Any]


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="build.py endure", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="part", help=f"what to do: {', '.join(PARTS)} (default: all)")
    parser.add_argument(
        "--rounds", type=int, default=ROUNDS, help=f"of {len(PAINTINGS)} paintings, two at least ({ROUNDS})"
    )
    parser.add_argument("--seed", type=int, default=0, help="decides the order of each round (0)")
    parser.add_argument(
        "--engine", action="append", choices=agreement.ENGINES, help="for agreement; may be repeated (default: all)"
    )
    parser.add_argument("--log", type=Path, help="for tab: no new run, but the figures of one, as far as it came")
    parser.add_argument("--output", type=Path, default=HERE, help="folder of results.json and RESULTS.md")
    options = parser.parse_args(arguments)
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if options.rounds < 2:
        parser.error("at least two rounds: one is compared with the other")
    return options


def endure_tab(options: argparse.Namespace, folder: Path, say: Say) -> Part:
    ended = []
    if options.log:
        entries = list(read(options.log))
    else:
        log = Log(LOGS / "tab.jsonl")
        entries = log.entries
        with serving(places.UNDER_TEST) as url:
            try:
                tab.run(url, folder, log, count=options.rounds, seed=options.seed, say=say)
            except tab.TabGone as gone:
                ended = [f"the tab ended: {gone}"]
    found = figures(entries, options.rounds * len(PAINTINGS))
    times = (seconds(entries, "old"), seconds(entries, "fresh"), paces(entries))
    looks = [
        {**each, **{name: of[each["done"]] for name, of in zip(("seconds", "fresh", "pace"), times, strict=True)}}
        for each in rests(entries)
    ]
    missed = [f"{figure.what}: {figure.measured}" for figure in found if not figure.met]
    return {
        "figures": [asdict(figure) for figure in found],
        "looks": looks,
        "faults": [*ended, *missed],
    }


def endure_phone(options: argparse.Namespace, folder: Path, say: Say) -> Part:
    log = Log(LOGS / "phone.jsonl")
    faults = []
    try:
        phone.run(folder, log, say=say)
    except tab.TabGone as gone:
        faults.append(f"the tab ended: {gone}")
    faults += phone.faults(log.entries)
    return {"memory": budget.MEMORY, "slower": budget.SLOWER, "works": log.entries, "faults": faults}


def endure_agreement(options: argparse.Namespace, folder: Path, say: Say) -> Part:
    verdict = agreement.run(options.engine or agreement.ENGINES, say)
    table = {"columns": verdict.columns, "pictures": verdict.pictures, "faults": verdict.faults}
    return {"allowed": TOLERANCE, **table}


PARTS: dict[str, Callable[[argparse.Namespace, Path, Say], Part]] = {
    "tab": endure_tab,
    "phone": endure_phone,
    "agreement": endure_agreement,
}


def machine() -> str:
    """Return what the figures depend on."""
    load = f"; load at the start {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{platform.platform(terse=True)}, {os.cpu_count()} cores{load}"


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    kept_in = options.output / "results.json"
    results: dict[str, Any] = json.loads(kept_in.read_text("utf-8")) if kept_in.exists() else {}
    faults: list[str] = []
    for name in options.parts or PARTS:
        step = Step(f"endure {name}")
        about = {"taken": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"), "machine": machine()}
        with tempfile.TemporaryDirectory(prefix="impasto-endurance-") as folder:
            results[name] = about | PARTS[name](options, Path(folder), step.say)
        write_file(kept_in, (json.dumps(results, indent=1) + "\n").encode())
        write_file(options.output / "RESULTS.md", report(results).encode())
        print(report({name: results[name]}).partition("## ")[2])
        faults += [f"{name}: {fault}" for fault in results[name]["faults"]]
        step.done()
    print(f"written: {options.output / 'RESULTS.md'}")
    for fault in faults:
        print(f"wrong: {fault}", file=sys.stderr)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
