"""How tests start Firefox. It is driven by WebDriver BiDi, which it speaks itself: geckodriver is in no registry."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Any

import websocket

PATIENCE = 60

PREFERENCES = """
user_pref("app.update.auto", false);
user_pref("app.normandy.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,");
"""
"""No questions to anybody else."""


class Firefox:
    """One tab, by the commands of https://www.w3.org/TR/webdriver-bidi/."""

    def __init__(self, socket: websocket.WebSocket) -> None:
        self._socket = socket
        self._commands = 0
        self._command("session.new", capabilities={})
        self._context = self._command("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, url: str) -> None:
        self._command("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression, as JSON has it; undefined is None."""
        expression = f"JSON.stringify({expression}) ?? 'null'"
        target = {"context": self._context}
        answer = self._command("script.evaluate", expression=expression, target=target, awaitPromise=True)
        return json.loads(answer["result"]["value"])

    def _command(self, method: str, **params: Any) -> dict[str, Any]:
        self._commands += 1
        self._socket.send(json.dumps({"id": self._commands, "method": method, "params": params}))
        answer: dict[str, Any] = {}
        while answer.get("id") != self._commands:  # what else happens is told in between
            answer = json.loads(self._socket.recv())
        if "error" in answer or answer["result"].get("type") == "exception":
            raise RuntimeError(f"{method}: {answer}")
        return answer["result"]


@contextmanager
def start_firefox(binary: str, profile: Path) -> Iterator[Firefox]:
    """Start a Firefox without windows on a profile folder; an empty one is a first visit."""
    (profile / "user.js").write_text(PREFERENCES, "utf-8")
    server = profile / "WebDriverBiDiServer.json"
    command = [binary, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port=0"]
    with Popen(command, stdout=DEVNULL, stderr=DEVNULL, env={**os.environ, "HOME": str(profile)}) as process:
        try:
            wait_until(lambda: server.exists() and server.read_text())
            address = json.loads(server.read_text())
            url = f"ws://{address['ws_host']}:{address['ws_port']}/session"
            # Firefox takes nothing from pages, and those are who sends an origin.
            with closing(websocket.create_connection(url, timeout=PATIENCE, suppress_origin=True)) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()


def wait_until(holds: Callable[[], Any]) -> None:
    """Wait until something holds; raises ``TimeoutError`` after a minute."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.1)
