"""The browsers that tests and benchmarks drive: found, or installed where nobody has to be asked."""

from __future__ import annotations

import functools
import glob
import os
import shutil
import sys
from collections.abc import Callable, Sequence

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
MINIBROWSERS = (
    "/usr/lib/*/webkit2gtk-4.*/MiniBrowser",
    "/usr/lib*/webkit2gtk-4.*/MiniBrowser",
    "/usr/libexec/webkit2gtk-4.*/MiniBrowser",
)
"""Where distributions put the small browser that comes with WebKitGTK; it is on no PATH."""

QUIET = {"DEBIAN_FRONTEND": "noninteractive"}
WITHOUT = "none"
"""What IMPASTO_FIREFOX or IMPASTO_WEBKIT is set to by whoever means to test without that engine."""

HOW_TO_GET_A_BROWSER = """The browser tests need Chromium or Chrome, and the chromedriver of the same version.
  Debian:   apt-get install chromium chromium-driver   (as root, this command does it by itself)
  Ubuntu:   snap install chromium, and IMPASTO_CHROMEDRIVER=/snap/bin/chromium.chromedriver
  Fedora:   dnf install chromium chromedriver
  macOS:    brew install --cask google-chrome chromedriver
  Windows:  winget install Google.Chrome, and chromedriver.exe from Chrome for Testing on the PATH
Or name both with the environment variables IMPASTO_CHROMIUM and IMPASTO_CHROMEDRIVER."""
HOW_TO_GET_FIREFOX = """The main path is tested in Firefox, too, and it is missing here.
  Debian:   apt-get install firefox-esr   (as root, build.py does it by itself)
  Fedora:   dnf install firefox
  macOS:    brew install --cask firefox
  Windows:  winget install Mozilla.Firefox
Or name it with the environment variable IMPASTO_FIREFOX; IMPASTO_FIREFOX=none does without."""
HOW_TO_GET_WEBKIT = """The main path is tested in WebKitGTK, too, which is Safari's engine, and it is missing here.
  Debian:   apt-get install webkit2gtk-driver xvfb   (as root, build.py does it by itself)
Or name its MiniBrowser with the environment variable IMPASTO_WEBKIT, with WebKitWebDriver and Xvfb on the PATH;
IMPASTO_WEBKIT=none does without, as on macOS and Windows, which WebKitGTK is not made for."""


def find_browser() -> dict[str, str] | None:
    """Return the paths of Chromium and its driver under the names by which the tests take them."""
    found = [os.environ.get("IMPASTO_CHROMIUM"), *map(shutil.which, BROWSERS), *filter(os.path.exists, BROWSER_PLACES)]
    browser = next(filter(None, found), None)
    driver = os.environ.get("IMPASTO_CHROMEDRIVER") or shutil.which("chromedriver")
    return {"IMPASTO_CHROMIUM": browser, "IMPASTO_CHROMEDRIVER": driver} if browser and driver else None


def need_browser() -> dict[str, str]:
    """Find Chromium and its driver, or install them where that is possible without asking anyone."""
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


def find_webkit() -> str | None:
    """Return the path of WebKitGTK's MiniBrowser, if what drives it and what shows it are here as well."""
    named = os.environ.get("IMPASTO_WEBKIT")
    if named == WITHOUT:
        return named
    driven = shutil.which("WebKitWebDriver") and shutil.which("Xvfb")
    found = [named] if named else [path for pattern in MINIBROWSERS for path in sorted(glob.glob(pattern))]
    return found[-1] if found and driven else None


def want_firefox() -> dict[str, str]:
    """Find Firefox or try to install it; where it stays missing this is said, and its test fails."""
    return _wanted("IMPASTO_FIREFOX", find_firefox, "Firefox", ["firefox-esr"], HOW_TO_GET_FIREFOX)


def want_webkit() -> dict[str, str]:
    """Find WebKitGTK or try to install it; where it stays missing this is said, and its test fails."""
    packages = ["webkit2gtk-driver", "xvfb"]
    return _wanted("IMPASTO_WEBKIT", find_webkit, "WebKitGTK and its driver", packages, HOW_TO_GET_WEBKIT)


def _wanted(
    variable: str, find: Callable[[], str | None], what: str, packages: Sequence[str], how_to_get: str
) -> dict[str, str]:
    if not find():
        try:
            install_as_root(what, packages)
        except BuildError as error:  # not every distribution has it by this name
            print(error, file=sys.stderr)
    found = find()
    if not found:
        print(how_to_get, file=sys.stderr, flush=True)
    return {variable: found} if found else {}


def install_as_root(what: str, packages: Sequence[str]) -> None:
    """Install Debian packages, where this is Debian or a kind of it, and run as root."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    _update_lists()
    step = Step(f"{what} (apt-get)")
    step.run(["apt-get", "install", "--yes", "--no-install-recommends", *packages], env=QUIET)
    step.done()


@functools.cache
def _update_lists() -> None:
    """Learn once which packages there are."""
    step = Step("Lists of packages (apt-get)")
    step.run(["apt-get", "update"], env=QUIET)
    step.done()
