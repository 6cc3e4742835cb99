"""A test run counts everything that fails."""

from __future__ import annotations

import sys

import pytest

from builder import testing


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
    assert unit[-3:] == ["tests", "--ignore", "tests/browser"] and browser[-1] == "tests/browser"
    assert "--numprocesses" in unit and "--numprocesses" not in browser
    assert list(commands)[-2:] == ["unit tests", "browser tests"]


@pytest.mark.parametrize("tool", [{}, {"importlinter": {}}])
def test_import_linter_is_run_where_there_is_a_contract(run, monkeypatch, tool):
    monkeypatch.setattr(testing, "read_pyproject", lambda: {"tool": tool})
    testing.test([])
    assert ("import-linter" in run["commands"]) == bool(tool)


def test_with_arguments_only_pytest_is_run_with_them(run):
    testing.test(["tests/unit", "-k", "server"])
    assert [command[1:] for command in run["commands"].values()] == [["-m", "pytest", "tests/unit", "-k", "server"]]


@pytest.mark.parametrize("published", [False, True])
def test_the_tests_are_told_which_site_to_open(run, published):
    testing.test(["-x"], published=published)
    assert run["build"] == {"published": published}
    assert run["env"]["IMPASTO_SITE"].replace("\\", "/").endswith("/.build/published" if published else "/dist")


def test_a_site_of_published_parts_is_tested_in_the_browser_only(run):
    testing.test([], published=True)
    assert [command[-1] for command in run["commands"].values()] == ["tests/browser"]
