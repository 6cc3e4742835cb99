"""Part ``phone``: what a browser with the means of a small phone paints, and what it says of the rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome

from bench.browsers import fresh_browser
from browser.deployment import on_one_core
from builder.server import serving
from endurance import budget
from endurance.log import Entry, Log
from endurance.material import Material
from endurance.tab import SCRIPT_SECONDS, TabGone
from endurance.visitor import Refused, Visitor
from endurance.works import CONV, SEPARABLE, Work

PHOTO = Work("", width=2000, height=1500, again=True)
LARGE = Work("", width=4000, height=3000, again=True)


def sized(work: Work, size: str, transformer: str = "transformer-lite") -> Work:
    return replace(work, name=f"{size}, {transformer}", controls={"output-size": size, "transformer": transformer})


MUST = sized(PHOTO, "1024")
"""What has to be painted; anything else may be refused, if that is said and the tab goes on."""
AGAIN = replace(MUST, name=f"{MUST.name}, again")
"""And once more after all that was refused, as the same picture."""

WORKS = (
    sized(PHOTO, "512"),
    MUST,
    sized(PHOTO, "1024", SEPARABLE),
    sized(PHOTO, "1024", CONV),
    sized(PHOTO, "2048"),
    sized(PHOTO, "2048", SEPARABLE),
    sized(PHOTO, "2048", CONV),
    sized(LARGE, "photo"),
    AGAIN,
)


def run(
    folder: Path, log: Log, *, say: Callable[[str], None], works: Sequence[Work] = WORKS, slower: float = budget.SLOWER
) -> None:
    """Do the works in a slowed tab with little memory and one thread, and log for each what came of it.

    Raises ``TabGone`` where a tab ends instead of saying something.
    """
    material = Material(folder / "pictures")
    with serving(on_one_core(folder / "site")) as url, fresh_browser() as driver:
        budget.limit_memory(driver)
        visitor = _opened(driver, url, material)
        assert budget.limits(driver) == {budget.MEMORY}, "the tab has another limit"
        with budget.slowed(driver, slower):
            for work in works:
                say(work.name)
                log.add("phone", name=work.name, data=budget.data_of(driver), **_done(visitor, work))


def _opened(driver: Chrome, url: str, material: Material) -> Visitor:
    driver.set_script_timeout(SCRIPT_SECONDS)
    visitor = Visitor(driver, url, material)
    visitor.open()
    return visitor


def _done(visitor: Visitor, work: Work) -> dict[str, Any]:
    """Return the seconds of a painting and its pixels, or what was said instead of painting."""
    begin = time.perf_counter()
    try:
        seconds = visitor.do(work)
        return {"seconds": seconds, "pixels": visitor.pixels(), "said": ""}
    except Refused as refused:
        return {"seconds": time.perf_counter() - begin, "pixels": "", "said": str(refused)}
    except WebDriverException as error:
        raise TabGone(f"{work.name}: {error.msg}") from error


def faults(entries: Sequence[Entry]) -> list[str]:
    """Return what a phone would have had reason to complain of."""
    done = {entry["name"]: entry for entry in entries}
    unmet = [f"{name} was not painted" for name in (MUST.name, AGAIN.name) if not done.get(name, {}).get("pixels")]
    mute = [f"{name} was neither painted nor refused in words" for name, entry in done.items()
            if not (entry["pixels"] or entry["said"])]  # fmt: skip
    if not unmet and done[MUST.name]["pixels"] != done[AGAIN.name]["pixels"]:
        unmet = [f"{MUST.name} is another picture after what was refused"]
    return unmet + mute
