"""Part ``tab``: hundreds of paintings in one tab, whose memory, pace and pictures have to stay what they were.

After every round the tab paints the same thing as often as a fresh browser beside it, taking turns, so that what else
the machine does strikes both; and once it rests, its memory is read.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome

from bench import studio
from bench.browsers import fresh_browser
from bench.processes import cpu_seconds, processes_of
from endurance import memory
from endurance.log import Log
from endurance.material import Material
from endurance.visitor import Refused, Visitor
from endurance.works import ROUND, Work, rounds

PROBE = Work("the probe", width=1200, height=1200, controls={"output-size": "1024"}, again=True)
FIRST = Work("a picture in tiles", width=2400, height=1700, controls={"output-size": "photo"}, again=True)
"""Is painted before: the page ends the worker of the networks for it, whose memory is that of whatever came last."""
STRENGTHS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.1)
"""At which the probe is painted, each new to the tab by then: what was painted since has taken the place of it."""
SCRIPT_SECONDS = 110
"""Less than the driver's connection waits."""

Rest = Callable[[Callable[[], memory.Held]], memory.Held]

TELLS_AT_ONCE = "--enable-blink-features=ForceEagerMeasureMemory"
"""Has Chromium tell the memory of pages and workers when it is asked, and not some time later."""


class TabGone(Exception):
    """The tab has ended: there is nothing to go on with."""


def run(
    url: str,
    folder: Path,
    log: Log,
    *,
    count: int,
    seed: int,
    say: Callable[[str], None],
    works: Sequence[Work] = ROUND,
    first: Work = FIRST,
    probe: Work = PROBE,
    strengths: Sequence[float] = STRENGTHS,
    rest: Rest = memory.at_rest,
) -> None:
    """Do so many rounds of works in one tab of the site at ``url``, and log all of it.

    A work that fails is logged, and the next one goes on. ``rest`` waits until memory rests. Raises ``TabGone`` where
    nothing can go on.
    """
    material = Material(folder)
    with fresh_browser(TELLS_AT_ONCE) as driver:
        visitor = _opened(driver, url, material)
        done = 0
        for each in rounds(count, seed, works):
            for work in each:
                done += work.act == "paint"
                say(f"{done} paintings: {work.name}")
                _do(visitor, work, log, done)
            visitor.do(first)
            with fresh_browser() as other:
                tabs = {"old": visitor, "fresh": _opened(other, url, material)}
                _compare(tabs, log, done, probe, strengths)
            _rest(visitor, log, done, rest)


def _opened(driver: Chrome, url: str, material: Material) -> Visitor:
    driver.set_script_timeout(SCRIPT_SECONDS)
    visitor = Visitor(driver, url, material)
    visitor.open()
    studio.until_kept(visitor)
    return visitor


def _do(visitor: Visitor, work: Work, log: Log, done: int) -> None:
    begin = time.time()
    try:
        seconds = visitor.do(work)
        pixels = visitor.pixels() if work.again else None
        tab, browser = memory.held(visitor.driver)
        log.add(
            "work", name=work.name, act=work.act, round=work.round, done=done, seconds=seconds,
            took=time.time() - begin, pixels=pixels, tab=tab, browser=browser, errors=list(visitor.console_errors()),
        )  # fmt: skip
    except (WebDriverException, Refused, memory.NotTold) as error:
        log.add("failure", name=work.name, round=work.round, done=done, words=str(getattr(error, "msg", error))[:2000])
        try:
            visitor.driver.execute_script("document.getElementById('cancel').click()")
        except WebDriverException as gone:
            raise TabGone(work.name) from gone


def _compare(tabs: dict[str, Visitor], log: Log, done: int, probe: Work, strengths: Sequence[float]) -> None:
    """Log how fast the tab paints after a round, beside a fresh one."""
    for tab in tabs.values():
        tab.do(probe)
        studio.seconds_to_picture(tab, studio.MOVE_STRENGTH, 0.3)  # the photo's own vector is known from here on
    for number, strength in enumerate(strengths):
        for name in list(tabs) if number % 2 else reversed(list(tabs)):
            log.add("probe", tab=name, done=done, strength=strength, **_probe(tabs[name], strength))


def _rest(visitor: Visitor, log: Log, done: int, rest: Rest) -> None:
    """Log what the tab holds at rest."""
    held = rest(lambda: memory.held(visitor.driver))
    memory.collect_garbage(visitor.driver)
    collected = rest(lambda: memory.held(visitor.driver))
    log.add(
        "rest", done=done, tab=collected.tab, browser=collected.browser, before_collection=held.tab,
        scopes=memory.scopes(visitor.driver), nodes=memory.nodes(visitor.driver),
    )  # fmt: skip


def _probe(tab: Visitor, strength: float) -> dict[str, Any]:
    pids = list(processes_of(tab.driver))
    before = cpu_seconds(pids)
    seconds = studio.seconds_to_picture(tab, studio.MOVE_STRENGTH, strength)
    return {"seconds": seconds, "cpu": cpu_seconds(pids) - before, "pixels": tab.pixels()}
