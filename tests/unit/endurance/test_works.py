"""What is done in one tab: the same in every round, in orders that the seed decides."""

from collections import Counter
from dataclasses import replace

import pytest

from endurance.works import PAINTINGS, ROUND, rounds


def test_six_rounds_are_three_hundred_paintings_with_all_that_takes_memory_beside_them():
    works = [work for each in rounds(6, 0) for work in each]
    assert sum(work.act == "paint" for work in works) == 300
    assert {"slide", "sheet", "film"} <= {work.act for work in works}
    assert max(work.width * work.height for work in works) == 12_000_000
    chosen = {work.controls.get("transformer") for work in PAINTINGS}
    assert {"transformer-separable", "transformer-conv"} <= chosen


def test_every_round_has_the_same_works_in_another_order():
    first, second, third = ([replace(work, round=0) for work in each] for each in rounds(3, 0))
    names = [[work.name for work in each] for each in (first, second, third)]
    assert Counter(names[0]) == Counter(names[1]) == Counter(names[2])
    assert len(set(names[0])) == len(ROUND), "names tell works apart"
    assert names[0] != names[1] != names[2] != names[0]
    assert sorted(first, key=lambda work: work.name) == sorted(second, key=lambda work: work.name)


def test_the_seed_decides_the_order():
    assert list(rounds(2, 5)) == list(rounds(2, 5)) != list(rounds(2, 6))


@pytest.mark.parametrize("again", [True, False])
def test_what_comes_again_is_given_the_same_files_and_all_else_new_ones(again):
    variants = {work.round: work.variant for each in rounds(3, 0) for work in each if work.again is again}
    assert list(variants.values()) == ([0, 0, 0] if again else [1, 2, 3])
