"""What the registries' clients tell of known vulnerabilities, and what they do where nobody tells them."""

from __future__ import annotations

import json

import pytest
from hosts import hosted

from builder import auditing, places
from builder.auditing import audit, node_findings, python_findings
from builder.processes import BuildError

NODE = {
    "auditReportVersion": 2,
    "vulnerabilities": {
        "acorn": {"name": "acorn", "severity": "high", "via": [{"title": "Endless loop"}], "range": "<8.20.0"},
        "acorn-walk": {"name": "acorn-walk", "severity": "high", "via": ["acorn"], "range": "*"},
    },
}
PYTHON = {
    "dependencies": [
        {"name": "h11", "version": "0.15.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["0.16.0"]}]},
        {"name": "numpy", "version": "2.4.3", "vulns": []},
    ]
}


def test_what_is_known_is_told_by_package():
    assert list(node_findings(json.dumps(NODE).encode(), "site")) == [
        "site: acorn <8.20.0: high: Endless loop",
        "site: acorn-walk *: high: by acorn",
    ]
    assert list(python_findings(json.dumps(PYTHON).encode())) == ["h11 0.15.0: PYSEC-1: right in 0.16.0"]


@pytest.mark.parametrize("told", [b"", b'{"message": "405 Method Not Allowed", "error": {"summary": ""}}'])
def test_a_registry_of_node_that_does_not_tell_is_an_error(told):
    with pytest.raises(BuildError, match="npm could not ask its registry"):
        list(node_findings(told, "site"))


@pytest.mark.parametrize("told", [b"", b'{"dependencies": [{"name": "h11", "skip_reason": "Dependency not found"}]}'])
def test_an_index_of_python_that_does_not_tell_is_an_error(told):
    with pytest.raises(BuildError, match="pip-audit could not ask the index"):
        list(python_findings(told))


def test_npm_itself_is_asked_and_its_registry_does_not_tell(monkeypatch):
    with hosted({}) as (address, _):
        monkeypatch.setenv("npm_config_registry", address)
        monkeypatch.setenv("npm_config_fetch_retries", "0")
        with pytest.raises(BuildError, match=r"npm could not ask its registry \(site\): .*5\d\d|40\d"):
            audit()


def test_what_is_found_makes_the_command_fail(monkeypatch, capsys):
    monkeypatch.setattr(auditing, "_of_node", lambda folder: iter(["acorn"] * (folder == places.SITE)))
    monkeypatch.setattr(auditing, "_of_python", lambda: iter([]))
    assert audit() == 1 and capsys.readouterr().out == "acorn\n"
    monkeypatch.setattr(auditing, "_of_node", lambda folder: iter([]))
    assert audit() == 0 and capsys.readouterr().out == "Nothing is known against the pinned packages.\n"
