"""How browser tests wait: for as long as something moves, so that a slow machine has the time that it needs.

A number of seconds for the whole is either too short for a machine that is busy, or so long that a page that stands
still for good costs half an hour. What moves is told by signs of life, such as how often a page was changed.
"""

import time
from collections.abc import Callable
from typing import TypeVar

STILL = 120.0
"""Seconds in which nothing moves at all, after which nothing will: twelve times what software that imitates graphics
hardware works here without a word (``python build.py test tests/browser/test_backends.py``)."""

END = 1800.0
"""Seconds after which a wait is given up whatever moves: something that turns for ever comes to no end."""

LOOK = 1.0
"""Seconds between two looks for signs of life."""

PAUSE = 0.05
"""Seconds between two questions whether it holds."""

T = TypeVar("T")


class StoodStill(AssertionError):
    """What a test waits for has not come, and will not."""


def wait(
    holds: Callable[[], T],
    signs: Callable[[], object],
    about: Callable[[], str],
    *,
    still: float = STILL,
    end: float = END,
) -> T:
    """Return the first true value that ``holds`` returns.

    Args:
        holds: asked again and again.
        signs: returns something else whenever something has moved.
        about: tells how things stand, for the error.
        still: seconds without a sign after which it is given up.
        end: seconds after which it is given up in any case.

    Raises:
        StoodStill: nothing moved any more, or there was no end to it.
    """
    begun = moved = looked = time.monotonic()
    last: object = None
    while not (found := holds()):
        now = time.monotonic()
        if now - looked >= min(LOOK, still):
            looked, sign = now, signs()
            if sign != last:
                moved, last = now, sign
        if now - moved > still:
            raise StoodStill(f"nothing moved for {still:.0f} s: {about()}")
        if now - begun > end:
            raise StoodStill(f"no end after {end:.0f} s: {about()}")
        time.sleep(PAUSE)
    return found


PAGE_SIGNS = """(() => {
    const text = document.documentElement?.outerHTML ?? "";
    let sum = 0;
    for (let at = 0; at < text.length; at++) sum = (31 * sum + text.charCodeAt(at)) | 0;
    return [location.href, performance.timeOrigin, performance.getEntriesByType("resource").length, sum];
})()"""
"""A JavaScript expression for the signs of life of a page: another visit, files that came, changes of the document."""

PAGE_ABOUT = """(() => {
    const text = (id) => document.getElementById(id)?.textContent.trim() ?? "";
    const said = ["message", "progress-words", "backend-note"].map((id) => [id, text(id)]).filter(([, words]) => words);
    return JSON.stringify({...document.documentElement.dataset, ...Object.fromEntries(said)});
})()"""
"""A JavaScript expression for how a page stands, as text."""
