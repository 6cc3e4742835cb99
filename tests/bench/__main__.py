"""Runs the benchmarks and writes results.json, RESULTS.md and FIGURES.md; `python build.py bench` calls this.

Parts that are not named keep the figures that they have.
"""

import argparse
import json
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "site"))  # for the builder and the bundler; the rest is found from tests/

from bench import machine, server  # noqa: E402
from bench.figures import figures  # noqa: E402
from bench.parts import PARTS  # noqa: E402
from bench.report import report  # noqa: E402
from bench.setting import Setting  # noqa: E402
from builder.stamps import write_file  # noqa: E402
from builder.terminal import Step  # noqa: E402

PEER = ROOT.parent / "shared" / "peer"
ROUNDS = 7


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="build.py bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"what to measure: {', '.join(PARTS)} (default: all)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"counted rounds, one more warms up ({ROUNDS})")
    parser.add_argument("--output", type=Path, default=HERE, help="folder of results.json and what is made of it")
    parser.add_argument("--write", action="store_true", help="measure nothing, write tables and plots anew")
    parser.add_argument(
        "--peer",
        type=Path,
        default=Path(os.environ.get("IMPASTO_BENCH_PEER") or PEER),
        help="folder of the demo's own separable transformer; without it the same graph gets random weights",
    )
    options = parser.parse_args(arguments)
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if options.write and options.parts:
        parser.error("--write measures no parts")
    if options.rounds < 1:
        parser.error("at least one round")
    return options


def pages(results: dict[str, Any]) -> dict[str, bytes]:
    """Return what is made of the results, by names below their folder."""
    return {"RESULTS.md": report(results).encode(), **figures(results)}


def write(results: dict[str, Any], folder: Path) -> None:
    """Write what is made of the results."""
    for name, content in pages(results).items():
        write_file(folder / name, content)


def main(arguments: list[str]) -> None:
    options = parse(arguments)
    kept_in = options.output / "results.json"
    results: dict[str, Any] = json.loads(kept_in.read_text("utf-8")) if kept_in.exists() else {}
    if not options.write:
        measure(options, results, kept_in)
    write(results, options.output)
    print(f"written: {options.output / 'RESULTS.md'}, {options.output / 'FIGURES.md'}")


def measure(options: argparse.Namespace, results: dict[str, Any], kept_in: Path) -> None:
    """Measure what was asked for into the results, and keep them after each part."""
    with tempfile.TemporaryDirectory(prefix="impasto-bench-") as folder:
        photos = Path(folder)
        with server.serving(options.peer, photos) as port:
            for name in options.parts or PARTS:
                step = Step(f"bench {name}")
                setting = Setting(port, options.rounds, options.peer, photos, step.say)
                taken = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
                results["machine"] = machine.describe(setting)
                part = PARTS[name].measure(setting)
                results.setdefault("parts", {})[name] = {"taken": taken, "rounds": options.rounds} | part
                write_file(kept_in, (json.dumps(results, indent=1) + "\n").encode())
                step.done()


if __name__ == "__main__":
    main(sys.argv[1:])
