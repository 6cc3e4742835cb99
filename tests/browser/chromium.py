"""How tests and benchmarks start Chromium: one list of options, so that both see the same browser."""

import os
import shutil
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

import build

SCRIPT_SECONDS = 120

OPTIONS = (
    "--headless=new",
    "--no-sandbox",  # as root, in a container
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,800",
)


class NoBrowser(Exception):
    """Chromium or its driver is missing; the message says how to get them."""


def start_chromium(profile: Path, *arguments: str, downloads: Path | None = None) -> webdriver.Chrome:
    """Start a Chromium on a profile folder (an empty one is a first visit); the caller ends it with ``quit``.

    Raises ``NoBrowser`` where IMPASTO_CHROMIUM, IMPASTO_CHROMEDRIVER and the PATH name none.
    """
    chromium = os.environ.get("IMPASTO_CHROMIUM") or shutil.which("chromium")
    chromedriver = os.environ.get("IMPASTO_CHROMEDRIVER") or shutil.which("chromedriver")
    if not (chromium and chromedriver):
        raise NoBrowser(build.HOW_TO_GET_A_BROWSER)
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    if chromium.endswith("headless-shell"):
        # Its pages are in no tabs, and without this name the driver waits for one.
        options.set_capability("browserName", "chrome-headless-shell")
    for argument in (*OPTIONS, f"--user-data-dir={profile}", *arguments):
        options.add_argument(argument)
    if downloads is not None:
        options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, Service(chromedriver))
    driver.set_script_timeout(SCRIPT_SECONDS)
    return driver
