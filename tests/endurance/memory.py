"""What a tab and its browser hold in memory, as Linux tells it."""

import re
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NamedTuple

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome

from bench.processes import GONE, PROC, processes_of

STEADY = 0.01
"""Memory rests where it changes by less than this part of itself between two looks."""
LOOKS = 4
"""So many looks in a row have to find it at rest: longer than what the page waits before it renews its Python."""
LOOK_SECONDS = 2.5
MOST_LOOKS = 40

SCOPES = """
    const [done] = arguments;
    const short = (url) => url.replace(/^.*\\/scripts\\//, "").replace(/-[0-9a-f]{10}\\./, ".").replace(/[?#].*$/, "");
    const measured = performance.measureUserAgentSpecificMemory?.() ?? Promise.resolve({breakdown: []});
    measured.then(({breakdown}) => {
      const sums = {};
      for (const {bytes, attribution} of breakdown) {
        const name = attribution.map(({url, scope}) => scope === "Window" ? "page" : short(url)).join(" ") || "shared";
        if (bytes) sums[name] = (sums[name] ?? 0) + bytes;
      }
      done(sums);
    }).catch(() => done({}));
"""


class NotTold(Exception):
    """The system does not tell how much memory processes hold, or the tab is gone."""


class Held(NamedTuple):
    """Bytes that are held: by the tab's process, and by all of the browser's together; programs' files do not count."""

    tab: int
    browser: int


def held(driver: Chrome) -> Held:
    """Return what is held now; raises ``NotTold``."""
    renderers, others = [], []
    for pid, command in processes_of(driver).items():
        with suppress(*GONE):
            bytes_ = _own((PROC / str(pid) / "status").read_text())
            (renderers if "--type=renderer" in command else others).append(bytes_)
    if not renderers:
        raise NotTold
    return Held(max(renderers), sum(renderers) + sum(others))


def at_rest(look: Callable[[], Held], wait: Callable[[float], None] = time.sleep) -> Held:
    """Return what is held once it stays as it is, or after so many looks."""
    found, still = look(), 0
    for _ in range(MOST_LOOKS):
        wait(LOOK_SECONDS)
        before, found = found, look()
        still = still + 1 if abs(found.tab - before.tab) <= STEADY * before.tab else 0
        if still == LOOKS:
            break
    return found


def collect_garbage(driver: Chrome) -> None:
    """Have the page let go of what it will anyway, sooner or later."""
    driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})


def scopes(driver: Chrome) -> dict[str, int]:
    """Return the bytes that the page and each of its workers hold, as the browser tells; empty where it does not."""
    with suppress(WebDriverException):
        return {str(name): int(size) for name, size in driver.execute_async_script(SCOPES).items()}
    return {}


def nodes(driver: Chrome) -> int:
    """Return how many nodes of documents there are."""
    driver.execute_cdp_cmd("Performance.enable", {})
    metrics: Iterable[dict[str, float]] = driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    return next(int(metric["value"]) for metric in metrics if metric["name"] == "Nodes")


def _own(status: str) -> int:
    """Return the resident bytes of a process that no file holds."""
    return 1024 * sum(
        int(kilobytes) for kilobytes in re.findall(r"^Rss(?:Anon|Shmem):\s+(\d+) kB", status, re.MULTILINE)
    )
