"""How small previews are: from the seconds and pixels of the pictures so far."""

import pytest

from impasto.studio.previews import ACCEPTABLE, BUDGET, DOUBT, PATIENCE, TIMINGS_KEPT, Timing, choose, noted

PHOTO = (800, 600)


def timing(side: int, seconds: float, *, preview: bool = True, transformer: str = "brush") -> Timing:
    return Timing(transformer, side * side * 3 // 4, seconds, preview)


def full(seconds: float) -> Timing:
    return timing(768, seconds, preview=False)


def test_nothing_is_known_before_the_first_picture_with_this_transformer():
    assert choose((), "brush", PHOTO, 768) is None
    assert choose((full(0.1),), "knife", PHOTO, 768) is None


@pytest.mark.parametrize(
    ("seconds", "size"),
    [
        (0.05, 384),  # before a preview was timed, at most a half, however fast the machine
        (4 * BUDGET, 384),
        (4 * BUDGET + 0.05, 288),
        (16 * BUDGET, 192),
        (16 * ACCEPTABLE, 192),  # slower than the budget, but it still follows
        (16 * DOUBT * ACCEPTABLE, 192),  # it may have waited for a network: a preview will tell
        (16 * DOUBT * ACCEPTABLE + 0.05, None),
    ],
)
def test_the_first_size_follows_from_the_time_of_the_full_picture(seconds, size):
    assert choose((full(seconds),), "brush", PHOTO, 768) == size


def test_there_are_none_where_the_smallest_was_timed_and_is_too_slow():
    assert choose((full(0.2), timing(192, ACCEPTABLE)), "brush", PHOTO, 768) == 192
    assert choose((full(0.2), timing(192, ACCEPTABLE + 0.01)), "brush", PHOTO, 768) is None


def test_full_pictures_that_waited_for_a_network_do_not_count():
    assert choose((full(30.0), full(0.2)), "brush", PHOTO, 768) == 384


def test_a_fast_machine_comes_to_previews_of_full_size():
    timings = (full(0.06), timing(384, 0.01))
    assert choose(timings, "brush", PHOTO, 768) == 768


def test_what_was_measured_at_a_size_counts_more_than_what_was_expected_of_it():
    timings = (full(0.3), timing(384, 0.02), timing(576, 0.09))
    assert choose(timings, "brush", PHOTO, 768) == 384


def test_one_slow_preview_changes_nothing():
    timings = (full(0.3), *(timing(384, each) for each in (0.06, 0.06, 0.9, 0.06)))
    assert choose(timings, "brush", PHOTO, 768) == 384


def test_a_size_in_use_is_kept_while_it_is_only_a_little_too_slow():
    timings = (timing(384, 1.2 * BUDGET),)
    assert choose(timings, "brush", PHOTO, 768) == 288
    assert choose(timings, "brush", PHOTO, 768, current=384) == 384
    assert choose((timing(384, PATIENCE * BUDGET + 0.01),), "brush", PHOTO, 768, current=384) == 288


def test_previews_are_never_larger_than_the_picture_nor_too_small_to_paint():
    assert choose((full(0.001), timing(128, 0.001)), "brush", PHOTO, 256) == 256
    assert choose((full(16 * BUDGET),), "brush", PHOTO, 256) == 128


def test_a_thin_photo_gets_a_size_at_which_its_short_side_can_be_painted():
    assert choose((full(2.0),), "brush", (1600, 160), 768) == 384
    assert choose((full(0.1),), "brush", (6400, 100), 1024) is None


def test_only_the_latest_timings_are_kept():
    timings: tuple[Timing, ...] = ()
    for number in range(TIMINGS_KEPT + 3):
        timings = noted(timings, timing(100 + number, 1.0))
    assert len(timings) == TIMINGS_KEPT and timings[-1] == timing(100 + TIMINGS_KEPT + 2, 1.0)
