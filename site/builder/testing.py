"""Tests and benchmarks of what was built."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from builder import places
from builder.browsers import need_browser, want_firefox, want_webkit
from builder.building import build
from builder.environments import in_venv, need_node, need_node_packages, need_python_packages, read_pyproject
from builder.processes import Command, start


def test(arguments: Sequence[str], *, published: bool = False, coverage: bool = False) -> int:
    """Run all checks and tests, or, given pytest arguments, only pytest with them; return the exit code.

    The unit tests share the processors. The browser tests come after them in two processes, each with browsers that its
    tests share: a page that waits, for a start or for software that imitates graphics hardware, leaves processors idle.
    More than two browsers at once would need more memory than many machines have. With `published` these alone are run,
    in the site of published parts: the others do not open a site. With `coverage` no checks are run, it takes longer,
    and what the tests reach of the code is told after them (tests/covered).
    """
    need_python_packages("build", "test")
    need_node_packages(development=True)
    build(published=published)
    env = {
        **need_node().env,
        **need_browser(),
        **want_firefox(),
        **want_webkit(),
        **_site(published),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(places.BUILD / "hypothesis"),
    }
    if coverage:
        return _covered(arguments, env)
    if arguments or published:
        return run_all({"pytest": _pytest(*arguments) if arguments else _pytests()["browser tests"]}, env)
    return run_all({**dict(_checks()), **_pytests()}, env)


def _covered(arguments: Sequence[str], env: Mapping[str, str]) -> int:
    """Run the tests, or those that pytest is told of, and say what they reach."""
    folder = places.BUILD / "coverage"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    counting = ("--cov", "--cov-report", f"json:{folder / 'python.json'}")
    if arguments:
        runs = {"pytest": _pytest(*counting, *arguments)}
    else:
        runs = {name: [*command, *(counting if name == "unit tests" else ())] for name, command in _pytests().items()}
    report: Command = [in_venv("python"), "-m", "covered", *([] if arguments else ["--enough"]), folder]
    where = {"COVERAGE_FILE": str(folder / "python"), "IMPASTO_COVERAGE": str(folder / "scripts")}
    failed = run_all(runs, {**env, **where})
    return start(report, cwd=places.ROOT / "tests").wait() or failed


def run_all(commands: Mapping[str, Command], env: Mapping[str, str]) -> int:
    """Run commands one after the other, whatever becomes of them; return 0, or 1 and say which of them failed."""
    failed = []
    for name, command in commands.items():
        print(f"--- {name}", flush=True)
        if start(command, env=env).wait():
            failed.append(name)
    if failed:
        print(f"Failed: {', '.join(failed)} (see above)", file=sys.stderr, flush=True)
    return int(bool(failed))


def _checks() -> Iterator[tuple[str, Command]]:
    python = in_venv("python")
    yield "ruff check", [python, "-m", "ruff", "check"]
    yield "ruff format", [python, "-m", "ruff", "format", "--check"]
    yield "mypy", [python, "-m", "mypy"]
    if "importlinter" in read_pyproject()["tool"]:
        yield "import-linter", [in_venv("lint-imports"), "--cache-dir", places.BUILD / "import-linter"]
    compiler: Command = [need_node().node, places.NODE_MODULES / "typescript/bin/tsc", "--project"]
    yield "tsc, page", [*compiler, places.SITE / "tsconfig.json"]
    yield "tsc, workers", [*compiler, places.SITE / "tsconfig.workers.json"]


def _pytests() -> dict[str, Command]:
    shared = ("--numprocesses", "auto", "--maxprocesses")
    # A module's tests stay together, as they share what it made ready; as the long modules come early in the alphabet,
    # no process is left with one of them at the end. How long they take is told: they are what a run takes long for.
    modules = ("--dist", "loadscope", "--no-loadscope-reorder", "--durations", "25")
    return {
        "unit tests": _pytest(*shared, "8", "tests", "--ignore", "tests/browser"),
        "browser tests": _pytest(*shared, "2", *modules, "tests/browser"),
    }


def _pytest(*arguments: str | Path) -> Command:
    return [in_venv("python"), "-m", "pytest", *arguments]


def _site(published: bool) -> dict[str, str]:
    """Return the environment variable that tells tests and benchmarks which site to open."""
    return {"IMPASTO_SITE": str(places.site_folder(published=published))}


def endure(arguments: Sequence[str], *, published: bool = False) -> int:
    """Show that the site lasts and paints right (tests/endurance); the arguments are those of that package."""
    need_python_packages("build", "test")
    need_node_packages(development=False)
    build(published=published)
    env = {**need_browser(), **want_firefox(), **want_webkit(), **_site(published)}
    return start([in_venv("python"), "-m", "endurance", *arguments], cwd=places.BENCH.parent, env=env).wait()


def bench(arguments: Sequence[str], *, published: bool = False) -> int:
    """Measure against TensorFlow.js and native onnxruntime (tests/bench); the arguments are those of that package."""
    need_python_packages("build", "test")
    need_node_packages(development=False)
    need_node_packages(places.BENCH, development=False)
    build(published=published)
    env = {**need_browser(), **_site(published)}
    return start([in_venv("python"), "-m", "bench", *arguments], cwd=places.BENCH.parent, env=env).wait()
