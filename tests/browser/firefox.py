"""How tests start Firefox. It is driven by Marionette, which it speaks itself: geckodriver is in no registry.

WebDriver BiDi will not do. While one of its sessions is open, a worker that starts a worker, as onnxruntime does for
its threads, sometimes never comes back from that (Firefox 153: 9 of 402 loads of the page on a busy machine stood still
so, and none of 800 without a session).
"""

import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Any, BinaryIO

from browser.starting import first_visit_again, start_again

PATIENCE = 180

PREFERENCES = """
user_pref("app.update.auto", false);
user_pref("app.normandy.enabled", false);
user_pref("browser.download.alwaysOpenPanel", false);
user_pref("browser.download.dir", "{downloads}");
user_pref("browser.download.folderList", 2);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("marionette.port", 0);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,");
"""
"""No questions to anybody else, downloads in a folder, and Marionette at any free port."""


class Firefox:
    """One tab, by commands of WebDriver (https://www.w3.org/TR/webdriver2/) over Marionette's connection.

    A message is its number of bytes, a colon and JSON: ``[0, number, command, parameters]`` there and
    ``[1, number, error, result]`` back (https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html).
    """

    def __init__(self, stream: BinaryIO, downloads: Path) -> None:
        self._stream = stream
        self.downloads = downloads
        self._commands = 0
        self._receive()  # what it can do
        self._command("WebDriver:NewSession", capabilities={})

    def open(self, url: str) -> None:
        self._command("WebDriver:Navigate", url=url)

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression, as JSON has it; undefined is None."""
        return self._command("WebDriver:ExecuteScript", script=f"return {expression}", args=[])["value"]

    def _command(self, name: str, **parameters: Any) -> dict[str, Any]:
        self._commands += 1
        message = json.dumps([0, self._commands, name, parameters]).encode()
        self._stream.write(b"%d:%b" % (len(message), message))
        self._stream.flush()
        _, _, error, result = self._receive()
        if error:
            raise RuntimeError(f"{name}: {error}")
        return result

    def _receive(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            byte = self._stream.read(1)
            if not byte:
                raise ConnectionError("Firefox has hung up")
            size += byte
        return json.loads(self._stream.read(int(size[:-1])))


@contextmanager
def start_firefox(binary: str, profile: Path) -> Iterator[Firefox]:
    """Start a Firefox without windows on a profile folder; an empty one is a first visit."""
    start = first_visit_again(lambda: launched(binary, profile), profile)
    firefox, ending = start_again(start, (OSError, RuntimeError))
    with ending:
        yield firefox


def launched(binary: str, profile: Path) -> tuple[Firefox, ExitStack]:
    """Return a Firefox that can be driven, and what ends it.

    Raises ``OSError`` if it ends or stays silent before that, and ``RuntimeError`` if it takes no session.
    """
    downloads = profile / "downloads"
    downloads.mkdir(exist_ok=True)
    (profile / "user.js").write_text(PREFERENCES.replace("{downloads}", downloads.as_posix()), "utf-8")
    port = profile / "MarionetteActivePort"
    port.unlink(missing_ok=True)  # an earlier visit's
    command = [binary, "--headless", "--no-remote", "--profile", str(profile), "--marionette"]
    with ExitStack() as ending:
        process = Popen(command, stdout=DEVNULL, stderr=DEVNULL, env={**os.environ, "HOME": str(profile)})
        ending.callback(process.wait)
        ending.callback(process.terminate)
        wait_until(lambda: process.poll() is not None or (port.exists() and port.read_text()))
        if process.poll() is not None:
            raise ChildProcessError(f"Firefox has ended with {process.returncode}")
        connection = socket.create_connection(("127.0.0.1", int(port.read_text())), timeout=PATIENCE)
        stream = ending.enter_context(connection).makefile("rwb")
        return Firefox(ending.enter_context(stream), downloads), ending.pop_all()


def wait_until(holds: Callable[[], Any]) -> None:
    """Wait until something holds; raises ``TimeoutError`` after three minutes."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.1)
