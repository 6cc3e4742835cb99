"""The browsers that tests and benchmarks drive: found, or installed where nobody has to be asked."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Sequence

from builder.processes import BuildError
from builder.terminal import Step

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
FIREFOXES = ("firefox-esr", "firefox")
FIREFOX_PLACES = ("/Applications/Firefox.app/Contents/MacOS/firefox", r"C:\Program Files\Mozilla Firefox\firefox.exe")
HOW_TO_GET_A_BROWSER = """The browser tests need Chromium or Chrome, and the chromedriver of the same version.
  Debian:   apt-get install chromium chromium-driver   (as root, this command does it by itself)
  Ubuntu:   snap install chromium, and IMPASTO_CHROMEDRIVER=/snap/bin/chromium.chromedriver
  Fedora:   dnf install chromium chromedriver
  macOS:    brew install --cask google-chrome chromedriver
  Windows:  winget install Google.Chrome, and chromedriver.exe from Chrome for Testing on the PATH
Or name both with the environment variables IMPASTO_CHROMIUM and IMPASTO_CHROMEDRIVER.
One test more runs in Firefox, where that is found (firefox-esr or firefox on the PATH, or IMPASTO_FIREFOX)."""


def find_browser() -> dict[str, str] | None:
    """Return the paths of browser and driver under the names by which the tests take them."""
    found = [os.environ.get("IMPASTO_CHROMIUM"), *map(shutil.which, BROWSERS), *filter(os.path.exists, BROWSER_PLACES)]
    browser = next(filter(None, found), None)
    driver = os.environ.get("IMPASTO_CHROMEDRIVER") or shutil.which("chromedriver")
    return {"IMPASTO_CHROMIUM": browser, "IMPASTO_CHROMEDRIVER": driver} if browser and driver else None


def need_browser() -> dict[str, str]:
    """Find browser and driver, or install them where that is possible without asking anyone."""
    if not find_browser():
        try:
            install_as_root("Chromium and its driver", ["chromium", "chromium-driver"])
        except BuildError as error:
            raise BuildError(f"{error}\n{HOW_TO_GET_A_BROWSER}") from None
    found = find_browser()
    if not found:
        raise BuildError(HOW_TO_GET_A_BROWSER)
    return found


def find_firefox() -> str | None:
    """Return the path of Firefox."""
    found = [os.environ.get("IMPASTO_FIREFOX"), *map(shutil.which, FIREFOXES), *filter(os.path.exists, FIREFOX_PLACES)]
    return next(filter(None, found), None)


def want_firefox() -> dict[str, str]:
    """Find Firefox or try to install it; where it stays missing, its test says so and is skipped."""
    if not find_firefox():
        with contextlib.suppress(BuildError):  # not every distribution has it by this name
            install_as_root("Firefox", ["firefox-esr"])
    browser = find_firefox()
    return {"IMPASTO_FIREFOX": browser} if browser else {}


def install_as_root(what: str, packages: Sequence[str]) -> None:
    """Install Debian packages, where this is Debian or a kind of it, and run as root."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    step = Step(f"{what} (apt-get)")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    step.run(["apt-get", "update"], env=quiet)
    step.run(["apt-get", "install", "--yes", "--no-install-recommends", *packages], env=quiet)
    step.done()
