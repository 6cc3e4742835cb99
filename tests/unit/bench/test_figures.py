"""The plots of what was measured: the same bytes from the same figures, and nothing that was not measured."""

import json
import re
import xml.etree.ElementTree as ElementTree

import pytest

from bench import __main__ as bench
from bench.figures import figures
from bench.plots import DARK, Plot, drawn
from builder import places

PLOT = Plot("some", "Some seconds", "seconds", [("here", {"a": [2.0, 1.0, 4.0], "b": [0.5]}), ("there", {"a": None})])


def words(svg: bytes) -> list[str]:
    root = ElementTree.fromstring(svg)
    return ["".join(text.itertext()).strip() for text in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("logarithmic", [True, False])
def test_a_plot_says_what_was_measured(logarithmic):
    said = words(drawn(PLOT._replace(logarithmic=logarithmic)))
    assert {"Some seconds", "seconds", "here", "there", "a", "b"} <= set(said)
    assert said.count("2") >= 1 and "0.5" in said, "the medians"


def test_the_same_figures_give_the_same_bytes_without_date_or_version():
    svg = drawn(PLOT)
    assert drawn(PLOT) == svg
    assert not re.search(rb"dc:date|Matplotlib v|20[2-9]\d-\d\d", svg)


def test_every_colour_has_another_on_dark_ground():
    text = drawn(PLOT).decode()
    used = set(re.findall(r"(?:fill|stroke): (#[0-9a-f]{6})", text))
    assert used and used <= set(DARK)
    for light in used:
        assert re.search(rf'\[style\*="(fill|stroke): {light}"\]{{\1:{DARK[light]}!important}}', text)


def test_what_was_not_measured_is_not_drawn():
    values = {"transformer-lite/512": {"peak": [6e8]}, "theirs/512": {"peak": [7e8]}}
    made = figures({"parts": {"memory": {"rounds": 1, "taken": "today", "values": values}}})
    assert list(made) == ["FIGURES.md", "figures/memory.svg"]
    assert (
        made["FIGURES.md"]
        .decode()
        .endswith("GB: quarter width 0.6 to 0.6; TensorFlow.js demo 0.7 to 0.7](figures/memory.svg)\n")
    )


def test_tables_and_plots_are_those_of_the_results_that_are_kept_beside_them():
    """If not: python build.py bench --write."""
    results = json.loads((places.BENCH / "results.json").read_text("utf-8"))
    made = bench.pages(results)
    assert {name: (places.BENCH / name).read_bytes() for name in made} == made
    assert {f"figures/{path.name}" for path in (places.BENCH / "figures").iterdir()} == set(made) - {
        "RESULTS.md",
        "FIGURES.md",
    }
