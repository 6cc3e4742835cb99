"""How tests start WebKitGTK, the engine of Safari as Linux has it: its MiniBrowser, on a screen that nobody sees.

A MiniBrowser under automation keeps nothing beyond its own life, so a second visit has to be made by the same one.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from urllib3.exceptions import HTTPError

from browser.starting import start_again

SCRIPT_SECONDS = 180


class WebKit:
    """One window of it."""

    def __init__(self, driver: webdriver.WebKitGTK, downloads: Path) -> None:
        self._driver = driver
        self.downloads = downloads

    def open(self, url: str) -> None:
        self._driver.get(url)

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression, as JSON has it; undefined is None."""
        return self._driver.execute_script(f"return {expression}")


@contextmanager
def start_webkit(binary: str, home: Path) -> Iterator[WebKit]:
    """Start a MiniBrowser that takes an empty folder for its home."""
    downloads, config = home / "downloads", home / "config"
    downloads.mkdir()
    config.mkdir()
    (config / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{downloads.as_posix()}"\n', "utf-8")
    with ExitStack() as ending:
        display = ending.enter_context(screen())
        surroundings = {
            **os.environ,
            "DISPLAY": display,
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_CONFIG_HOME": str(config),
            "GDK_BACKEND": "x11",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # as root, in a container; the only site is the test's own
        }
        options = Options()
        options.binary_location = binary
        options.add_argument("--automation")

        def start() -> webdriver.WebKitGTK:
            driver = webdriver.WebKitGTK(options=options, service=Service(env=surroundings))
            driver.set_script_timeout(SCRIPT_SECONDS)
            return driver

        driver = start_again(start, (WebDriverException, HTTPError, OSError))
        ending.callback(driver.quit)
        yield WebKit(driver, downloads)


@contextmanager
def screen() -> Iterator[str]:
    """Start a screen that nobody sees; yield its name."""
    told, tells = os.pipe()
    size = ["-screen", "0", "1280x900x24"]
    with Popen(
        ["Xvfb", "-displayfd", str(tells), *size, "-nolisten", "tcp"], stderr=DEVNULL, pass_fds=[tells]
    ) as server:
        os.close(tells)
        try:
            with open(told, encoding="ascii") as numbers:
                yield f":{int(numbers.readline())}"
        finally:
            server.terminate()
