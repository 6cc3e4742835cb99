"""The three engines under one handle: Chromium's, Firefox's and, as WebKitGTK has it, Safari's."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest

from browser.chromium import start_chromium
from browser.firefox import start_firefox
from browser.webkit import start_webkit
from builder.browsers import HOW_TO_GET_FIREFOX, HOW_TO_GET_WEBKIT, WITHOUT


class Engine(Protocol):
    """A browser with one page, which keeps what it has kept for as long as it runs."""

    downloads: Path
    """The folder that it downloads into; it need not be there before."""

    def open(self, url: str) -> None:
        """Go to an address; what is there may still be loading."""
        ...

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression, as JSON has it; undefined is None."""
        ...


class Chromium:
    def __init__(self, profile: Path) -> None:
        self.downloads = profile.with_name("downloads")
        self._driver = start_chromium(profile, downloads=self.downloads)

    def open(self, url: str) -> None:
        self._driver.get(url)

    def evaluate(self, expression: str) -> Any:
        return self._driver.execute_script(f"return {expression}")

    def quit(self) -> None:
        self._driver.quit()


@contextmanager
def chromium(folder: Path) -> Iterator[Engine]:
    browser = Chromium(folder)
    try:
        yield browser
    finally:
        browser.quit()


def firefox(folder: Path) -> AbstractContextManager[Engine]:
    return start_firefox(named("IMPASTO_FIREFOX", HOW_TO_GET_FIREFOX), folder)


def webkit(folder: Path) -> AbstractContextManager[Engine]:
    return start_webkit(named("IMPASTO_WEBKIT", HOW_TO_GET_WEBKIT), folder)


def named(variable: str, how_to_get: str) -> str:
    """Return the browser that an environment variable names; without one the test fails, unless that is meant."""
    browser = os.environ.get(variable)
    if browser == WITHOUT:
        pytest.skip(f"{variable}={WITHOUT}")
    if not browser:
        pytest.fail(how_to_get)
    return browser


ENGINES = {"chromium": chromium, "firefox": firefox, "webkit": webkit}
"""What starts each of them on a folder of its own."""
