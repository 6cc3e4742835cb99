"""Memory at rest: looked at until it stays as it is."""

from itertools import chain, repeat

from endurance.memory import LOOKS, MOST_LOOKS, Held, _own, at_rest

STATUS = "VmRSS:\t  900 kB\nRssAnon:\t  500 kB\nRssFile:\t  300 kB\nRssShmem:\t  100 kB\n"


def looked(sizes: list[int], waited: list[float]) -> Held:
    given = chain(sizes, repeat(sizes[-1]))
    return at_rest(lambda: Held(next(given), 0), waited.append)


def test_what_falls_once_python_began_anew_is_what_counts():
    waited: list[float] = []
    assert looked([900, 900, 900, 900, 500], waited).tab == 500
    assert len(waited) == 4 + LOOKS


def test_what_never_rests_is_given_up():
    waited: list[float] = []
    assert looked([100 * 2**number for number in range(60)], waited).tab == 100 * 2**MOST_LOOKS
    assert len(waited) == MOST_LOOKS


def test_files_of_programs_do_not_count():
    assert _own(STATUS) == 600 * 1024
