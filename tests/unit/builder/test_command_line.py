"""build.py: commands, options, and what it says."""

from __future__ import annotations

import ast
import runpy
import socket
import sys
from pathlib import Path

import pytest

import build
from builder import places
from builder.stamps import write_file


def test_a_port_that_is_taken_is_told_in_one_line(monkeypatch, capsys):
    monkeypatch.setattr(build, "build", lambda **_: {})
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert build.main(["serve", "--port", str(port), "--no-open"]) == 1
    assert capsys.readouterr().err.strip().startswith(f"error: Port {port} cannot be used: Address already in use.")


@pytest.mark.parametrize("command", ["fuzz", "mutate"])
def test_arguments_of_tests_of_the_tests_are_those_of_their_packages(monkeypatch, command):
    monkeypatch.setattr(build, command, lambda rest: rest)
    assert build.main([command, "imaging", "--count", "3", "--help"]) == ["imaging", "--count", "3", "--help"]


def test_coverage_is_asked_for_among_the_arguments_of_pytest():
    options, rest = build.parse(["test", "tests/unit", "--coverage", "-x"])
    assert (options.coverage, rest) == (True, ["tests/unit", "-x"])
    assert build.parse(["test"])[0].coverage is False


def test_arguments_after_test_are_pytests():
    options, rest = build.parse(["test", "-k", "server", "--maxfail=1", "tests/unit"])
    assert (options.command, rest) == ("test", ["-k", "server", "--maxfail=1", "tests/unit"])


@pytest.mark.parametrize(
    "command", [["build"], ["serve", "--no-open"], ["test", "-x"], ["bench", "clicks"], ["endure", "tab"]]
)
def test_a_site_of_published_parts_is_asked_for_before_or_after_the_command(command):
    for arguments in (["--published", *command], [*command, "--published"], [command[0], "--published", *command[1:]]):
        options, rest = build.parse(arguments)
        assert (options.published, "--published" in rest) == (True, False)
    assert build.parse(command)[0].published is False


@pytest.mark.parametrize("arguments", [["serve", "--prot", "1"], ["clean", "all"], ["deploy"], ["--port", "1"]])
def test_other_commands_refuse_what_they_do_not_know(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        build.parse(arguments)
    assert stop.value.code == 2
    assert arguments[-1] in capsys.readouterr().err


def test_without_a_command_it_builds_and_prints_the_table(monkeypatch, capsys):
    monkeypatch.setattr(build, "build", lambda *, published: {"published": published})
    monkeypatch.setattr(build, "table", str)
    assert build.main([]) == 0
    assert build.main(["--published"]) == 0
    assert capsys.readouterr().out == "{'published': False}\n{'published': True}\n"


def test_clean_says_what_it_removed(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(places, "ROOT", tmp_path)
    for name in ("BUILD", "DIST", "SITE", "BENCH"):
        monkeypatch.setattr(places, name, tmp_path / name.lower())
    write_file(tmp_path / "dist/index.html", b"")
    write_file(tmp_path / "site/node_modules/a/b.js", b"")
    assert build.main(["clean"]) == 0
    assert build.main(["clean"]) == 0
    assert capsys.readouterr().out == "removed dist/\nremoved site/node_modules/\nnothing to remove\n"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_older_python_is_refused_in_words(monkeypatch):
    file = Path(build.__file__)
    ast.parse(file.read_text("utf-8"), feature_version=(3, 7))
    monkeypatch.setattr(sys, "version_info", (3, 10, 4, "final", 0))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is "):
        runpy.run_path(str(file))


def test_the_command_line_and_its_package_need_nothing_but_the_standard_library():
    for file in [Path(build.__file__), *(places.SITE / "builder").glob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [name.name for name in node.names]
                assert {name.partition(".")[0] for name in names} <= {*sys.stdlib_module_names, "builder"}, file
