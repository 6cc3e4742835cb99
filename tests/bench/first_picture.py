"""How long a first visit takes: seconds to ``ready``, to the first picture, and from Cancel to control.

``python build.py``, then ``.build/venv/bin/python tests/bench/first_picture.py`` prints a Markdown table. Every run has
a browser with an empty profile and dist/ on the loopback, so it shows what the machine needs, not what a line adds.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser.page import StudioPage  # noqa: E402
from selenium import webdriver  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402

import build  # noqa: E402

WATCH = """
    window.seen = {};
    new MutationObserver(() => {
      const {phase, result} = document.documentElement.dataset;
      window.seen[phase] ??= performance.now() / 1000;
      if (result) window.seen["result " + result] ??= performance.now() / 1000;
    }).observe(document, {attributes: true, subtree: true, attributeFilter: ["data-phase", "data-result"]});
"""
"""Notes when a phase, and each picture, was first seen, in seconds since the page was asked for."""

CANCEL = """
    const done = arguments[0], page = document.documentElement, cancel = document.getElementById("cancel");
    const started = performance.now();
    new MutationObserver((_, observer) => {
      if (page.dataset.phase === "working") return;
      observer.disconnect();
      done((performance.now() - started) / 1000);
    }).observe(page, {attributes: true, attributeFilter: ["data-phase"]});
    cancel.click();
"""

ROWS = {
    "ready": "first request to ready",
    "first": "first request to first picture (example and style clicked while loading, 768 px)",
    "again": "click to picture, new style (768 px)",
    "cancel": "Cancel to control (2048 px under way)",
}


def open_page(url: str) -> StudioPage:
    """Open the page in a Chromium of its own."""
    options = webdriver.ChromeOptions()
    options.binary_location = os.environ.get("IMPASTO_CHROMIUM") or shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-quic", "--no-first-run", "--window-size=1280,800"):
        options.add_argument(argument)
    options.add_argument(f"--user-data-dir={tempfile.mkdtemp(prefix='impasto-bench-')}")
    driver = webdriver.Chrome(options, Service(os.environ.get("IMPASTO_CHROMEDRIVER") or shutil.which("chromedriver")))
    driver.set_script_timeout(120)
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    return StudioPage(driver, url)


def visit(url: str) -> dict[str, float]:
    """Measure one first visit."""
    page = open_page(url)
    driver = page.driver
    try:
        page.open(wait=False)
        driver.find_element("css selector", "[data-example]").click()
        styles = driver.find_elements("css selector", "[data-style] .style-pick")
        styles[0].click()
        page.press("stylize")
        page.until(lambda: page.results == 1)
        seen = driver.execute_script("return window.seen")
        page.paint(styles[1].click)
        again = float(page.data("seconds") or "nan")
        page.choose("output-size", "2048")
        page.press("stylize")
        page.until(lambda: page.phase == "working")
        cancel = float(driver.execute_async_script(CANCEL))
    finally:
        driver.quit()
    return {"ready": seen.get("ready", seen["working"]), "first": seen["result 1"], "again": again, "cancel": cancel}


def table(runs: Sequence[dict[str, float]]) -> str:
    """Return medians with least and most as a Markdown table."""
    lines = ["| seconds | median | least | most |", "| --- | ---: | ---: | ---: |"]
    for name, words in ROWS.items():
        values = [run[name] for run in runs]
        cells = " | ".join(f"{value:.2f}" for value in (statistics.median(values), min(values), max(values)))
        lines.append(f"| {words} | {cells} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    server = build.make_server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.port}/"
    visit(url)  # warms the disk's cache, not the browser's
    results = [visit(url) for _ in range(runs)]
    listing = json.loads((build.DIST / "build.json").read_text())
    sizes = ", ".join(f"{name} {listing['first_visit'][name] / 1e6:.1f} MB" for name in ("bytes", "gzip", "brotli"))
    print(f"{table(results)}\n\n{runs} runs, {platform.machine()}, {os.cpu_count()} cores. First visit: {sizes}.")


if __name__ == "__main__":
    main()
