"""Part ``start``: from opening the page to ``ready`` and to a first picture, on a first and on a second visit."""

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome
from selenium.webdriver.support.wait import WebDriverWait

from bench import server, studio
from bench.line import emulated_line
from bench.rounds import Case, interleave
from bench.series import Kept, cell, divided, table
from bench.setting import Setting
from browser.chromium import start_chromium
from builder import places

MEGABITS = 20
ROUND_TRIP = 0.040
DEMO_SIDE = 256
"""The demo's own default size; ours is larger."""

PATIENCE = 120
SETTLING = 0.5
"""Seconds that a browser is given after its own start."""

STAY = 5.0
"""Seconds that a visit goes on when all is done: Chromium stores machine code some seconds after making it."""


def measure(setting: Setting) -> dict[str, Any]:
    """Return ``ready`` and ``first`` (picture) in seconds for each visit, by names such as ``ours/loopback``."""
    server.compress_beforehand(setting.peer, setting.say)
    with emulated_line(setting.port, megabits=MEGABITS, round_trip=ROUND_TRIP) as far:
        cases: dict[str, Case] = {
            "ours/loopback": lambda: _visits(_our_visit, setting.url("/site/")),
            "theirs/loopback": lambda: _visits(_their_visit, _demo(setting)),
            "ours/line": lambda: _visits(_our_visit, setting.url("/site/", far)),
            "theirs/line": lambda: _visits(_their_visit, _demo(setting, far)),
        }
        results = interleave(cases, setting.rounds, say=setting.say)
    return {
        **results.as_json(),
        "megabits": MEGABITS,
        "round_trip": ROUND_TRIP,
        "demo_side": DEMO_SIDE,
        "first_visit": json.loads((places.UNDER_TEST / "build.json").read_text("utf-8"))["first_visit"],
    }


def written(kept: Kept) -> Iterator[str]:
    """Yield what the report says of it."""
    part = kept.part("start")
    line = f"{part['megabits']} Mbit/s, {1000 * part['round_trip']:.0f} ms"
    visits = {
        f"{visit} visit, {words}": (way, again)
        for way, words in (("loopback", "loopback"), ("line", line))
        for visit, again in (("first", ""), ("second", " again"))
    }
    rows = []
    for words, (way, again) in visits.items():
        for measure, until in (("ready", "ready"), ("first", "first picture")):
            series = [kept.series("start", f"{whose}/{way}", measure + again) for whose in ("ours", "theirs")]
            rows.append([words, until, *map(cell, series), cell(divided(*series))])
    yield (
        "Seconds from opening the page, with brotli for both. First pictures: ours at its default size, example and "
        f"style clicked while it loads; the demo's at {part['demo_side']} px.\n"
    )
    yield table(["visit", "until", "ours", "demo", "ours / demo"], rows, words=2) + "\n"
    sizes = [f"{part['first_visit'][name] / 1e6:.1f}" for name in ("bytes", "gzip", "brotli")]
    yield table(["first visit", "raw", "gzip", "brotli"], [["MB", *sizes]]) + "\n"


def _demo(setting: Setting, port: int | None = None) -> str:
    return setting.url(f"/pages/demo.html?paint={DEMO_SIDE}", port)


def _visits(visit: Callable[[Path, str], dict[str, float]], url: str) -> dict[str, float]:
    """Visit with an empty profile, and again with what that has left there."""
    with tempfile.TemporaryDirectory(prefix="impasto-bench-", ignore_cleanup_errors=True) as profile:
        first, second = (visit(Path(profile), url) for _ in range(2))
    return first | {f"{name} again": value for name, value in second.items()}


def _our_visit(profile: Path, url: str) -> dict[str, float]:
    """Open the page, choose an example and a style as soon as they can be clicked, and press Stylize."""
    driver = _settled(profile)
    try:
        page = studio.open_studio(driver, url, wait=False)
        driver.find_element("css selector", "[data-example]").click()
        driver.find_element("css selector", "[data-style] .style-pick").click()
        page.press("stylize")
        _wait(driver, lambda: page.results >= 1)
        seen = studio.seen(page)
        studio.until_kept(page)
        time.sleep(STAY)
    finally:
        driver.quit()
    # With Stylize pressed meanwhile it goes from loading to working at once.
    return {"ready": min(seen[phase] for phase in ("ready", "working") if phase in seen), "first": seen["result 1"]}


def _their_visit(profile: Path, url: str) -> dict[str, float]:
    driver = _settled(profile)
    try:
        driver.get(url)
        _wait(driver, lambda: driver.execute_script("return document.documentElement.dataset.first"))
        seen = driver.execute_script("return {...document.documentElement.dataset}")
        time.sleep(STAY)
    finally:
        driver.quit()
    return {name: float(seen[name]) for name in ("ready", "first")}


def _settled(profile: Path) -> Chrome:
    driver = start_chromium(profile)
    time.sleep(SETTLING)
    return driver


def _wait(driver: Chrome, holds: Any) -> None:
    WebDriverWait(driver, PATIENCE, 0.05).until(lambda _: holds())
