"""What a log comes to: a tab that grows, slows down, changes its pictures or fails is told of."""

from typing import Any

import pytest

from endurance.figures import Figure, figures, paces

STRENGTHS = (0.4, 0.5, 0.6)
ROUNDS, EACH = 3, 2


def run(**changed: Any) -> list[dict[str, Any]]:
    """Return a log of a good run, but for what a test changes: factors by round, or entries."""
    entries: list[dict[str, Any]] = []
    for number in range(ROUNDS):
        done = EACH * (number + 1)
        for name in ("a preset", "a new style"):
            pixels = "2x2 cafe" if name == "a preset" else None
            entries.append({"kind": "work", "act": "paint", "name": name, "done": done, "pixels": pixels, "errors": []})
        for strength in STRENGTHS:
            busy = 1 + 3 * number * strength  # what else the machine does strikes both
            for tab, factor in (("old", changed.get("pace", (1, 1, 1))[number]), ("fresh", 1.0)):
                seconds = busy * factor
                probe = {"tab": tab, "done": done, "strength": strength, "seconds": seconds, "cpu": seconds}
                entries.append({"kind": "probe", **probe, "pixels": f"2x2 {strength}"})
        held = {key: round(1e9 * changed.get(key, (1, 1, 1))[number]) for key in ("tab", "browser")}
        entries.append({"kind": "rest", "done": done, **held})
    return entries


def missed(entries: list[dict[str, Any]], expected: int = ROUNDS * EACH) -> list[Figure]:
    return [figure for figure in figures(entries, expected) if not figure.met]


def test_a_tab_that_stays_as_it_is_meets_everything():
    found = figures(run(), ROUNDS * EACH)
    assert len(found) == 7 and all(figure.met for figure in found)
    assert [figure.measured for figure in found[3:6]] == ["1.000"] * 3


@pytest.mark.parametrize("key", ["tab", "browser"])
def test_memory_that_grows_is_told(key):
    assert missed(run(**{key: (1, 9, 1.14)})) == [], "what counts is the end"
    (figure,) = missed(run(**{key: (1, 1, 1.16)}))
    assert "memory" in figure.what and figure.measured == "1.160"
    assert missed(run(**{key: (1, 1, 0.5)})) == [], "what is given back is no fault"


def test_a_slow_down_is_told_beside_a_fresh_tab_on_the_same_busy_machine():
    assert missed(run(pace=(1, 1, 1.09))) == []
    (figure,) = missed(run(pace=(1, 1, 1.11)))
    assert "time" in figure.what and figure.measured == "1.110"
    assert paces(run(pace=(1, 2, 3))) == pytest.approx({2: 1, 4: 2, 6: 3})


def test_other_bytes_for_the_same_input_are_told_by_name():
    entries = run()
    entries[-1 - 2 * len(STRENGTHS)]["pixels"] = "2x2 beef"
    (figure,) = missed(entries)
    assert figure.measured == "1 of 4, the probe at 0.4"


def test_where_nothing_came_twice_nothing_is_known_of_bytes():
    entries = [entry for entry in run() if not entry.get("pixels")]
    assert "bytes" in missed(entries)[-1].what


def test_failures_missing_paintings_and_errors_of_the_console_are_told():
    entries = run()
    entries[0]["errors"] = ["no such thing"]
    entries[1] = {"kind": "failure", "name": "a new style", "done": 2, "words": "waited"}
    assert [figure.measured for figure in missed(entries)] == ["5", "1, a new style", "1, no such thing"]


def test_a_run_that_ended_before_its_second_round_meets_nothing():
    entries = [entry for entry in run() if entry["done"] == EACH]
    assert len(missed(entries)) == 3
