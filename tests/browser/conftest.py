"""Chromium on the built dist/, served below a path as a static host would."""

import fnmatch
import functools
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver

from browser.chromium import NoBrowser, start_chromium
from browser.page import StudioPage
from builder import places
from builder.server import Handler, Server
from covered.collecting import collected

PREFIX = "/a/gallery/impasto/"
COVERAGE = os.environ.get("IMPASTO_COVERAGE")
"""Folder for what scripts did, where `build.py test --coverage` wants to know."""


Faults = dict[str, str]
"""What a host does to files, by a pattern of their paths: it is ``failing``, ``silent``, or sends another
``type`` or a ``page``."""


class RecordingHandler(Handler):
    """Serves the site, keeps the paths that were asked for, and has the faults that a test gives it."""

    def __init__(
        self, *args: Any, requests: list[str], stopped: threading.Event, faults: Faults, **options: Any
    ) -> None:
        self.requests = requests
        self.stopped = stopped
        self.faults = faults
        super().__init__(*args, **options)

    def fault(self) -> str | None:
        below = self.path.removeprefix(PREFIX)
        return next((fault for pattern, fault in self.faults.items() if fnmatch.fnmatch(below, pattern)), None)

    def send_head(self) -> Any:
        while self.fault() == "silent" and not self.stopped.wait(0.05):
            pass
        if self.stopped.is_set():  # connections that are still open would otherwise go on
            raise ConnectionAbortedError
        if self.fault() == "failing":
            self.send_error(500)
            return None
        return super().send_head()

    def guess_type(self, path: Any) -> str:
        types = {"type": "application/octet-stream", "page": "text/html"}
        return types.get(self.fault() or "") or super().guess_type(path)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        self.requests.append(self.path)


class Site:
    """The address of a served dist/, and what was asked of it so far."""

    def __init__(self, server: Server, requests: list[str], stopped: threading.Event, faults: Faults) -> None:
        self.url = f"http://127.0.0.1:{server.port}{PREFIX}"
        self.requests = requests
        self.faults = faults
        self._server = server
        self._stopped = stopped

    @property
    def visits(self) -> int:
        """How often the page itself was asked for."""
        return self.requests.count(PREFIX)

    def stop(self) -> None:
        """Be gone, as a host is for a device without a network."""
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., Site]]:
    """Return a function that serves dist/, or another folder, with or without the isolation headers."""
    with ExitStack() as servers:

        def start(directory: Path = places.UNDER_TEST, *, isolated: bool = True) -> Site:
            requests: list[str] = []
            stopped = threading.Event()
            faults: Faults = {}
            handler = functools.partial(
                RecordingHandler,
                directory=str(directory),
                prefix=PREFIX,
                isolated=isolated,
                requests=requests,
                stopped=stopped,
                faults=faults,
            )
            server = Server(("127.0.0.1", 0), handler)
            # Each is asked to stop at the end, and looks whether it was so often.
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            servers.callback(server.server_close)
            servers.callback(server.shutdown)
            return Site(server, requests, stopped, faults)

        yield start


@pytest.fixture(scope="session")
def site(serve) -> Site:
    return serve()


@contextmanager
def opening(folders: pytest.TempPathFactory) -> Iterator[Callable[..., webdriver.Chrome]]:
    """Yield a function that starts a Chromium with an empty profile; all that it started are closed at the end."""
    with ExitStack() as browsers:

        def start(*arguments: str) -> webdriver.Chrome:
            downloads = folders.mktemp("downloads")
            try:
                driver = start_chromium(folders.mktemp("profile"), *arguments, downloads=downloads)
            except NoBrowser as error:
                pytest.fail(str(error))
            driver.downloads = downloads  # type: ignore[attr-defined]
            if COVERAGE:
                collected(driver, Path(COVERAGE))
            browsers.callback(driver.quit)
            return driver

        yield start


@pytest.fixture
def open_browser(tmp_path_factory) -> Iterator[Callable[..., webdriver.Chrome]]:
    """Return a function that starts a Chromium of this test's own.

    It is closed with the test: forty that stay open until the last test leave the next one no memory to start in.
    """
    with opening(tmp_path_factory) as start:
        yield start


@pytest.fixture(scope="session")
def browser(tmp_path_factory) -> Iterator[webdriver.Chrome]:
    """The Chromium that tests share."""
    with opening(tmp_path_factory) as start:
        yield start()


@pytest.fixture
def visitor(browser) -> Iterator[webdriver.Chrome]:
    """The shared Chromium for a host of this test's own, where it has never been; it is left with one empty tab."""
    yield browser
    first, *others = browser.window_handles
    for handle in others:
        browser.switch_to.window(handle)
        browser.close()
    browser.switch_to.window(first)
    browser.get("about:blank")


@pytest.fixture
def studio(browser, site) -> Iterator[StudioPage]:
    """Open the page anew and wait until it is ready; afterwards, insist that the console is clean."""
    page = StudioPage(browser, site.url)
    page.open()
    yield page
    complaints = page.console_errors()
    assert not complaints, "\n".join(complaints)
