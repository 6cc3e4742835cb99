"""Browsers are found, installed where that is possible, and their lack is told."""

import os

import pytest

from builder import browsers
from builder.processes import BuildError


@pytest.fixture
def installed(monkeypatch) -> list[list[str]]:
    """A machine without any browser; what would be installed, in order."""
    asked: list[list[str]] = []
    monkeypatch.setattr(browsers.shutil, "which", lambda name: None)
    monkeypatch.setattr(browsers.glob, "glob", lambda pattern: [])
    monkeypatch.setattr(browsers, "FIREFOX_PLACES", ())
    monkeypatch.setattr(browsers, "install_as_root", lambda what, packages: asked.append(list(packages)))
    for name in ("FIREFOX", "WEBKIT", "CHROMIUM", "CHROMEDRIVER"):
        monkeypatch.delenv(f"IMPASTO_{name}", raising=False)
    return asked


@pytest.mark.parametrize(
    ("want", "package", "name"),
    [(browsers.want_firefox, "firefox-esr", "Firefox"), (browsers.want_webkit, "webkit2gtk-driver", "WebKitGTK")],
)
def test_an_engine_that_stays_missing_is_told_with_how_to_get_it(installed, capsys, want, package, name):
    assert want() == {}
    told = capsys.readouterr().err
    assert name in told and f"apt-get install {package}" in told
    assert package in installed[0]


def test_an_engine_that_cannot_be_installed_by_that_name_is_told_too(installed, monkeypatch, capsys):
    def refuse(what, packages):
        raise BuildError("there is no such package")

    monkeypatch.setattr(browsers, "install_as_root", refuse)
    assert browsers.want_webkit() == {}
    told = capsys.readouterr().err
    assert "there is no such package" in told and "IMPASTO_WEBKIT" in told


@pytest.mark.parametrize(("want", "variable"), [(browsers.want_firefox, "FIREFOX"), (browsers.want_webkit, "WEBKIT")])
def test_who_means_to_do_without_an_engine_is_not_told(installed, monkeypatch, capsys, want, variable):
    monkeypatch.setenv(f"IMPASTO_{variable}", "none")
    assert want() == {f"IMPASTO_{variable}": "none"}
    assert installed == [] and capsys.readouterr().err == ""


def test_webkit_is_there_with_its_driver_and_a_screen_only(installed, monkeypatch, tmp_path):
    monkeypatch.setenv("IMPASTO_WEBKIT", "/opt/MiniBrowser")
    assert browsers.find_webkit() is None
    there = {"WebKitWebDriver", "Xvfb"}
    monkeypatch.setattr(browsers.shutil, "which", lambda name: name if name in there else None)
    assert browsers.find_webkit() == "/opt/MiniBrowser"
    there.remove("Xvfb")
    assert browsers.find_webkit() is None


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there is no root on Windows")
def test_the_lists_of_packages_are_fetched_once(monkeypatch):
    ran = []

    class Recorded:
        def __init__(self, title):
            pass

        def run(self, command, env):
            ran.append(command[1])

        def done(self):
            pass

    monkeypatch.setattr(browsers, "Step", Recorded)
    monkeypatch.setattr(browsers.shutil, "which", lambda name: name)
    monkeypatch.setattr(browsers.os, "geteuid", lambda: 0)
    browsers._update_lists.cache_clear()
    browsers.install_as_root("one", ["one"])
    browsers.install_as_root("other", ["other"])
    browsers._update_lists.cache_clear()
    assert ran == ["update", "install", "install"]
