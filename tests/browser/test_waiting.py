"""Tests wait as long as something moves, and not longer."""

from collections.abc import Iterator
from itertools import count, repeat

import pytest

from browser import waiting
from browser.waiting import StoodStill, wait


class Clock:
    """Time that passes where somebody sleeps, and only there."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(waiting, "time", clock)
    return clock


def waited(clock: Clock, comes_at: float, signs: Iterator[object], end: float = 1000.0) -> str:
    return wait(lambda: "here" if clock.now >= comes_at else "", lambda: next(signs), lambda: "as it is", end=end)


def test_what_moves_is_waited_for_however_long_it_takes(clock):
    assert waited(clock, 5 * waiting.STILL, count()) == "here"


def test_what_stands_still_is_given_up_with_words_on_how_it_stands(clock):
    with pytest.raises(StoodStill, match="nothing moved for 120 s: as it is"):
        waited(clock, 5 * waiting.STILL, repeat("the same"))
    assert waiting.STILL < clock.now < waiting.STILL + 3 * waiting.LOOK


def test_what_moves_again_just_in_time_is_waited_for(clock):
    signs = (int(clock.now / (0.9 * waiting.STILL)) for _ in count())
    assert waited(clock, 5 * waiting.STILL, signs) == "here"


def test_what_turns_for_ever_is_given_up(clock):
    with pytest.raises(StoodStill, match="no end after 1000 s"):
        waited(clock, 2000, count())


def test_a_page_that_changes_a_word_or_an_attribute_has_moved(studio):
    """Which is all that is known of it: what it draws, or what its workers do, is nobody's business here."""

    def signs() -> object:
        return studio.driver.execute_script(f"return {waiting.PAGE_SIGNS}")

    studio.settle()
    studio.until(lambda: signs() == signs())  # all that comes with a start is here
    before = signs()
    studio.driver.execute_script("document.getElementById('message').dataset.moved = ''")
    moved = signs()
    assert moved != before
    studio.driver.execute_script("document.getElementById('progress-words').textContent += '.'")
    assert signs() not in (before, moved)
