"""How small a preview is, so that it follows a moving slider on this machine; or that there is none.

A preview is the same picture, painted smaller. Strokes have their size in pixels, so the closer it comes to the full
size the more it looks like what will be painted; the smaller it is the sooner it is there. The seconds and pixels of
the pictures painted so far decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from impasto.imaging.sizes import SHORTEST_SIDE, SMALLEST_SIZE, scaled

BUDGET = 1 / 15
"""Seconds that a preview may take; a slider has few steps, and more frames a second would cost the likeness."""
PATIENCE = 1.5
"""A size in use may take this many times the budget, so that noise does not change the size again and again."""
ACCEPTABLE = 0.25
"""Seconds beyond which a preview limps behind the slider: then there is none."""
DOUBT = 4
"""Full pictures were encoded too, and the first may have waited for a network: where only they were timed, a preview
is tried even if they let expect so many times what is acceptable."""
SHARES = (1 / 4, 3 / 8, 1 / 2, 3 / 4, 1.0)
"""Long sides to choose from, as parts of the full one. Few, since each needs the photo encoded at its size."""
FIRST_SHARE = 1 / 2
"""What to begin with at most, until a preview has been timed: full pictures tell little about small ones."""
TIMINGS_KEPT = 24
LATEST = 5


@dataclass(frozen=True, slots=True)
class Timing:
    """A picture that was painted: with which transformer, how many pixels, and the seconds that it took."""

    transformer: str
    pixels: int
    seconds: float
    preview: bool


def noted(timings: Sequence[Timing], timing: Timing) -> tuple[Timing, ...]:
    """Return the timings with one more; the oldest are forgotten."""
    return (*timings, timing)[-TIMINGS_KEPT:]


def choose(
    timings: Sequence[Timing], transformer: str, photo: tuple[int, int], full: int, current: int | None = None
) -> int | None:
    """Return the long side in px of a preview of a picture with the long side ``full``, or None to have none.

    It is the largest that should keep the budget. Where none does it is the smallest, unless that takes longer than
    is acceptable or nothing is known yet. ``photo`` is (width, height); ``current`` is the size in use, if any.
    """
    own = [timing for timing in timings if timing.transformer == transformer]
    if not own:
        return None
    timed = any(timing.preview for timing in own)
    acceptable = ACCEPTABLE if timed else DOUBT * ACCEPTABLE
    chosen = None
    for size in _sizes(photo, full):
        seconds = _expected(own, _pixels(photo, size))
        if chosen is None and seconds <= acceptable:
            chosen = size
        if seconds <= BUDGET * (PATIENCE if size == current else 1) and (timed or size <= full * FIRST_SHARE):
            chosen = size
    return chosen


def expected(timings: Sequence[Timing], transformer: str, photo: tuple[int, int], size: int) -> float | None:
    """Return the seconds that a picture with the long side ``size`` should take, or None while nothing is known of it.

    The quickest picture by this transformer tells: others may have had to wait for a network. ``photo`` is as above.
    """
    rates = [each.seconds / each.pixels for each in timings if each.transformer == transformer and not each.preview]
    return min(rates) * _pixels(photo, size) if rates else None


def _sizes(photo: tuple[int, int], full: int) -> list[int]:
    """Return the long sides to choose from, smallest first, at which the networks have enough to look at."""
    sizes = sorted({max(4 * round(full * share / 4), SMALLEST_SIZE) for share in SHARES})
    return [size for size in sizes if size <= full and min(scaled(*photo, size)) >= SHORTEST_SIDE]


def _expected(timings: Sequence[Timing], pixels: int) -> float:
    """Return the seconds that so many pixels should take.

    The latest previews of this size tell best, then previews of other sizes, then the quickest full picture: the
    others may have had to wait for a network.
    """
    previews = [timing for timing in timings if timing.preview]
    same = [timing.seconds for timing in previews if timing.pixels == pixels]
    if same:
        return _median(same[-LATEST:])
    if previews:
        return pixels * _median([timing.seconds / timing.pixels for timing in previews[-LATEST:]])
    return pixels * min(timing.seconds / timing.pixels for timing in timings)


def _median(values: Sequence[float]) -> float:
    """Return the median; numpy's wants numpy.ma, which the browser does not get."""
    ordered, middle = sorted(values), len(values) // 2
    return ordered[middle] if len(values) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _pixels(photo: tuple[int, int], size: int) -> int:
    width, height = scaled(*photo, size)
    return width * height
