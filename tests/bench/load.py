"""Part ``load``: a host under many visitors at once, and what a later visit costs it.

nginx serves what `python build.py compress` writes, with the configuration that the build writes for it. First visits
are those of build.json; what a later visit asks for is what a browser was seen to ask for.
"""

import asyncio
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bench import studio
from bench.browsers import fresh_browser
from bench.processes import cpu_seconds, processes_below
from bench.rounds import Case, interleave
from bench.series import Kept, cell, number, table
from bench.setting import Setting
from bench.visitors import Visit, first_visit, later_visit, look
from builder import places
from builder.compressing import compress
from builder.listing import read_listing
from unit.hosting.host_programs import HOSTS, NGINX_BROTLI, PID, VISITS, started

HOST = "nginx"
VISITORS = 200
A_DAY = 1_000_000
STAY = 5.0
"""Seconds that a visit goes on when all is done: Chromium looks for a newer service worker a little later."""


def measure(setting: Setting) -> dict[str, Any]:
    """Return, of `VISITORS` at once, when the last was done, the median visit, and bytes and requests of each.

    Raises `FileNotFoundError` where the host is not installed; a visit with problems is a case without figures.
    """
    if not NGINX_BROTLI.exists():
        raise FileNotFoundError("apt-get install nginx libnginx-mod-http-brotli-static")
    listing = read_listing(places.UNDER_TEST)
    files = {file["path"]: file["sha256"] for file in listing["files"] if file["first_visit"]}
    files = {"": files.pop("index.html"), **files}  # the page first, under the address that people open
    with _host() as (address, folder):
        known = asyncio.run(look(address, files))
        again = _asked_again(f"http://{address}/", folder / VISITS)
        returning = {path: known[path] for path in again}
        pid = int((folder / PID).read_text())
        cases: dict[str, Case] = {
            "first": lambda: _crowd(lambda: first_visit(address, known), pid),
            "later": lambda: _crowd(lambda: later_visit(address, returning), pid),
        }
        results = interleave(cases, setting.rounds, say=setting.say)
    return results.as_json() | {"visitors": VISITORS, "asked_again": again}


@contextmanager
def _host() -> Iterator[tuple[str, Path]]:
    """Serve the site; yield the address, and the folder in which the host writes of every answer."""
    site = compress(places.UNDER_TEST)
    configuration = (places.BUILD / "hosting" / HOSTS[HOST][0]).read_text("utf-8")
    with tempfile.TemporaryDirectory(prefix="impasto-bench-") as folder:
        Path(folder).chmod(0o755)
        with started(HOST, Path(folder), site, configuration) as address:
            yield address, Path(folder)


def _asked_again(url: str, log: Path) -> dict[str, list[int]]:
    """Visit twice with a browser; return what it asked for the second time, with status and bytes of each answer."""
    with fresh_browser() as driver:
        studio.open_studio(driver, url).settle()
        time.sleep(STAY)
        before = len(log.read_text().splitlines())
        studio.open_studio(driver, url).settle()
        time.sleep(STAY)
    lines = [line.split() for line in log.read_text().splitlines()[before:]]
    return {path[1:]: [int(status), int(size)] for status, size, path in lines}


def _crowd(visit: Callable[[], Coroutine[Any, Any, Visit]], pid: int) -> dict[str, float]:
    """Let all visitors come at once. Raises `RuntimeError` with the first problem where one of them had any."""

    async def all_at_once() -> list[Visit]:
        return await asyncio.gather(*(visit() for _ in range(VISITORS)))

    host = [pid, *processes_below(pid)]
    before = cpu_seconds(host)
    visits = asyncio.run(all_at_once())
    problems = [problem for each in visits for problem in each.problems]
    if problems:
        raise RuntimeError(f"{len(problems)} problems, the first: {problems[0]}")
    return {
        "last": max(each.seconds for each in visits),
        "median": median(each.seconds for each in visits),
        "requests": sum(each.requests for each in visits) / VISITORS,
        "bytes": sum(each.bytes for each in visits) / VISITORS,
        "cpu": cpu_seconds(host) - before,
    }


def as_tables(kept: Kept) -> Iterator[str]:
    """Tell what was measured, and what it comes to on a day with many visitors."""
    part = kept.part("load")
    yield (
        f"{part['visitors']} visits at once by loopback, over HTTP/1.1 and six connections each on a first visit; "
        "nginx and the visitors share the cores. What came was compared with what was built, byte for byte.\n"
    )
    rows = []
    for name, words in (("first", "first visits"), ("later", "later visits")):
        last, middle, cpu = (kept.series("load", name, measure) for measure in ("last", "median", "cpu"))
        requests, size = (kept.series("load", name, measure) for measure in ("requests", "bytes"))
        if last and requests and size:
            figures = [*map(cell, (last, middle)), number(requests[0]), f"{size[0]:,.0f}", cell(cpu)]
            rows.append([words, *figures, *_of_a_day(A_DAY * size[0])])
    header = ["", "seconds to the last", "median visit, seconds", "requests each", "bytes each"]
    yield table([*header, "processor seconds of nginx", "a million a day", "Mbit/s then"], rows) + "\n"
    asked: Mapping[str, list[int]] = part["asked_again"]
    told = [f"`{path or '/'}` ({status}, {size} bytes)" for path, (status, size) in asked.items()]
    yield f"A browser's later visit asks for {', '.join(told)} and nothing else.\n"


def _of_a_day(size: float) -> list[str]:
    """Return the bytes of a day in words, and the rate in Mbit/s if they were spread evenly over it."""
    words = f"{size / 1e12:.2f} TB" if size >= 1e12 else f"{size / 1e9:.2f} GB"
    return [words, number(8 * size / 86_400 / 1e6)]
