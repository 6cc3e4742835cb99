"""How tests start Firefox. It is driven through Marionette, its own protocol: geckodriver is in no package registry."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Any

from marionette_driver.marionette import Marionette

PATIENCE = 60

PREFERENCES = """
user_pref("marionette.port", 0);
user_pref("app.update.auto", false);
user_pref("app.normandy.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,");
"""
"""Any free port for Marionette, and no questions to anybody else."""


@contextmanager
def start_firefox(binary: str, profile: Path) -> Iterator[Marionette]:
    """Start a Firefox without windows on a profile folder; an empty one is a first visit."""
    (profile / "user.js").write_text(PREFERENCES, "utf-8")
    port = profile / "MarionetteActivePort"
    command = [binary, "--headless", "--no-remote", "--profile", str(profile), "--marionette"]
    with Popen(command, stdout=DEVNULL, stderr=DEVNULL, env={**os.environ, "HOME": str(profile)}) as process:
        try:
            wait_until(lambda: port.exists() and port.read_text())
            firefox = Marionette("127.0.0.1", int(port.read_text()))
            firefox.start_session()
            yield firefox
        finally:
            process.terminate()


def wait_until(holds: Callable[[], Any]) -> None:
    """Wait until something holds; raises ``TimeoutError`` after a minute."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.1)
