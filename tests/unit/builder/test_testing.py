"""A test run counts everything that fails."""

from __future__ import annotations

import sys

import pytest

from builder import testing, testing_the_tests


def exiting(code: int) -> list[str]:
    return [sys.executable, "-c", f"print('ran', flush=True); raise SystemExit({code})"]


@pytest.mark.parametrize(
    ("codes", "failed"), [((0, 0), ""), ((1, 0), "first"), ((0, 5), "second"), ((2, 1), "first, second")]
)
def test_a_failure_of_any_command_is_a_failure_of_the_run(codes, failed, capfd):
    commands = dict(zip(("first", "second"), map(exiting, codes), strict=True))
    assert testing.run_all(commands, {}) == int(bool(failed))
    said = capfd.readouterr()
    assert said.out.splitlines() == ["--- first", "ran", "--- second", "ran"]
    assert said.err == (f"Failed: {failed} (see above)\n" if failed else "")


@pytest.fixture
def run(monkeypatch) -> dict:
    """What would be run, by name, and the environment; nothing is built, installed or started."""
    ran: dict = {}

    def run_all(commands, env):
        ran.update(commands={name: [str(part) for part in command] for name, command in commands.items()}, env=env)
        return 0

    for name in ("need_python_packages", "need_node_packages", "build"):
        monkeypatch.setattr(testing, name, lambda *_, name=name, **options: ran.update({name: options}))
    monkeypatch.setattr(testing, "need_browser", lambda: {"IMPASTO_CHROMIUM": "chromium"})
    monkeypatch.setattr(testing, "want_firefox", dict)
    monkeypatch.setattr(testing, "want_webkit", dict)
    monkeypatch.setattr(testing, "run_all", run_all)
    return ran


def test_without_arguments_all_checks_and_all_tests_are_run(run):
    testing.test([])
    commands = run["commands"]
    assert set(commands) >= {"ruff check", "ruff format", "mypy", "tsc, page", "tsc, workers"}
    unit, browser = commands["unit tests"], commands["browser tests"]
    assert unit[-3:] == ["tests", "--ignore", "tests/browser"]
    assert browser[-1:] == ["tests/browser"] and browser[browser.index("--maxprocesses") + 1] == "2"
    assert list(commands)[-2:] == ["unit tests", "browser tests"]


@pytest.mark.parametrize("tool", [{}, {"importlinter": {}}])
def test_import_linter_is_run_where_there_is_a_contract(run, monkeypatch, tool):
    monkeypatch.setattr(testing, "read_pyproject", lambda: {"tool": tool})
    testing.test([])
    assert ("import-linter" in run["commands"]) == bool(tool)


def test_with_arguments_only_pytest_is_run_with_them(run):
    testing.test(["tests/unit", "-k", "server"])
    assert [command[1:] for command in run["commands"].values()] == [["-m", "pytest", "tests/unit", "-k", "server"]]


@pytest.mark.parametrize("arguments", [[], ["tests/unit/words", "-x"]])
def test_coverage_is_told_after_the_tests_and_has_floors_where_all_of_them_ran(run, monkeypatch, tmp_path, arguments):
    told: list[str] = []
    monkeypatch.setattr(testing.places, "BUILD", tmp_path)
    monkeypatch.setattr(testing, "start", lambda command, **_: told.extend(map(str, command)) or Ended())
    assert testing.test(arguments, coverage=True) == 3
    commands = run["commands"]
    assert all("--cov" in command for name, command in commands.items() if name != "browser tests")
    assert list(commands) == (["pytest"] if arguments else ["unit tests", "browser tests"])
    assert told[-1] == str(tmp_path / "coverage") and ("--enough" in told) is not bool(arguments)
    assert run["env"]["IMPASTO_COVERAGE"].startswith(told[-1]) and run["env"]["COVERAGE_FILE"].startswith(told[-1])


class Ended:
    def wait(self) -> int:
        return 3


@pytest.mark.parametrize(("command", "package"), [("fuzz", "fuzz"), ("mutate", "mutation")])
def test_tests_of_the_tests_are_packages_with_arguments_of_their_own(monkeypatch, command, package):
    started: list = []
    monkeypatch.setattr(testing_the_tests, "need_python_packages", lambda *extras: started.append(extras))
    monkeypatch.setattr(testing_the_tests, "start", lambda command, **_: started.append(command) or Ended())
    assert getattr(testing_the_tests, command)(["links", "--runs", "1"]) == 3
    assert started[1][1:] == ["-m", package, "links", "--runs", "1"] and "test" in started[0]


@pytest.mark.parametrize("published", [False, True])
def test_the_tests_are_told_which_site_to_open(run, published):
    testing.test(["-x"], published=published)
    assert run["build"] == {"published": published}
    assert run["env"]["IMPASTO_SITE"].replace("\\", "/").endswith("/.build/published" if published else "/dist")


def test_a_site_of_published_parts_is_tested_in_the_browser_only(run):
    testing.test([], published=True)
    assert [command[-1] for command in run["commands"].values()] == ["tests/browser"]
