"""Part ``example``: from a click on an example to its painting, on a first visit over a slow line; what input waits.

Nothing else is done: the example brings a style, and is painted by itself.
"""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from selenium.webdriver import Chrome

from bench import server, studio
from bench.line import emulated_line
from bench.rounds import interleave
from bench.series import Kept, cell, table
from bench.setting import Setting
from browser.chromium import start_chromium

MEGABITS = 1.6
ROUND_TRIP = 0.150
"""The slow line of Lighthouse's phones."""

PATIENCE = 300
PAUSE = 0.2
"""Seconds between two presses of the mouse while the page loads."""

LISTEN = """
    window.waits = [];
    addEventListener("pointerdown", ({timeStamp}) => window.waits.push((performance.now() - timeStamp) / 1000), true);
    window.clicked = performance.now() / 1000;
    document.querySelector("[data-example]").click();
"""
"""Clicks the example, and from there on notes how long each press waits until the page hears it."""


def measure(setting: Setting) -> dict[str, Any]:
    """Return seconds: ``painted`` from the click, and what presses waited, in the ``median`` and at ``most``."""
    server.compress_beforehand(setting.peer, setting.say)
    with emulated_line(setting.port, megabits=MEGABITS, round_trip=ROUND_TRIP) as far:
        url = setting.url("/site/", far)
        results = interleave({"line": lambda: _visit(url)}, setting.rounds, warm_up=0, say=setting.say)
    return {**results.as_json(), "megabits": MEGABITS, "round_trip": ROUND_TRIP}


def written(kept: Kept) -> Iterator[str]:
    """Yield what the report says of it."""
    part = kept.part("example")
    yield (
        f"A click on an example on a first visit, over {part['megabits']} Mbit/s with {1000 * part['round_trip']:.0f} "
        "ms: seconds to its painting, which begins by itself; and what the page's presses waited meanwhile.\n"
    )
    painted, median, most = (kept.series("example", "line", measure) for measure in ("painted", "median", "most"))
    row = [cell(painted), cell(median, 1000), cell(most, 1000)]
    yield table(["seconds to the painting", "median wait, ms", "longest wait, ms"], [row], words=0) + "\n"


def _visit(url: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="impasto-bench-", ignore_cleanup_errors=True) as profile:
        driver = start_chromium(Path(profile))
        try:
            page = studio.open_studio(driver, url, wait=False)
            driver.execute_script(LISTEN)
            give_up = time.monotonic() + PATIENCE
            while page.results == 0:
                if time.monotonic() > give_up:
                    raise TimeoutError(f"nothing was painted in {PATIENCE} s")
                _press(driver)
                time.sleep(PAUSE)
            clicked, waits = driver.execute_script("return [window.clicked, window.waits]")
            painted = studio.seen(page)["result 1"] - clicked
        finally:
            driver.quit()
    return {"painted": painted, "median": median(waits), "most": max(waits)}


def _press(driver: Chrome) -> None:
    """Press the mouse on the ground of the page, where it does nothing."""
    for kind in ("mousePressed", "mouseReleased"):
        event = {"type": kind, "x": 4, "y": 4, "button": "left", "clickCount": 1}
        driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)
