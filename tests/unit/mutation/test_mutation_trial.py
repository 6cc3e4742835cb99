"""Mutants on trial: a whole run on one small module and the tests that there are of it."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from builder import places
from mutation import __main__ as command
from mutation import running
from mutation.contexts import SOURCES, seconds
from mutation.running import Outcome, Trial

TESTS = places.ROOT / "tests"
PROGRAM = """\
import sys
from pathlib import Path
sys.path[:0] = [{tests!r}, {root!r}, {site!r}]
from mutation import __main__ as command
command.TESTS = ("tests/unit/painting/test_naming.py",)
command.KEPT = Path({kept!r})
sys.exit(command.main(["painting/naming.py", "--count", "12"]))
"""


def test_a_trial_finds_what_tests_notice_and_leaves_everything_as_it_was(tmp_path):
    source = (SOURCES / "painting" / "naming.py").read_bytes()
    paths = {"tests": str(TESTS), "root": str(places.ROOT), "site": str(places.SITE), "kept": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(**paths)], capture_output=True, text=True, check=False, cwd=places.ROOT
    )
    rows = [line for line in done.stdout.splitlines() if line.startswith("| all |")]
    assert rows, done.stdout + done.stderr
    _, _, count, killed, late, survived, unreached, share, _ = rows[0].split("|")
    assert int(killed) >= 8 and int(count) == int(killed) + int(late) + int(survived) + int(unreached)
    assert done.returncode == int(float(share) < command.FLOOR), done.stderr
    assert (tmp_path / "survivors.txt").read_text("utf-8").count("pysrc/impasto/painting/naming.py:") == int(survived)
    assert (SOURCES / "painting" / "naming.py").read_bytes() == source


@pytest.fixture
def trial() -> Trial:
    taken = {
        "tests/unit/a/test_x.py::slow": 2.0,
        "tests/unit/a/test_x.py::quick": 0.1,
        "tests/unit/b/test_y.py::z": 0.0,
    }
    return Trial(SimpleNamespace(seconds=taken), [], 1, 1, print)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "order"),
    [
        ("a/x.py", ["quick", "slow", "z"]),
        ("b/other.py", ["z", "quick", "slow"]),
        ("c/other.py", ["z", "quick", "slow"]),
    ],
)
def test_the_nearest_and_quickest_tests_go_first(trial, path, order):
    chosen = trial._nearest(SimpleNamespace(path=Path(path)), list(trial._reach.seconds))
    assert [id_.rpartition(":")[2] for id_ in chosen] == order


def test_tests_that_take_too_long_are_left_out_but_for_the_first(trial, monkeypatch):
    mutant = SimpleNamespace(path=Path("a/x.py"))
    monkeypatch.setattr(running, "MOST_SECONDS", 1.0)
    assert trial._nearest(mutant, list(trial._reach.seconds)) == ["tests/unit/a/test_x.py::quick"]
    assert trial._nearest(mutant, ["tests/unit/a/test_x.py::slow"]) == ["tests/unit/a/test_x.py::slow"]


@pytest.mark.parametrize(
    ("does", "verdict"),
    [(lambda: None, "survived"), (lambda: 1 / 0, "killed"), (lambda: os.kill(os.getpid(), 9), "killed")],
)
def test_a_verdict_is_that_of_the_tests(trial, monkeypatch, does, verdict):
    """A process that dies has noticed, too."""
    session = SimpleNamespace(testsfailed=0)

    def protocol(item, nextitem):
        try:
            does()
        except ZeroDivisionError:
            session.testsfailed = 1

    hook = SimpleNamespace(pytest_runtest_protocol=protocol)
    item = SimpleNamespace(nodeid="tests/unit/b/test_y.py::z", config=SimpleNamespace(hook=hook))
    assert trial._verdict(session, None, [item]) == verdict


def test_a_mutant_that_comes_to_no_end_is_ended(trial, monkeypatch):
    monkeypatch.setattr(running, "PATIENCE", (1.0, 0.2))
    hook = SimpleNamespace(pytest_runtest_protocol=lambda item, nextitem: __import__("time").sleep(60))
    item = SimpleNamespace(nodeid="tests/unit/b/test_y.py::z", config=SimpleNamespace(hook=hook))
    assert trial._verdict(SimpleNamespace(testsfailed=0), None, [item]) == "out of time"


def test_only_tests_that_passed_are_run_on_mutants(tmp_path):
    cases = (
        '<testcase file="a.py" name="b[1]" time="0.5"/><testcase file="a.py" name="c" time="1"><failure/></testcase>'
        '<testcase file="a.py" name="d" time="1"><skipped/></testcase>'
    )
    (tmp_path / "results.xml").write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>", "utf-8")
    assert seconds(tmp_path / "results.xml") == {"a.py::b[1]": 0.5}


def test_the_score_counts_whatever_was_noticed():
    mutant = SimpleNamespace()
    verdicts = ("killed", "killed", "out of time", "survived", "not reached")
    assert running.killed([Outcome(mutant, verdict, 1) for verdict in verdicts]) == 60.0  # type: ignore[arg-type]
    assert running.killed([]) == 100.0


def test_what_only_pyodide_runs_is_not_changed():
    names = {path.relative_to(SOURCES).as_posix() for path in command.sources([])}
    assert "imaging/decoding.py" in names and not any(name.startswith("browser/") for name in names)
    assert [path.name for path in command.sources(["studio/view.py"])] == ["view.py"]


def test_a_part_that_is_not_there_is_refused(capsys):
    with pytest.raises(SystemExit):
        command.parse(["imaging", "songs"])
    assert "there is no pysrc/impasto/songs" in capsys.readouterr().err
