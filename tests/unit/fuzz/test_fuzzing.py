"""The command: which targets it runs, and what it tells of each."""

import subprocess

import pytest

from fuzz import __main__ as fuzzing
from fuzz.targets import TARGETS

TRACE = b"""INFO: seed corpus
 === Uncaught Python exception: ===
ValueError: no such thing
Traceback (most recent call last):
  File "x.py", line 1, in run
==12== ERROR: libFuzzer: fuzz target exited
stat::number_of_executed_units: 17
"""


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    monkeypatch.setattr(fuzzing, "KEPT", tmp_path)
    return tmp_path


def test_a_target_that_is_not_there_is_refused(capsys):
    with pytest.raises(SystemExit):
        fuzzing.parse(["pictures", "songs"])
    assert "unknown: songs; there are pictures, " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("code", "said", "outcome"),
    [
        (0, b"stat::number_of_executed_units: 400\n", (400, "")),
        (
            77,
            TRACE,
            (17, 'ValueError: no such thing\nTraceback (most recent call last):\n  File "x.py", line 1, in run'),
        ),
        (1, b"out of memory", (0, "out of memory")),
    ],
)
def test_what_libfuzzer_says_is_read(monkeypatch, kept, code, said, outcome):
    commands = []

    def run(command, **_):
        commands.append(command)
        return subprocess.CompletedProcess(command, code, said)

    monkeypatch.setattr(subprocess, "run", run)
    found = fuzzing.guided("links", fuzzing.parse(["links", "--runs", "400", "--seed", "3"]))
    assert (found.runs, found.fault) == outcome
    assert {"links", "-runs=400", "-seed=3", str(kept / "links" / "inputs")} <= set(commands[0])
    fuzzing.guided("links", fuzzing.parse(["--seconds", "9"]))
    assert "-max_total_time=9" in commands[1] and not any(each.startswith("-runs") for each in commands[1])


@pytest.mark.parametrize("atheris", [None, "there"])
def test_a_table_of_all_and_the_fault_of_each(monkeypatch, capsys, atheris):
    def breaks(data: bytes) -> None:
        raise KeyError("wrong")

    outcomes = {"links": fuzzing.Outcome(5, 1.0, "KeyError: 'wrong'"), "names": fuzzing.Outcome(7, 1.0, "")}
    monkeypatch.setattr(fuzzing, "find_spec", lambda name: atheris)
    monkeypatch.setattr(fuzzing, "guided", lambda target, options: outcomes[target])
    monkeypatch.setattr(fuzzing, "TARGETS", {**TARGETS, "links": breaks, "names": bytes})
    assert fuzzing.main(["links", "names", "--runs", "7"]) == 1
    said = capsys.readouterr()
    rows = [row.split("|")[1].strip() + row.split("|")[-2] for row in said.out.splitlines() if row.startswith("|")]
    assert rows[2:] == ["links 1 ", "names 0 ", "all 1 "]
    assert said.err.startswith("\nlinks: KeyError: 'wrong'") and "names" not in said.err
    assert fuzzing.main(["names", "--runs", "7"]) == 0
