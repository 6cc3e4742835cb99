"""How tests and benchmarks start Chromium: one list of options, so that both see the same browser."""

import os
import shutil
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from urllib3.exceptions import HTTPError

from browser.starting import first_visit_again, little_shared_memory, start_again
from builder.browsers import HOW_TO_GET_A_BROWSER

SCRIPT_SECONDS = 180

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


def chromium_programs() -> tuple[str, str]:
    """Return the paths of Chromium and its driver; raises ``NoBrowser`` where variables and PATH name none."""
    chromium = os.environ.get("IMPASTO_CHROMIUM") or shutil.which("chromium")
    chromedriver = os.environ.get("IMPASTO_CHROMEDRIVER") or shutil.which("chromedriver")
    if not (chromium and chromedriver):
        raise NoBrowser(HOW_TO_GET_A_BROWSER)
    return chromium, chromedriver


def start_chromium(profile: Path, *arguments: str, downloads: Path | None = None) -> webdriver.Chrome:
    """Start a Chromium on a profile folder (an empty one is a first visit); the caller ends it with ``quit``.

    Raises ``NoBrowser`` where IMPASTO_CHROMIUM, IMPASTO_CHROMEDRIVER and the PATH name none.
    """
    chromium, chromedriver = chromium_programs()
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    if chromium.endswith("headless-shell"):
        # Its pages are in no tabs, and without this name the driver waits for one.
        options.set_capability("browserName", "chrome-headless-shell")
    memory = ("--disable-dev-shm-usage",) if little_shared_memory() else ()
    for argument in (*OPTIONS, *memory, f"--user-data-dir={profile}", *arguments):
        options.add_argument(argument)
    if downloads is not None:
        options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})

    def start() -> webdriver.Chrome:
        driver = webdriver.Chrome(options, Service(chromedriver))
        try:
            driver.set_script_timeout(SCRIPT_SECONDS)
            driver.execute_script("return document.readyState")  # there, and it answers
        except BaseException:
            driver.quit()
            raise
        return driver

    return start_again(first_visit_again(start, profile), (WebDriverException, HTTPError, OSError))
