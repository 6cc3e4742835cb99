"""Where the work is kept outside of Python: whole at any moment, whatever room there is and whoever else keeps some."""

import json
import subprocess
from pathlib import Path
from typing import Any

from builder.environments import need_node

HOST = Path(__file__).with_name("store_host.mjs")
CAT, DOG, OWL = ("c" * 64, "d" * 64, "0" * 64)
"""The keys of files are hashes; any other is that of a record."""


def answers(*steps: list[Any]) -> list[Any]:
    run = subprocess.run([need_node().node, HOST, json.dumps(steps)], capture_output=True, text=True, check=True)
    found: list[Any] = json.loads(run.stdout)
    return found


def saved(tab: int, record: str, **files: str) -> list[list[Any]]:
    """What Python asks for a record and its files, by the letters that their keys are made of."""
    keys = {64 * letter: data for letter, data in files.items()}
    puts = [[tab, "put", key, data] for key, data in keys.items()]
    return [*puts, [tab, "put", "visit", record], [tab, "keepOnly", ["visit", *keys]]]


def kept(*steps: list[Any]) -> Any:
    """Return what the browser has in the end."""
    return answers(*steps, ["kept"])[-1]


def test_nothing_is_kept_before_it_is_wanted_and_then_all_of_it():
    steps = saved(0, "one", c="cat")
    assert kept(*steps) == {}
    assert kept(*steps, [0, "keep", True]) == {CAT: "cat", "visit": "one"}
    assert kept(*steps, [0, "keep", True], [0, "keep", False]) == {}


def test_without_room_what_was_kept_before_stays_whole():
    begun = [[0, "keep", True], *saved(0, "one", c="cat"), ["room", 10]]
    *_, here, there = answers(*begun, *saved(0, "two", c="cat", d="a large dog"), [0, "get", "visit"], ["kept"])
    assert here == "two", "this tab goes on"
    assert there == {CAT: "cat", "visit": "one"}
    assert kept(*begun, *saved(0, "two", c="cat", d="dog")) == {CAT: "cat", DOG: "dog", "visit": "two"}


def test_that_there_is_no_room_is_answered():
    begun = [[0, "keep", True], ["room", 4]]
    assert answers(*begun, [0, "put", CAT, "cat"], [0, "put", DOG, "dog"])[1:] == [True, False]
    refused = answers([0, "put", CAT, "cat"], [0, "put", DOG, "dog"], ["room", 4], [0, "keep", True], ["kept"])
    assert refused[-2:] == [False, {}], "part of it is no use to anyone"


def test_another_visit_gives_way_where_there_is_no_room_for_both():
    before = [[0, "keep", True], *saved(0, "one", c="cat"), ["room", 10]]
    assert kept(*before, *saved(1, "two", d="dogged")) == {DOG: "dogged", "visit": "two"}
    assert kept(*before, *saved(1, "two", d="a very large dog")) == {}, "nothing that goes together"


def test_a_visit_that_is_gone_on_with_does_not_give_way():
    before = [[0, "keep", True], *saved(0, "one", c="cat"), ["room", 10]]
    go_on = [[1, "get", "visit"], [1, "get", CAT]]
    assert kept(*before, *go_on, *saved(1, "two", c="cat", d="a large dog")) == {CAT: "cat", "visit": "one"}


def test_of_two_tabs_the_later_one_is_kept_with_all_its_files():
    first, second = saved(0, "one", c="cat"), saved(1, "two", d="dog")
    begun = [[0, "keep", True], *first, *second]
    assert kept(*begun) == {DOG: "dog", "visit": "two"}
    later = [[0, "put", "visit", "three"], [0, "put", OWL, "owl"], [0, "keepOnly", ["visit", CAT, OWL]]]
    assert kept(*begun, *later) == {CAT: "cat", OWL: "owl", "visit": "three"}, "the cat was gone"
