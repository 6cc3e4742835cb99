"""Looks for inputs that break what reads strangers' files and texts; `python build.py fuzz` calls this.

Each target (tests/fuzz/targets) is run on changed inputs of its corpus, by atheris where there is one for this system
and Python, else by hypothesis. An input that makes it raise what it is not documented to raise is a fault: it is kept
in .build/fuzz, and belongs into tests/fuzz/corpus once it is mended.
"""

import argparse
import re
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[1] / "site")]

from builder import places  # noqa: E402
from fuzz import corpus, drawing  # noqa: E402
from fuzz.targets import TARGETS  # noqa: E402

KEPT = places.BUILD / "fuzz"
"""Where what was found is kept from one call to the next: inputs by target, and those that broke it."""

RUNS = 20_000
MOST_BYTES = 4096
OPTIONS = (f"-max_len={MOST_BYTES}", "-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=0")
_EXECUTED = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
_TRACE = re.compile(r"Uncaught Python exception: ===\n(.*?)\n==\d+==", re.DOTALL)


class Outcome(NamedTuple):
    """What became of a target; ``fault`` is empty where nothing broke it."""

    runs: int
    seconds: float
    fault: str


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="build.py fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="target", help=f"{', '.join(TARGETS)} (default: all)")
    how_long = parser.add_mutually_exclusive_group()
    how_long.add_argument("--runs", type=int, default=RUNS, help=f"runs of each target ({RUNS})")
    how_long.add_argument(
        "--seconds", type=int, default=0, help="in place of runs: seconds for each target, by atheris"
    )
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other inputs (1)")
    options = parser.parse_args(arguments)
    unknown = set(options.targets) - set(TARGETS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    return options


def guided(target: str, options: argparse.Namespace) -> Outcome:
    """Run a target under atheris, in a process of its own, as it ends with the first fault."""
    grown = KEPT / target / "inputs"
    grown.mkdir(parents=True, exist_ok=True)
    how_long = f"-max_total_time={options.seconds}" if options.seconds else f"-runs={options.runs}"
    command = [sys.executable, "-m", "fuzz.guided", target, how_long, f"-seed={options.seed}", *OPTIONS]
    command += [f"-artifact_prefix={KEPT / target}/", str(grown), str(corpus.folder(target))]
    started = time.monotonic()
    done = subprocess.run(command, cwd=HERE.parent, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, check=False)
    said = done.stdout.decode(errors="replace")
    executed = _EXECUTED.search(said)
    trace = _TRACE.search(said)
    fault = (trace[1] if trace else said[-2000:]).strip() if done.returncode else ""
    return Outcome(int(executed[1]) if executed else 0, time.monotonic() - started, fault)


def drawn(target: str, options: argparse.Namespace) -> Outcome:
    """Run a target on inputs that hypothesis draws."""
    started, fault = time.monotonic(), ""
    try:
        drawing.search(TARGETS[target], list(corpus.inputs(target).values()), options.runs, options.seed)
    except Exception as error:  # whatever a target raises is what is looked for
        fault = "\n".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())])
    return Outcome(options.runs, time.monotonic() - started, fault)


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    search = guided if find_spec("atheris") else drawn
    outcomes: dict[str, Outcome] = {}
    print("| target | runs | seconds | faults |\n| --- | ---: | ---: | ---: |", flush=True)
    for target in options.targets or TARGETS:
        found = outcomes[target] = search(target, options)
        print(f"| {target} | {found.runs} | {found.seconds:.0f} | {int(bool(found.fault))} |", flush=True)
    faults = {target: found.fault for target, found in outcomes.items() if found.fault}
    print(f"| all | {sum(found.runs for found in outcomes.values())} | | {len(faults)} |")
    for target, fault in faults.items():
        print(f"\n{target}: {fault}\nThe input is in {KEPT / target}.", file=sys.stderr)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
